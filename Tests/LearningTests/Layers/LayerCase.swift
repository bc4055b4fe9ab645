import Learning

/// A layer and the shape of the rows that it is checked on.
struct LayerCase: Sendable {
  let layer: any Layer
  let shape: [Int]
  /// Whether the layer takes a maximum, whose gradient jumps where two inputs are alike.
  let inputsLieApart: Bool

  init(_ layer: any Layer, _ shape: [Int] = [4], inputsLieApart: Bool = false) {
    self.layer = layer
    self.shape = shape
    self.inputsLieApart = inputsLieApart
  }
}
