import Storage
import Testing

@Suite struct StorageTests {
  /// FIPS 180-4's own example.
  @Test func digestsAsTheStandardSays() {
    #expect(
      Digest.sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test(arguments: [DeflateFormat.raw, .zlib, .gzip])
  func inflatesWhatItDeflates(_ format: DeflateFormat) throws {
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 7) }
    let packed = Deflate.deflate(bytes, format, level: 6)
    #expect(try Deflate.inflate(packed[...], format, limit: 1 << 20) == bytes)
    #expect(throws: InflateError.tooLarge(limit: 1000)) {
      try Deflate.inflate(packed[...], format, limit: 1000)
    }
    #expect(throws: InflateError.self) {
      try Deflate.inflate(packed[..<(packed.count / 2)], format, limit: 1 << 20)
    }
  }

  @Test func fullDiskIsAnErrorThatNamesThePath() {
    let error = #expect(throws: FileError.self) { try Files.write([1], to: "/proc/none/x") }
    #expect(error?.path == "/proc/none/x")
  }
}
