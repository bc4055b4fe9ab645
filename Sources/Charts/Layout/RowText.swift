public import Drawing

/// A text at the right of a plot's row, held at the row's middle.
public struct RowText: Equatable, Sendable {
  /// The row's place on y.
  public var place: Double
  public var block: TextBlock

  public init(place: Double, _ block: TextBlock) {
    self.place = place
    self.block = block
  }

  static let gap = 10.0

  func primitives(in area: PlotArea, right: Double) -> [Primitive] {
    guard let middle = area.vertical(place), (area.frame.minY...area.frame.maxY).contains(middle)
    else { return [] }
    var block = block
    block.alignment = .trailing
    return [.text(block, at: Point(right, middle), Anchor(.trailing, .middle))]
  }
}
