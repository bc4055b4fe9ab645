/// Series that are measured at the same moments, which they share.
///
/// Values come in the order of the names, so that measuring looks nothing up.
struct SeriesGroup {
  private let names: [String]
  private var steps: [Int] = []
  private var epochs: [Double] = []
  /// One value for each name, moment by moment.
  private var values: [Double] = []

  init(_ names: [String]) {
    self.names = names
  }

  mutating func reserveCapacity(_ moments: Int) {
    steps.reserveCapacity(moments)
    epochs.reserveCapacity(moments)
    values.reserveCapacity(moments * names.count)
  }

  /// Begins a moment; a value for each name follows.
  mutating func begin(_ time: SeriesTime) {
    steps.append(time.step)
    epochs.append(time.epoch)
  }

  mutating func append(_ value: Double) { values.append(value) }

  /// The series by name; without a moment there are none.
  func add(to series: inout [String: TrainingSeries]) {
    guard !steps.isEmpty else { return }
    for (place, name) in names.enumerated() {
      series[name] = TrainingSeries(
        steps: steps, epochs: epochs,
        values: stride(from: place, to: values.count, by: names.count).map { values[$0] })
    }
  }
}
