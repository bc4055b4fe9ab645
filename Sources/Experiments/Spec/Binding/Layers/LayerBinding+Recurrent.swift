internal import Learning

extension LayerBinding {
  func recurrent() -> (any Layer)? {
    switch name {
    case "embedding":
      Embedding(
        vocabulary: settings.integerIfAny("vocabulary") ?? sizes.vocabulary ?? 0,
        dimension: settings.integer("dimension"),
        paddingIndex: settings.integerIfAny("padding-index"),
        weights: settings.chosenIfAny("init").map(InitializerBinding.make) ?? PyTorchDefault())
    case "rnn":
      RNN(stack, activation: settings.text("activation") == "relu" ? .relu : .tanh)
    case "lstm": LSTM(stack)
    case "gru": GRU(stack)
    default: nil
    }
  }

  private var stack: RecurrentStack {
    RecurrentStack(
      settings.integer("hidden"), layers: settings.integer("layers"),
      isBidirectional: settings.flag("bidirectional"),
      output: settings.text("output") == "sequence" ? .sequence : .last,
      hasBias: settings.flag("bias"), dropout: scalar("dropout"), weights: weights,
      recurrentWeights: settings.chosenIfAny("recurrent-init").map(InitializerBinding.make),
      biases: biases)
  }
}
