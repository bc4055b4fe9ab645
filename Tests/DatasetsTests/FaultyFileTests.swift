import Datasets
import Storage
import Tensors
import TestSupport
import Testing

@Suite struct FaultyFileTests {
  @Test(arguments: FaultyTable.all)
  func faultyTablesAreLocatedErrors(_ table: FaultyTable) throws {
    try withTemporaryDirectory { folder in
      try Files.write(table.bytes, to: "\(folder)/t.csv", durably: false)
      let error = #expect(throws: DataError.self) {
        try Dataset.read(.table("\(folder)/t.csv"), table.options)
      }
      #expect(message(of: error, in: folder) == table.message)
    }
  }

  @Test func anythingButAFileIsUnreadable() throws {
    try withTemporaryDirectory { folder in
      let reasons = [
        ("", "Is a directory"), ("/none.csv", "No such file or directory"),
        ("/none/t.csv", "No such file or directory"),
      ]
      for (path, reason) in reasons {
        let error = #expect(throws: DataError.self) {
          try Dataset.read(.table(folder + path), DataOptions(target: ["y"]))
        }
        #expect(error?.description == "\(folder)\(path): cannot read the file: \(reason)")
        #expect(error?.isUnreadable == true)
      }
    }
  }

  @Test func theSecondTableNeedsTheColumnsOfTheFirst() throws {
    try withTemporaryDirectory { folder in
      try Files.write(Array("size,y\n1,0.5\n".utf8), to: "\(folder)/t.csv")
      try Files.write(Array("sise,y\n1,0.5\n".utf8), to: "\(folder)/v.csv")
      let error = #expect(throws: DataError.self) {
        try Dataset.read(
          .table("\(folder)/t.csv"),
          DataOptions(target: ["y"], validation: .table("\(folder)/v.csv")))
      }
      #expect(
        message(of: error, in: folder)
          == "v.csv: there is no column \"size\"; did you mean \"sise\"?")
    }
  }

  @Test func validationRowsNeedAClassThatIsTrained() throws {
    try withTemporaryDirectory { folder in
      try Files.write(Array("a,y\n1,p\n2,q\n".utf8), to: "\(folder)/t.csv")
      try Files.write(Array("a,y\n3,p\n4,r\n".utf8), to: "\(folder)/v.csv")
      let error = #expect(throws: DataError.self) {
        try Dataset.read(
          .table("\(folder)/t.csv"),
          DataOptions(target: ["y"], validation: .table("\(folder)/v.csv")))
      }
      #expect(
        message(of: error, in: folder)
          == "t.csv: the class \"r\" stands in the validation rows alone; expected training rows of every class"
      )
    }
  }

  /// The files come from Tests/References/datasets.py.
  @Test(arguments: [
    (
      "object.npy",
      "the file holds Python objects; expected numbers: bool, or integers or floats of 1 to 8 bytes"
    ),
    (
      "text.npy",
      "the file holds values of the type <U2; expected numbers: bool, or integers or floats of 1 to 8 bytes"
    ),
    (
      "record.npy",
      "the file holds values of the type [('a', '<i4'), ('b', '<f8')]; expected numbers: bool, or integers or floats of 1 to 8 bytes"
    ),
    ("arrays.json", "the file is no NPY array; expected the bytes \\x93NUMPY at its start"),
    ("f4.npy", "the array \"y\" has 2 rows, \"f4.npy\" 3; expected as many targets as rows"),
    ("i1.npy", "the array \"y\" has 2 rows, \"i1.npy\" 3; expected as many targets as rows"),
  ])
  func faultyArraysAreErrors(name: String, message expected: String) throws {
    try withTemporaryDirectory { folder in
      try Files.write([0, 0, 8, 1, 0, 0, 0, 2, 0, 1], to: "\(folder)/y")
      let error = #expect(throws: DataError.self) {
        try Dataset.read(
          .arrays(features: "\(fixtures)/\(name)", target: "\(folder)/y"), DataOptions())
      }
      let found = message(of: error, in: folder).replacing("\(fixtures)/", with: "")
        .replacing("\(folder)/", with: "")
      #expect(found == "\(name): \(expected)")
    }
  }

  @Test(arguments: [
    ("cut data", 120, "the file holds 40 bytes of numbers; expected 48, as the shape [3, 4] needs"),
    ("cut header", 60, "the file ends in its header"),
    ("cut length", 9, "the file ends in its header"),
  ])
  func cutArraysAreErrors(name: String, length: Int, expected: String) throws {
    let bytes = try Files.read("\(fixtures)/f4.npy")
    // 128 bytes of header and 12 Floats.
    #expect(bytes.count == 176)
    let cut = length == 120 ? 168 : length
    try expectArrayError(Array(bytes.prefix(cut)), expected)
  }

  @Test func arraysLargerThanTheirFileAreRefusedBeforeMemoryIsTaken() throws {
    try expectArrayError(
      npy("(1000000000000, 1000000000000)"),
      "the file has the shape [1000000000000, 1000000000000]; expected at most 1000000 numbers")
    try expectArrayError(
      npy("(9223372036854775807, 2)"),
      "the file has the shape [9223372036854775807, 2]; expected at most 1000000 numbers")
    try expectArrayError(
      npy("(1000, 1000)"),
      "the file holds 8 bytes of numbers; expected 8000000, as the shape [1000, 1000] needs")
    try expectArrayError(
      npy("(-1, 2)"),
      "the file has a header that cannot be read; expected descr, fortran_order and shape")
  }

  @Test(arguments: [
    (
      "outside.npz",
      "the file is no sound ZIP archive: the entry \"../y.npy\" leads out of its folder"
    ),
    ("encrypted.npz", "the file is no sound ZIP archive: the entry \"x.npy\" is encrypted"),
    ("overlapping.npz", "the file is no sound ZIP archive: the entry \"y.npy\" overlaps another"),
    ("checksum.npz", "the entry \"x.npy\" is damaged: its checksum does not fit"),
    ("bomb.npz", "the entry \"x.npy\" unpacks to more than 1000000 bytes; expected less data"),
    ("f4.npy", "the file is no sound ZIP archive: it has no list of entries at its end"),
  ])
  func faultyArchivesAreErrors(name: String, expected: String) throws {
    let error = #expect(throws: DataError.self) {
      try Dataset.read(
        .archive("\(fixtures)/\(name)", features: "x", target: "y"),
        DataOptions(byteLimit: 1_000_000))
    }
    #expect(error?.description == "\(fixtures)/\(name): \(expected)")
  }

  @Test func unknownArraysNameTheKnownOnes() throws {
    let error = #expect(throws: DataError.self) {
      try Dataset.read(
        .archive("\(fixtures)/stored.npz", features: "images", target: "y"), DataOptions())
    }
    #expect(
      error?.description
        == "\(fixtures)/stored.npz: there is no array \"images\"; expected one of \"x\", \"y\"")
    #expect(error?.option == "features")
  }

  @Test(arguments: [Int](stride(from: 0, to: 800, by: 7)))
  func cutArchivesAreErrorsAndNeverTraps(length: Int) throws {
    let bytes = try Files.read("\(fixtures)/packed.npz")
    guard length < bytes.count else { return }
    try withTemporaryDirectory { folder in
      try Files.write(Array(bytes.prefix(length)), to: "\(folder)/cut.npz", durably: false)
      #expect(throws: DataError.self) {
        try Dataset.read(.archive("\(folder)/cut.npz", features: "x", target: "y"), DataOptions())
      }
    }
  }

  /// Files with a few bytes changed read or are errors of ours; a trap would end the test run.
  @Test(arguments: ["packed.npz", "stored.npz", "f8-fortran.npy", "table.csv", "table.idx"])
  func damagedFilesNeverTrap(name: String) throws {
    let table = Array("a,b,kind\r\n1,\"x\"\"y\",p\n-2.5e3,NA,q\n,z,p\n".utf8)
    let cube: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 7, 8, 9, 10]
    let sound =
      switch name {
      case "table.csv": table
      case "table.idx": cube
      default: try Files.read("\(fixtures)/\(name)")
      }
    var random = Philox(seed: 3, purpose: "test", name: name)
    try withTemporaryDirectory { folder in
      let path = "\(folder)/\(name)"
      let source: DataSource =
        name == "table.csv"
        ? .table(path)
        : name.hasSuffix("npz")
          ? .archive(path, features: "x", target: "y") : .arrays(features: path, target: path)
      var errors = 0
      for _ in 0..<150 {
        var bytes = sound
        for _ in 0...(random.next() % 4) {
          // Headers stand at the ends of files, and bytes of all or no bits are the worst.
          let place = Int(random.next() % UInt64(bytes.count))
          bytes[place] =
            [0, 0xff, 0x7f, UInt8(truncatingIfNeeded: random.next())][
              Int(random.next() % 4)]
        }
        try Files.write(bytes, to: path, durably: false)
        do throws(DataError) {
          _ = try Dataset.read(
            source, DataOptions(target: ["kind"], missing: .mean, byteLimit: 1 << 20))
        } catch {
          errors += 1
        }
      }
      #expect(errors > 0)
    }
  }

  private func npy(_ shape: String) -> [UInt8] {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + [UInt8](repeating: 0, count: 8)
  }

  private func expectArrayError(
    _ bytes: [UInt8], _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try withTemporaryDirectory { folder in
      try Files.write(bytes, to: "\(folder)/x.npy", durably: false)
      let error = #expect(throws: DataError.self, sourceLocation: sourceLocation) {
        try Dataset.read(
          .arrays(features: "\(folder)/x.npy", target: "\(folder)/x.npy"),
          DataOptions(byteLimit: 1_000_000))
      }
      #expect(
        message(of: error, in: folder) == "x.npy: \(expected)", sourceLocation: sourceLocation)
    }
  }

  private func message(of error: DataError?, in folder: String) -> String {
    (error?.description ?? "").replacing("\(folder)/", with: "")
  }
}
