/// The order of rows that another program trained in.
public enum BatchOrder {
  /// The array's name in an archive.
  public static let arrayName = "order"

  /// The row numbers of each epoch, counted from 0, of the array "order" in an NPZ file.
  ///
  /// The array is [epochs, rows], or [rows] for one epoch that is repeated.
  public static func read(_ path: String, limit: Int = 4 << 30) throws(DataError) -> [[Int32]] {
    let archive = try ZIPArchive(try unpackedFile(path, limit: limit), path: path)
    let known = archive.entries.map { entry in
      entry.name.hasSuffix(".npy") ? String(entry.name.dropLast(4)) : entry.name
    }
    guard let index = known.firstIndex(of: arrayName) else {
      throw DataError(path, unknown: "array", arrayName, among: known, option: nil)
    }
    let bytes = try archive.contents(of: archive.entries[index], limit: limit)
    let array = try NPY.read(
      bytes[...], path: path, subject: "the array \"\(arrayName)\"", limit: limit)
    guard (1...2).contains(array.shape.count), !array.values.isEmpty, let width = array.shape.last
    else {
      throw DataError(
        path, "the array \"\(arrayName)\" has the shape \(array.shape)",
        expected: "[epochs, rows], or [rows] for one epoch")
    }
    if let stray = array.values.firstIndex(where: { Int32(exactly: $0).map { $0 < 0 } ?? true }) {
      throw DataError(
        path,
        "\(array.values[stray]) in the array \"\(arrayName)\" at epoch \(stray / width + 1), "
          + "place \(stray % width + 1)",
        expected: "row numbers, whole and from 0")
    }
    return stride(from: 0, to: array.values.count, by: width).map { start in
      array.values[start..<start + width].map { Int32($0) }
    }
  }
}
