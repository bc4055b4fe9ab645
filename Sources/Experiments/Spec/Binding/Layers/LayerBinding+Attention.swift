internal import Learning

extension LayerBinding {
  func attention() -> (any Layer)? {
    nil
  }
}
