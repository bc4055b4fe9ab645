import JSONTrees
import Learning
import Storage
import Tensors
import Testing

/// One run that PyTorch made before us; see References/README.md for the fixtures' contents.
struct ParityCase: Sendable, CustomTestStringConvertible {
  let name: String
  /// The `training` part of a spec.
  let training: JSON
  let trainingRows: LabelledRows
  let validationRows: LabelledRows
  /// Initial parameters by name, in the network's order and PyTorch's layout.
  let initial: [(name: String, values: [Scalar])]
  let expected: Expected
  let storage: Storage

  /// How much of a tensor a fixture has.
  enum Storage {
    case whole, sampled, condensed

    /// The numbers that stand for a tensor.
    func compared(_ tensor: [Scalar]) -> [Double] {
      let values = tensor.map { Double($0) }
      return switch self {
      case .whole: values
      case .sampled: WideData.sample(values)
      case .condensed: DrawnData.condensed(values)
      }
    }
  }

  /// What PyTorch got; tensors stand in the order of `initial`, empty where they aren't stored.
  struct Expected: Sendable {
    let stepLosses: [Double]
    let trainingLosses: [Double]
    let validationLosses: [Double]
    let rates: [Double]
    /// Gradients before clipping, by the number of the update from 1.
    let gradients: [Int: [[Double]]]
    /// Parameters after an update.
    let parameters: [Int: [[Double]]]
    /// The validation rows' outputs in evaluation, after training.
    let outputs: [Double]
    let runningStatistics: [(name: String, values: [Double])]
  }

  var testDescription: String { name }

  /// The cases of a family: the name of a file in Fixtures without its suffix.
  static func family(_ name: String) throws -> [ParityCase] {
    let fixture = try readFixture(name)
    return try fixture.required("cases").elements.map { try ParityCase($0, of: fixture) }
  }

  private init(_ node: JSON, of fixture: JSON) throws {
    name = try node.required("name").requiredString
    training = try node.required("training")
    let dataSet = try node.required("data")
    let dataName = dataSet.string ?? ""
    let signature = node["initial"]?.string ?? ""
    if let shapes = node["shapes"] {
      storage = .condensed
      trainingRows = try DrawnData.rows(dataSet, isTraining: true)
      validationRows = try DrawnData.rows(dataSet, isTraining: false)
      initial = DrawnData.initial(shapes)
    } else if let shapes = fixture["shapes"] {
      storage = .sampled
      trainingRows = WideData.rows(dataName, isTraining: true)
      validationRows = WideData.rows(dataName, isTraining: false)
      initial = WideData.initial(try shapes.required(signature))
    } else {
      storage = .whole
      let data = try fixture.required("data").required(dataName)
      let classes = data["count"]?.integer
      trainingRows = try LabelledRows(data.required("training"), classes: classes)
      validationRows = try LabelledRows(data.required("validation"), classes: classes)
      initial = try fixture.required("initial").required(signature).members.map { member in
        (member.key, member.value.numbers.map { Scalar($0) })
      }
    }
    expected = Expected(
      stepLosses: node["losses"]?.numbers ?? [],
      trainingLosses: node["training-losses"]?.numbers ?? [],
      validationLosses: node["validation-losses"]?.numbers ?? [],
      rates: node["rates"]?.numbers ?? [],
      gradients: node["gradients"]?.tensorsByStep ?? [:],
      parameters: node["parameters"]?.tensorsByStep ?? [:],
      outputs: node["outputs"]?.numbers ?? [],
      runningStatistics: (node["running"]?.members ?? []).map { ($0.key, $0.value.numbers) })
  }
}

/// A member that a fixture lacks.
struct MissingMember: Error {
  let key: String
}

/// Reads a file of the folder Fixtures beside this one.
func readFixture(_ name: String) throws -> JSON {
  let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  let path = folder.joined(separator: "/") + "/Fixtures/\(name).json"
  return try JSON.parse(Files.read(path))
}

extension JSON {
  func required(_ key: String) throws -> JSON {
    guard let value = self[key] else { throw MissingMember(key: key) }
    return value
  }

  var requiredString: String {
    get throws {
      guard let string else { throw MissingMember(key: "a string") }
      return string
    }
  }

  /// All numbers of nested lists in their order.
  var numbers: [Double] {
    if let number { [number] } else { elements.flatMap(\.numbers) }
  }

  fileprivate var tensorsByStep: [Int: [[Double]]] {
    var byStep: [Int: [[Double]]] = [:]
    for member in members {
      guard let step = Int(member.key) else { continue }
      byStep[step] = member.value.elements.map(\.numbers)
    }
    return byStep
  }
}

extension LabelledRows {
  /// Rows as the fixtures have them: lists of features, and classes or lists of values.
  fileprivate init(_ node: JSON, classes: Int?) throws {
    let rows = try node.required("features").elements
    let targets: Targets
    if let classes {
      targets = .classes(try node.required("classes").numbers.map { Int32($0) }, count: classes)
    } else {
      let values = try node.required("values").numbers.map { Scalar($0) }
      targets = .values(values, width: values.count / rows.count)
    }
    self.init(
      features: rows.flatMap(\.numbers).map { Scalar($0) }, rowCount: rows.count,
      rowShape: [rows.first?.elements.count ?? 0], targets: targets)
  }
}
