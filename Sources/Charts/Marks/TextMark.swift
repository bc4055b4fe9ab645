public import Drawing

/// Texts at places of a plot: the numbers of a matrix, names of points.
///
/// A text wider than its room is cut in the middle; one that is higher than its room, or would
/// leave the frame, is left out.
public struct TextMark: Mark {
  /// A text with where it is held.
  public struct Label: Equatable, Sendable {
    public var block: TextBlock
    public var x: Double
    public var y: Double
    /// The room that the text takes, measured when the label is made.
    public let size: Size

    public init(_ block: TextBlock, x: Double, y: Double, measurer: any TextMeasurer) {
      self.block = block
      self.x = x
      self.y = y
      size = measurer.measure(block).size
    }
  }

  /// The room of each text across and down; nil for as much as it takes.
  public struct Room: Equatable, Sendable {
    public var width: Thickness
    public var height: Thickness

    public init(width: Thickness, height: Thickness) {
      self.width = width
      self.height = height
    }

    /// A cell of a matrix whose columns and rows are a step apart.
    public static let cell = Room(width: .share(0.94), height: .share(1))
  }

  public var labels: [Label]
  public var alignment: TextBlock.Alignment
  public var vertical: Anchor.Vertical
  public var room: Room?
  /// How far from its place a text is held, in points.
  public var offset: Size

  public init(
    _ labels: [Label], alignment: TextBlock.Alignment = .center,
    vertical: Anchor.Vertical = .middle, room: Room? = nil, offset: Size = Size(0, 0)
  ) {
    self.labels = labels
    self.alignment = alignment
    self.vertical = vertical
    self.room = room
    self.offset = offset
  }

  public func primitives(in area: PlotArea) -> [Primitive] {
    let shown = thinned(labels, in: area.frame) { area.point($0.x, $0.y) ?? Point(0, 0) }
    return shown.compactMap { label in
      guard var point = area.point(label.x, label.y), area.frame.contains(point) else { return nil }
      point = Point(point.x + offset.width, point.y + offset.height)
      var (block, size) = (label.block, label.size)
      block.alignment = alignment
      if let room {
        let width = Lane(area, .vertical).points(room.width, at: label.x)
        let height = Lane(area, .horizontal).points(room.height, at: label.y)
        guard size.height <= height, width >= 8 else { return nil }
        if size.width > width {
          block = TextBlock(block.runs, width: width, maximumLines: 1, alignment: alignment)
          size.width = width
        }
      }
      let box = Rect.text(size, baseline: size.height, at: point, Anchor(alignment, vertical))
      let corners = [Point(box.minX, box.minY), Point(box.maxX, box.maxY)]
      // Half a point is the air that every line box has around its letters.
      let frame = area.frame.inset(left: -0.5, top: -0.5, right: -0.5, bottom: -0.5)
      guard corners.allSatisfy(frame.contains) else { return nil }
      return .text(block, at: point, Anchor(alignment, vertical))
    }
  }
}
