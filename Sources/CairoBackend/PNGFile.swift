internal import Storage

/// A PNG file around a picture's rows.
///
/// Reference: W3C, "Portable Network Graphics (PNG) Specification (Third Edition)", 2025.
func pngFile(
  _ image: PNGImage, dotsPerInch: Double, text: [(key: String, value: String)]
) -> [UInt8] {
  var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  func word(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
  func append(_ type: String, _ data: [UInt8]) {
    let start = file.count + 4
    file += word(data.count)
    file += type.utf8
    file += data
    file += word(Int(Deflate.crc32(file[start...])))
  }
  // Eight bits a sample, colour type RGB, the only methods of packing and filtering, no interlace.
  append("IHDR", word(image.width) + word(image.height) + [8, 2, 0, 0, 0])
  append("sRGB", [0])
  let dotsPerMetre = word(Int((dotsPerInch / 0.0254).rounded()))
  append("pHYs", dotsPerMetre + dotsPerMetre + [1])
  for (key, value) in text where !value.isEmpty {
    // No packing, no language, no translated key.
    append("iTXt", pngKeyword(key) + [0, 0, 0, 0, 0] + Array(value.utf8).filter { $0 != 0 })
  }
  append("IDAT", image.rows)
  append("IEND", [])
  return file
}

/// A key as the specification wants it: 1 to 79 printable Latin letters.
private func pngKeyword(_ key: String) -> [UInt8] {
  let letters = key.utf8.filter { (0x20..<0x7f).contains($0) }.prefix(79)
  return letters.isEmpty ? Array("Comment".utf8) : Array(letters)
}
