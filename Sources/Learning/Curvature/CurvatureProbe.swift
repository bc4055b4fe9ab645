internal import Tensors

/// Measures the largest eigenvalue of the training loss's Hessian by power iteration.
///
/// v ← Hv / ‖Hv‖ tends to the eigenvector of the largest |λ|. Where that λ is negative, H − λ is
/// iterated next, whose largest eigenvalue belongs to the largest of H. The vector of one measurement
/// starts the next.
struct CurvatureProbe {
  private let product: HessianProduct?
  private let settings: CurvatureSettings
  private let direction: Region
  private let result: Region
  private var hasDirection = false
  private var group = SeriesGroup(["curvature", "curvature-residual"])

  /// Measures nothing where the job doesn't ask for it or has no Hessian.
  init(_ trainer: borrowing Trainer) {
    settings = trainer.job.probes.curvature ?? CurvatureSettings()
    product = HessianProduct(trainer)
    direction = trainer.memory.curvature?.direction ?? .empty
    result = trainer.memory.curvature?.product ?? .empty
  }

  mutating func measure(_ trainer: borrowing Trainer, at time: SeriesTime) {
    guard let product else { return }
    product.prepare(trainer)
    if !hasDirection { drawDirection(trainer) }
    hasDirection = true
    var found = iterate(product, trainer, shift: 0)
    if found.value < 0 {
      let shift = -found.value
      drawDirection(trainer)
      found = iterate(product, trainer, shift: shift)
      found.value -= shift
    }
    group.begin(time)
    group.append(found.value)
    group.append(found.residual)
    // Numbers that are not finite can't be iterated with.
    if !found.value.isFinite { hasDirection = false }
  }

  func add(to series: inout [String: TrainingSeries]) { group.add(to: &series) }

  /// The largest |λ| of H + shift, and ‖Hv − λv‖, which bounds how far λ is from an eigenvalue.
  private func iterate(
    _ product: HessianProduct, _ trainer: borrowing Trainer, shift: Double
  ) -> (value: Double, residual: Double) {
    var last = Double.infinity
    var value = 0.0
    var residual = 0.0
    for _ in 0..<settings.iterations {
      product.multiply(trainer)
      if shift != 0 { trainer.arena.add(direction, times: Scalar(shift), to: result) }
      value = trainer.arena.innerProduct(direction, result)
      let squares = trainer.arena.sumOfSquares(result)
      let size = squares.squareRoot()
      residual = max(0, squares - value * value).squareRoot()
      guard size > 0, size.isFinite else { return (size == 0 ? 0 : .nan, size) }
      trainer.arena.fill(direction, with: 0)
      trainer.arena.add(result, times: Scalar(1 / size), to: direction)
      if abs(value - last) <= settings.tolerance * abs(value) { break }
      last = value
    }
    return (value, residual)
  }

  /// A direction of length 1, drawn alike in all arms; frozen parameters don't move.
  private func drawDirection(_ trainer: borrowing Trainer) {
    var random = Philox(seed: trainer.job.seed, purpose: "curvature")
    trainer.arena.fill(direction, with: 0)
    for segment in trainer.segments {
      let start = segment.parameters.offset - trainer.memory.parameters.offset
      for index in 0..<segment.parameters.count {
        trainer.arena[direction, start + index] = Scalar(random.normal())
      }
    }
    let size = trainer.arena.norm(direction)
    trainer.arena.copy(direction, to: result)
    trainer.arena.fill(direction, with: 0)
    if size > 0 { trainer.arena.add(result, times: Scalar(1 / size), to: direction) }
  }
}
