/// Puts the numbers that sorting would put at some ranks there, without sorting the rest.
///
/// Afterwards nothing left of such a rank is larger than the number at it, and nothing right of it
/// smaller. The numbers must hold no NaN; the ranks ascend.
///
/// Reference: Hoare, "Algorithm 65: Find", Communications of the ACM 4 (1961), for several ranks.
func selectRanks(_ ranks: ArraySlice<Int>, in numbers: inout [Double]) {
  // Halving takes log2 n turns; past four times as many the pivots are bad and sorting is safer.
  let patience = 4 * (Int.bitWidth - numbers.count.leadingZeroBitCount)
  select(ranks, in: &numbers, 0, numbers.count, patience)
}

private func select(
  _ ranks: ArraySlice<Int>, in numbers: inout [Double], _ low: Int, _ high: Int, _ patience: Int
) {
  guard !ranks.isEmpty, high - low > 1 else { return }
  guard high - low > 24, patience > 0 else {
    numbers[low..<high].sort()
    return
  }
  let (first, middle, last) = (numbers[low], numbers[low + (high - low) / 2], numbers[high - 1])
  let pivot = max(min(first, middle), min(max(first, middle), last))
  var (i, j) = (low, high - 1)
  while i <= j {
    while numbers[i] < pivot { i += 1 }
    while numbers[j] > pivot { j -= 1 }
    if i <= j {
      numbers.swapAt(i, j)
      i += 1
      j -= 1
    }
  }
  // Now low...j are at most the pivot, i..<high at least, and what lies between equals it.
  let left = ranks.prefix { $0 <= j }
  let right = ranks.drop { $0 < i }
  select(left, in: &numbers, low, j + 1, patience - 1)
  select(right, in: &numbers, i, high, patience - 1)
}

/// Some percentiles of numbers without NaN, in ascending order; NaN of none.
///
/// Changes the order of the numbers, at a cost in proportion to their count.
func percentiles(_ percents: [Double], of numbers: inout [Double]) -> [Double] {
  let last = max(0, numbers.count - 1)
  var ranks: Set<Int> = []
  for percent in percents {
    let below = Int(percent / 100 * Double(last))
    ranks.formUnion([below, min(below + 1, last)])
  }
  selectRanks(ranks.sorted()[...], in: &numbers)
  return percents.map { percentile($0, ofSorted: numbers) }
}
