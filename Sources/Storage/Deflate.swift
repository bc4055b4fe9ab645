internal import CZlib

/// Why compressed bytes could not be read.
public enum InflateError: Error, Equatable, Sendable {
  case corrupt(String)
  /// The bytes unpack to more than was allowed.
  case tooLarge(limit: Int)
}

/// The containers in which deflated bytes come.
public enum DeflateFormat: Sendable {
  /// Bare blocks, as in a ZIP entry (RFC 1951).
  case raw
  /// With a two-byte header and Adler-32, as in a PNG (RFC 1950).
  case zlib
  /// With a header and CRC-32 (RFC 1952); several members in a row read as one.
  case gzip

  var windowBits: Int32 {
    switch self {
    case .raw: -15
    case .zlib: 15
    case .gzip: 31
    }
  }
}

/// Compressed bytes, through zlib.
public enum Deflate {
  /// Unpacks bytes, refusing to make more than `limit` of them.
  public static func inflate(
    _ bytes: ArraySlice<UInt8>, _ format: DeflateFormat, limit: Int
  ) throws(InflateError) -> [UInt8] {
    var stream = unsafe z_stream()
    guard
      unsafe inflateInit2_(
        &stream, format.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .corrupt("zlib could not start") }
    defer { unsafe inflateEnd(&stream) }
    var input = Array(bytes)
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var offset = 0
    while true {
      let before = offset
      let (status, produced) = unsafe input.withUnsafeMutableBufferPointer { source in
        unsafe chunk.withUnsafeMutableBufferPointer { target in
          let available = min(source.count - offset, 1 << 30)
          unsafe stream.next_in = source.baseAddress.map { unsafe $0 + offset }
          unsafe stream.avail_in = UInt32(available)
          unsafe stream.next_out = target.baseAddress
          unsafe stream.avail_out = UInt32(target.count)
          let status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
          offset += unsafe available - Int(stream.avail_in)
          return unsafe (status, target.count - Int(stream.avail_out))
        }
      }
      output += chunk[..<produced]
      guard output.count <= limit else { throw .tooLarge(limit: limit) }
      switch status {
      case Z_STREAM_END:
        guard case .gzip = format, offset < input.count else { return output }
        unsafe inflateReset(&stream)
      case Z_OK, Z_BUF_ERROR:
        if produced == 0, offset == before || offset == input.count {
          throw .corrupt("the compressed data ends early")
        }
      default:
        throw .corrupt(unsafe stream.msg.map { unsafe String(cString: $0) } ?? "not deflated data")
      }
    }
  }

  /// Packs bytes; level 1 is fastest, 9 smallest.
  public static func deflate(
    _ bytes: [UInt8], _ format: DeflateFormat, level: Int32
  ) -> [UInt8] {
    var packer = Deflater(format, level: level)
    packer.append(bytes.span)
    return packer.finished()
  }

  /// The CRC-32 of PNG chunks and gzip members.
  public static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      UInt32(unsafe CZlib.crc32(0, buffer.baseAddress, UInt32(buffer.count)))
    }
  }
}
