import JSONTrees
import Storage

/// The numbers that References/statistics_by_scipy.py wrote.
enum Reference {
  static let fixture: JSON = {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let bytes = try? Files.read("/\(folder)/Fixtures/statistics.json")
    return (bytes.flatMap { try? JSON.parse($0) }) ?? .null
  }()

  /// The rows of numbers under a key; a missing fixture shows as none.
  static func rows(_ key: String) -> [[Double]] {
    fixture[key]?.elements.map { $0.elements.compactMap(\.number) } ?? []
  }

  static func cases(_ key: String) -> [JSON] {
    fixture[key]?.elements ?? []
  }
}

extension JSON {
  func numbers(_ key: String) -> [Double] {
    self[key]?.elements.compactMap(\.number) ?? []
  }

  func value(_ key: String) -> Double {
    self[key]?.number ?? .nan
  }
}
