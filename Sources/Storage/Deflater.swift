internal import CZlib

/// Bytes packed as they come, through zlib: what is made in pieces needs no room as a whole.
@safe public struct Deflater: ~Copyable {
  /// On the heap, as zlib remembers the address.
  private let stream: UnsafeMutablePointer<z_stream>
  private var packed: [UInt8] = []
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// Level 1 is fastest, 9 smallest.
  public init(_ format: DeflateFormat, level: Int32) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe deflateInit2_(
      stream, level, Z_DEFLATED, format.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib can't start at level \(level)")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  public mutating func append(_ bytes: Span<UInt8>) { feed(bytes, Z_NO_FLUSH) }

  /// Everything packed; what is appended later would not be.
  public consuming func finished() -> [UInt8] {
    let nothing: [UInt8] = []
    feed(nothing.span, Z_FINISH)
    return packed
  }

  private mutating func feed(_ bytes: Span<UInt8>, _ flush: Int32) {
    unsafe bytes.withUnsafeBufferPointer { source in
      // zlib only reads, but its header doesn't say so.
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      unsafe stream.pointee.avail_in = UInt32(source.count)
      var produced = 0
      repeat {
        produced = unsafe chunk.withUnsafeMutableBufferPointer { target in
          unsafe stream.pointee.next_out = target.baseAddress
          unsafe stream.pointee.avail_out = UInt32(target.count)
          unsafe _ = deflate(stream, flush)
          return unsafe target.count - Int(stream.pointee.avail_out)
        }
        packed += chunk[..<produced]
      } while produced == chunk.count
    }
  }
}
