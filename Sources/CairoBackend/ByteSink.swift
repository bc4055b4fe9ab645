internal import CCairo

/// Takes the bytes that a Cairo surface writes, and remembers a refusal.
///
/// Cairo holds it by address; the owner keeps it alive until the surface is destroyed.
final class ByteSink {
  private(set) var bytes: [UInt8] = []
  private(set) var hasFailed = false
  private let limit: Int

  /// A sink that refuses bytes beyond a number of them, as a full disk does.
  init(limit: Int = .max) {
    self.limit = limit
  }

  var closure: UnsafeMutableRawPointer {
    unsafe Unmanaged.passUnretained(self).toOpaque()
  }

  static let callback: cairo_write_func_t = { closure, data, count in
    guard let closure = unsafe closure, let data = unsafe data else {
      return CAIRO_STATUS_WRITE_ERROR
    }
    let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
    guard !sink.hasFailed, sink.bytes.count + Int(count) <= sink.limit else {
      sink.hasFailed = true
      return CAIRO_STATUS_WRITE_ERROR
    }
    unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
    return CAIRO_STATUS_SUCCESS
  }
}
