internal import Datasets
internal import JSONTrees

extension SpecResolver {
  /// Reads the order of rows that an arm names, and holds it against the arm's training rows.
  mutating func checkBatchOrder(of arm: ArmSpec, _ facts: DataFacts) {
    guard let path = arm.training.batchOrderPath else { return }
    let node = arm.training.settings.node("batch-order")
    func fault(_ message: String, _ expected: String?, _ suggestion: String? = nil) -> SpecFault {
      SpecFault(
        at: node.position, arm.place("training.batch-order", node), message, expected: expected,
        suggestion: suggestion)
    }
    let order: [[Int32]]
    do throws(DataError) {
      order = try BatchOrder.read(path)
    } catch {
      report(fault("\(error.location): \(error.what)", error.expected, error.suggestion))
      return
    }
    let rows = facts.trainingRows
    let width = order.first?.count ?? 0
    if width != rows {
      report(
        fault(
          "an epoch of \(path) has \(Prose.count(width, "row")), \(facts.name) \(rows) to train on",
          "\(rows) row numbers an epoch"))
    } else if let stray = order.joined().first(where: { $0 >= rows }) {
      report(
        fault("\(path) has the row \(stray)", "numbers below \(rows), the training rows"))
    }
  }
}
