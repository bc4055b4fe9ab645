internal import Tensors

/// Puts the rows of an epoch into their order, without allocating.
struct RowSampler {
  let sampling: Sampling
  /// The row numbers class by class, and where each class begins, with the end behind the last.
  private let rows: [Int32]
  private let starts: [Int]
  private let epochRows: Int

  /// The rows of this epoch's draws, class by class in random order, and how many were taken.
  private var drawn: [Int32]
  private var taken: [Int]
  /// The classes in the order of one run of a balanced batch.
  private var classes: [Int]

  /// Classes without rows take no part.
  init(_ sampling: Sampling, labels: [Int32], classCount: Int) {
    self.sampling = sampling
    var members = [[Int32]](repeating: [], count: classCount)
    for (row, label) in labels.enumerated() {
      members[Int(label)].append(Int32(truncatingIfNeeded: row))
    }
    let present = members.filter { !$0.isEmpty }
    rows = present.flatMap(\.self)
    starts = present.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    epochRows = sampling.epochRows(
      classCounts: present.map(\.count), rowCount: labels.count)
    drawn = rows
    taken = [Int](repeating: 0, count: present.count)
    classes = Array(present.indices)
  }

  /// Fills the order of an epoch, which has as many places as ``Sampling/epochRows(classCounts:rowCount:)``.
  mutating func arrange(_ order: inout [Int32], _ random: inout Philox) {
    precondition(order.count == epochRows, "an order of \(order.count) for \(epochRows) rows")
    for index in 0..<rows.count { drawn[index] = rows[index] }
    for index in 0..<taken.count {
      taken[index] = 0
      classes[index] = index
    }
    let count = taken.count
    var place = 0
    while place < epochRows {
      if place % count == 0, sampling == .balancedBatches { random.shuffle(&classes) }
      order[place] = next(of: classes[place % count], &random)
      place += 1
    }
    // One row of each class in turn: only the shuffle makes batches of chance.
    if sampling != .balancedBatches { random.shuffle(&order) }
  }

  /// The next row of a class; a class that is used up is shuffled and begun again.
  private mutating func next(of index: Int, _ random: inout Philox) -> Int32 {
    let (first, size) = (starts[index], starts[index + 1] - starts[index])
    let position = taken[index] % size
    if position == 0 {
      for last in stride(from: size - 1, to: 0, by: -1) {
        drawn.swapAt(first + last, first + Int(random.below(UInt64(last) + 1)))
      }
    }
    taken[index] += 1
    return drawn[first + position]
  }
}
