internal import Records
internal import Statistics

extension RunRecord {
  /// The run's value of a metric: the mean of the last 10 % of its evaluations in eval mode.
  ///
  /// One evaluation at least. A metric without a series has its value at the end, and so has a run whose
  /// best parameters were put back: its curves end with parameters that it did not keep. A diverged run and a
  /// value that is not finite stand on the bad side of every finite one; they are never dropped.
  /// Nil where the run has not measured the metric.
  package func value(of metric: String, isRestored: Bool) -> Double? {
    let worst = Metric.grows(metric) ? -Double.infinity : .infinity
    if divergence != nil { return worst }
    let value =
      if isRestored, let final = finals[metric] {
        final
      } else if let values = series[metric]?.values, !values.isEmpty {
        mean(Array(values.suffix(max(1, Int((Double(values.count) / 10).rounded())))))
      } else {
        finals[metric]
      }
    return value.map { $0.isFinite ? $0 : worst }
  }
}
