public import Datasets
internal import JSONTrees

extension Spec {
  /// Reads the data of every arm, each distinct source once, and holds the spec against them.
  ///
  /// - Parameter memoryLimit: The most bytes that one run may plan.
  /// - Returns: The dataset of each arm in the order of ``arms``, and what they decide.
  /// - Throws: ``SpecError`` where the spec is at fault, `DataError` where the data are.
  public func open(memoryLimit: Int = 8 << 30) throws -> (datasets: [Dataset], plan: StudyPlan) {
    var read: [(source: DataSource, options: DataOptions, dataset: Dataset)] = []
    var datasets: [Dataset] = []
    for arm in arms {
      let (source, options) = (arm.data.dataSource, arm.data.options)
      if let known = read.first(where: { $0.source == source && $0.options == options }) {
        datasets.append(known.dataset)
        continue
      }
      do {
        var dataset = try Dataset.read(source, options)
        // The file's name alone: reports must not depend on the folder they are made from.
        if let slash = dataset.name.lastIndex(of: "/") {
          dataset.name.removeSubrange(...slash)
        }
        read.append((source, options, dataset))
        datasets.append(dataset)
      } catch {
        throw located(error, in: arm)
      }
    }
    for (arm, dataset) in zip(arms, datasets) {
      // The same rows for every seed: what a gap leaves too few of is seen before training.
      guard case .last = arm.data.split else { continue }
      do { _ = try arm.data.split.rows(of: dataset, seed: 0) } catch {
        throw located(error, in: arm)
      }
    }
    let facts = zip(arms, datasets).map { DataFacts($1, $0.data.split) }
    return (datasets, try resolve(facts, memoryLimit: memoryLimit))
  }

  /// An error of the data as a fault of the spec, where one of its keys is to blame.
  public func located(_ error: DataError, in arm: ArmSpec) -> any Error {
    guard let key = error.option else { return error }
    let part = ["preprocess", "standardize-target"].contains(key) ? "training" : "data"
    guard let node = (part == "data" ? arm.data.node : arm.training.node)[key] else {
      return error
    }
    // Among several names the one that the message quotes is at fault.
    let name = node.elements.enumerated().first { error.what.contains($1.json.text()) }
    let suffix = name.map { "[\($0.offset)]" } ?? ""
    let fault = SpecFault(
      at: (name?.element ?? node).position, arm.place("\(part).\(key)\(suffix)", node),
      "\(error.location): \(error.what)", expected: error.expected,
      suggestion: error.suggestion)
    return SpecError(path: path, faults: [fault])
  }

  /// Holds the spec against the facts of each arm's data, in the order of ``arms``.
  public func resolve(
    _ facts: [DataFacts], memoryLimit: Int = 8 << 30
  ) throws(SpecError) -> StudyPlan {
    precondition(facts.count == arms.count, "\(facts.count) facts for \(arms.count) arms")
    var resolver = SpecResolver(spec: self, facts: facts, memoryLimit: memoryLimit)
    let plan = resolver.plan()
    guard resolver.faults.isEmpty else {
      throw SpecError(path: path, faults: resolver.faults.sorted { $0.position < $1.position })
    }
    return plan
  }
}

extension ArmSpec {
  /// The key path of a node of the merged arm in the spec's text: under the arm where its patch
  /// gives it, under the shared part else.
  func place(_ keyPath: String, _ node: JSONNode) -> String {
    guard patchPositions.contains(node.position) else { return keyPath }
    return SpecLoader.placed(keyPath, in: self.keyPath)
  }
}
