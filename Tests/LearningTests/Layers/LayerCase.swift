import Learning

/// A layer and the shape of the rows that it is checked on.
struct LayerCase: Sendable {
  let layer: any Layer
  let shape: [Int]

  init(_ layer: any Layer, _ shape: [Int] = [4]) {
    self.layer = layer
    self.shape = shape
  }
}
