internal import CDigest

/// SHA-256 of bytes given in pieces.
///
/// Reference: FIPS 180-4; the arithmetic is libmd's.
@safe public struct Digest {
  fileprivate var context = SHA2_CTX()

  public init() {
    unsafe SHA256Init(&context)
  }

  public mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe SHA256Update(&context, buffer.baseAddress, buffer.count)
    }
  }

  public mutating func update(_ text: String) {
    update(Array(text.utf8))
  }

  /// The digest of all bytes so far, as 64 hexadecimal digits.
  public func hexadecimal() -> String {
    var context = context
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    unsafe digest.withUnsafeMutableBufferPointer { unsafe SHA256Final($0.baseAddress, &context) }
    let digits = Array("0123456789abcdef")
    return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// The digest of one piece.
  public static func sha256(_ bytes: [UInt8]) -> String {
    var digest = Digest()
    digest.update(bytes)
    return digest.hexadecimal()
  }
}

extension Digest {
  /// Numbers by their bits, so that values that differ at all differ in the digest.
  public mutating func update(_ numbers: [Double]) {
    unsafe numbers.withUnsafeBytes { bytes in
      unsafe SHA256Update(
        &context, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    }
  }

  /// Numbers by their bits.
  public mutating func update(_ numbers: [Int32]) {
    unsafe numbers.withUnsafeBytes { bytes in
      unsafe SHA256Update(
        &context, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    }
  }
}
