import JSONTrees
import Storage
import Testing

/// One spec of `Fixtures/spec-cases.txt` and what is wrong with it.
struct SpecCase: Sendable, CustomTestStringConvertible {
  var name: String
  /// Whether its faults lie beyond a schema.
  var isDecoderOnly: Bool
  var text: String
  var faults: [String]

  var testDescription: String { name }
}

/// The specs that the decoder and the JSON Schema are both held against.
enum SpecCases {
  static let folder = "\(#filePath)".replacingName(with: "Fixtures/")

  static func all() throws -> [SpecCase] {
    let file = String(decoding: try Files.read(folder + "spec-cases.txt"), as: UTF8.self)
    var cases: [SpecCase] = []
    var parts: [(String, String)] = []
    func finish() {
      guard !cases.isEmpty else { return }
      cases[cases.count - 1].text = spec(parts)
      parts = []
    }
    for line in file.split(separator: "\n") {
      if line.hasPrefix("## ") {
        finish()
        let isDecoderOnly = line.hasSuffix(" [decoder]")
        let name = line.dropFirst(3).dropLast(isDecoderOnly ? " [decoder]".count : 0)
        cases.append(
          SpecCase(name: String(name), isDecoderOnly: isDecoderOnly, text: "", faults: []))
      } else if line.hasPrefix("=> ") {
        cases[cases.count - 1].faults.append(String(line.dropFirst(3)))
      } else if !line.hasPrefix("#"), let colon = line.firstIndex(of: ":") {
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        parts.append((String(line[..<colon]), String(value)))
      }
    }
    finish()
    return cases
  }

  /// The template with some of its parts replaced, added, or, where they are "-", left out.
  static func spec(_ parts: [(String, String)]) -> String {
    if let whole = parts.first(where: { $0.0 == "whole" }) { return whole.1 }
    var training = [
      ("model", #"[{"dense": 8}, "relu", {"dense": "classes"}]"#), ("loss", #""cross-entropy""#),
      ("optimizer", #"{"sgd": {"lr": 0.01}}"#), ("epochs", "10"),
    ]
    var root = [
      ("data", #"{"synthetic": "uniform-binary", "validation": 0.2}"#), ("training", ""),
      ("experiment", #"{"preprocess": ["standardize"]}"#),
    ]
    var extra = ""
    for (key, value) in parts {
      if key == "training" {
        extra = value
      } else if let index = training.firstIndex(where: { $0.0 == key }) {
        training[index].1 = value
      } else if let index = root.firstIndex(where: { $0.0 == key }) {
        root[index].1 = value
      } else {
        root.append((key, value))
      }
    }
    var inner = training.filter { $0.1 != "-" }.map { "    \"\($0.0)\": \($0.1)" }
    if !extra.isEmpty { inner.append("    " + extra) }
    let outer = root.filter { $0.1 != "-" }.map { key, value in
      key == "training"
        ? "  \"training\": {\n\(inner.joined(separator: ",\n"))\n  }" : "  \"\(key)\": \(value)"
    }
    return "{\n\(outer.joined(separator: ",\n"))\n}\n"
  }
}

extension String {
  /// The path of another file in the same folder.
  fileprivate func replacingName(with name: String) -> String {
    lastIndex(of: "/").map { self[...$0] + name } ?? name
  }
}
