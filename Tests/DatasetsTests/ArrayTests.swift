import Datasets
import JSONTrees
import Storage
import TestSupport
import Testing

@Suite struct ArrayTests {
  /// The arrays and their values come from Tests/References/datasets.py.
  @Test func readsWhatNumPyWrites() throws {
    let cases = try fixture("arrays.json").elements
    #expect(cases.count == 19)
    for array in cases {
      let name = try #require(array["name"]?.string)
      let shape = try #require(array["shape"]).numbers.map { Int($0) }
      try withTemporaryDirectory { folder in
        let targets = "\(folder)/y.idx"
        try Files.write(labels(shape[0]), to: targets, durably: false)
        let data = try Dataset.read(
          .arrays(features: "\(fixtures)/\(name).npy", target: targets),
          DataOptions(task: .regression))
        #expect(data.features.values == array["values"]?.numbers, "\(name)")
        #expect(data.rowShape == (shape.count == 1 ? [1] : Array(shape.dropFirst())), "\(name)")
      }
    }
  }

  @Test(arguments: ["stored", "packed"])
  func readsNamedArraysOfArchives(name: String) throws {
    let data = try Dataset.read(
      .archive("\(fixtures)/\(name).npz", features: "x", target: "y"), DataOptions())
    #expect(data.features.values == (0..<24).map(Double.init))
    #expect(data.rowShape == [2, 2] && data.rowCount == 6)
    #expect(data.classes == [2, 0, 1, 2, 0, 1] && data.classNames == ["0", "1", "2"])
  }

  @Test func archivesMaySetValidationArraysAside() throws {
    let data = try Dataset.read(
      .archive("\(fixtures)/stored.npz", features: "x", target: "y"),
      DataOptions(validation: .arrays(features: "x", target: "y")))
    #expect(data.rowCount == 12)
    #expect(data.validationMarks == (0..<12).map { $0 >= 6 })
  }

  @Test func readsGzippedIDX() throws {
    try withTemporaryDirectory { folder in
      // Type 0x0B, 16-bit integers, in two rows of three.
      let bytes: [UInt8] =
        [0, 0, 0x0b, 2, 0, 0, 0, 2, 0, 0, 0, 3] + [0, 1, 0, 2, 0, 3, 1, 0, 0xff, 0xff, 0x80, 0]
      try Files.write(Deflate.deflate(bytes, .gzip, level: 6), to: "\(folder)/x.gz")
      try Files.write(labels(2), to: "\(folder)/y")
      let data = try Dataset.read(
        .arrays(features: "\(folder)/x.gz", target: "\(folder)/y"), DataOptions())
      #expect(data.features.values == [1, 2, 3, 256, -1, -32768])
      #expect(data.classes == [0, 1])
    }
  }

  /// An IDX file of the bytes 0, 1, 2, ….
  private func labels(_ count: Int) -> [UInt8] {
    [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<UInt8(count))
  }
}
