public import Drawing
internal import Synchronization

/// Measures text by the layout that draws it, and remembers what it measured.
///
/// Copies share one memory. Safe to use from several threads at once.
public struct PangoMeasurer: TextMeasurer, Sendable {
  private let memory = Memory()

  /// Fails where no usable font is installed.
  public init() throws(DrawingError) {
    try TypesetterPool.shared.use { _ throws(DrawingError) in }
  }

  public func measure(_ block: TextBlock) -> TextExtent {
    memory.measure(block)
  }
}

private final class Memory: Sendable {
  /// Beyond this the memory starts afresh: a report measures a few thousand blocks.
  private static let capacity = 1 << 14

  private let extents = Mutex<[TextBlock: TextExtent]>([:])

  func measure(_ block: TextBlock) -> TextExtent {
    var key = block
    // Colours take no room, but where they change a run ends: the same label in two colours is
    // measured once.
    let first = block.runs.first?.style.color
    for i in key.runs.indices {
      key.runs[i].style.color = key.runs[i].style.color == first ? .black : .white
    }
    if let extent = extents.withLock({ $0[key] }) { return extent }
    // The typesetter goes back at once, so that the picture drawn next finds its fonts open.
    let measured = try? TypesetterPool.shared.use {
      typesetter throws(DrawingError) in typesetter.measure(block)
    }
    guard let extent = measured else {
      preconditionFailure("fonts that were there when the measurer was made are gone")
    }
    extents.withLock { extents in
      if extents.count >= Memory.capacity { extents.removeAll() }
      extents[key] = extent
    }
    return extent
  }
}
