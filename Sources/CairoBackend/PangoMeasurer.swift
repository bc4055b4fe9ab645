public import Drawing
internal import Synchronization

/// Measures text by the layout that draws it, and remembers what it measured.
///
/// Copies share one memory. Safe to use from several threads; they take turns.
public struct PangoMeasurer: TextMeasurer, Sendable {
  private let memory: Memory

  /// Fails where no usable font is installed.
  public init() throws(DrawingError) {
    memory = Memory(typesetter: try TypesetterPool.shared.typesetter())
  }

  public func measure(_ block: TextBlock) -> TextExtent {
    memory.measure(block)
  }
}

private final class Memory: Sendable {
  /// Beyond this the memory starts afresh: a report measures a few thousand blocks.
  private static let capacity = 1 << 14

  private let typesetter: SharedTypesetter
  private let extents = Mutex<[TextBlock: TextExtent]>([:])

  init(typesetter: SharedTypesetter) {
    self.typesetter = typesetter
  }

  deinit {
    TypesetterPool.shared.giveBack(typesetter)
  }

  func measure(_ block: TextBlock) -> TextExtent {
    var key = block
    // Colours take no room; without them the same label in two colours is measured once.
    for i in key.runs.indices { key.runs[i].style.color = .black }
    if let extent = extents.withLock({ $0[key] }) { return extent }
    let extent = typesetter.use { $0.measure(key) }
    extents.withLock { extents in
      if extents.count >= Memory.capacity { extents.removeAll() }
      extents[key] = extent
    }
    return extent
  }
}
