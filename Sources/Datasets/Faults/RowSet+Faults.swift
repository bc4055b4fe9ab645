internal import Tensors

extension RowSet {
  mutating func flipLabels(_ probability: Double, _ random: inout Philox) throws(FaultError) {
    guard case .classes(var classes, let names) = targets, names.count > 1 else {
      throw FaultError(
        what: "label noise needs labels to swap, and the target has none",
        expected: "a target of two or more classes")
    }
    guard (0...1).contains(probability) else {
      throw FaultError(
        what: "the label noise \(probability) is no probability", expected: "0...1")
    }
    for row in classes.indices {
      // Both numbers are drawn for every row, so that raising the noise only adds flips.
      let (chance, choice) = (random.uniform(), random.uniform())
      guard chance < probability else { continue }
      let other = min(Int(choice * Double(names.count - 1)), names.count - 2)
      classes[row] = Int32(other < Int(classes[row]) ? other : other + 1)
    }
    targets = .classes(classes, names: names)
  }

  mutating func moveOut(
    _ amount: DataFault.OutlierAmount, _ scale: Double, _ random: inout Philox
  ) throws(FaultError) {
    let count: Int
    switch amount {
    case .count(let rows): count = rows
    case .share(let share):
      guard (0...1).contains(share) else {
        throw FaultError(what: "the share \(share) of outliers is no share", expected: "0...1")
      }
      count = Int((share * Double(rowCount)).rounded())
    }
    guard (0...rowCount).contains(count) else {
      throw FaultError(
        what: "\(count) outliers among \(rowCount) training rows", expected: "0...\(rowCount)")
    }
    let deviations = features.summaries().map(\.standardDeviation)
    let columns = features.featureOfEachColumn()
    for row in random.permutation(rowCount).prefix(count) {
      for column in columns.indices {
        let sign: Double = random.uniform() < 0.5 ? -1 : 1
        features.values[row * columns.count + column] += sign * scale * deviations[columns[column]]
      }
    }
  }

  mutating func dropRows(_ share: Double, _ random: inout Philox) throws(FaultError) {
    let kept = rowCount - Int((share * Double(rowCount)).rounded())
    guard (0..<1).contains(share), kept > 0 else {
      throw FaultError(
        what: "dropping the share \(share) of \(rowCount) training rows leaves none",
        expected: "0 or more and less than 1")
    }
    self = selecting(random.permutation(rowCount).prefix(kept).sorted())
  }

  mutating func unbalance(_ ratio: Double, _ random: inout Philox) throws(FaultError) {
    guard case .classes(let classes, let names) = targets, names.count > 1 else {
      throw FaultError(
        what: "imbalance needs classes, and the target has none",
        expected: "a target of two or more classes")
    }
    guard ratio >= 1, ratio.isFinite else {
      throw FaultError(what: "the imbalance \(ratio) is below 1", expected: "1 or more")
    }
    let counts = targets.classCounts
    let most = counts.max() ?? 0
    let largest = counts.firstIndex(of: most)
    var room = counts.indices.map { $0 == largest ? most : max(1, Int(Double(most) / ratio)) }
    var kept: [Int] = []
    for row in random.permutation(rowCount) where room[Int(classes[row])] > 0 {
      room[Int(classes[row])] -= 1
      kept.append(row)
    }
    self = selecting(kept.sorted())
  }

  mutating func duplicateColumns(
    _ count: Int, _ noise: Double, with validation: inout RowSet, _ random: inout Philox
  ) throws(FaultError) {
    guard (1...10_000).contains(count), noise >= 0, noise.isFinite else {
      throw FaultError(
        what: "\(count) duplicated columns with noise \(noise)",
        expected: "1...10000 columns and noise of 0 or more")
    }
    guard features.positions == 1 else {
      throw FaultError(
        what: "columns of images and sequences cannot be repeated", expected: "rows of a table")
    }
    let width = features.columnCount
    // Every column once before any is repeated again.
    var originals: [Int] = []
    while originals.count < count { originals += random.permutation(width) }
    originals.removeLast(originals.count - count)
    let spreads = features.summaries().map { noise * $0.standardDeviation }
    features.appendCopies(of: originals, spreads, &random)
    validation.features.appendCopies(of: originals, spreads, &random)
  }

  mutating func misalign(by shift: Int) {
    let n = rowCount
    guard n > 0 else { return }
    targets = targets.selecting((0..<n).map { ((($0 - shift) % n) + n) % n })
  }
}

extension Features {
  fileprivate mutating func appendCopies(
    of originals: [Int], _ spreads: [Double], _ random: inout Philox
  ) {
    let width = columnCount
    var wider: [Double] = []
    wider.reserveCapacity(rowCount * (width + originals.count))
    for row in 0..<rowCount {
      let cells = values[(row * width)..<((row + 1) * width)]
      wider += cells
      for column in originals {
        let noise = spreads[column] == 0 ? 0 : spreads[column] * random.normal()
        wider.append(cells[cells.startIndex + column] + noise)
      }
    }
    var copies: [Int: Int] = [:]
    for column in originals {
      copies[column, default: 0] += 1
      names.append("\(names[column]) copy \(copies[column, default: 1])")
    }
    values = wider
  }
}
