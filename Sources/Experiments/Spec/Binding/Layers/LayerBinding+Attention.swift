internal import Learning

extension LayerBinding {
  func attention() -> (any Layer)? {
    switch name {
    case "scaled-dot-product-attention":
      ScaledDotProductAttention(
        heads: settings.integer("heads"), isCausal: settings.flag("causal"))
    case "self-attention":
      SelfAttention(
        heads: settings.integer("heads"), isCausal: settings.flag("causal"),
        hasBias: settings.flag("bias"), dropout: scalar("dropout"))
    case "positional-encoding":
      PositionalEncoding(
        settings.text("kind") == "learned"
          ? .learned(maximumSteps: settings.integerIfAny("maximum-steps")) : .sinusoidal)
    default: nil
    }
  }
}
