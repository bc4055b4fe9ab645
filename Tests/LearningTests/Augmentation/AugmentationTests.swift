import CMallocCounter
import Learning
import Tensors
import TestSupport
import Testing

@Suite struct AugmentationTests {
  static let all: [any Augmentation] = [
    GaussianNoise(deviation: 0.3), RandomShift(distance: 2), RandomFlip(vertical: 0.5),
    RandomCrop(padding: 1, filling: .mirrored), RandomCrop(padding: 2), Cutout(size: 2),
  ]
  static let shapes = [[2, 5, 6], [7, 3]]

  /// Rows as an augmentation leaves them; several rows are alike before.
  private func changed(
    _ augmentation: any Augmentation, _ shape: [Int], rows: Int = 400, seed: UInt64 = 1,
    step: UInt64 = 0, row: [Scalar]? = nil
  ) throws -> [[Scalar]] {
    let operation = try augmentation.operation(for: shape)
    let size = shape.reduce(1, *)
    var plan = ArenaPlan()
    let (region, aside) = (try plan.reserve(rows, size), try plan.reserve(operation.workspace))
    let arena = try Arena(plan)
    let values = row ?? (1...size).map { Scalar($0) }
    arena.store((0..<rows).flatMap { _ in values }, in: region)
    operation.apply(
      to: AugmentationBatch(
        rows: region, rowCount: rows, workspace: aside,
        stream: Philox.Key(seed: seed, purpose: "augmentation", name: augmentation.kind),
        step: step), memory: arena)
    return (0..<rows).map { arena.values(region.part($0 * size, size)) }
  }

  @Test(arguments: all.indices, shapes)
  func changesFollowFromSeedAndStep(index: Int, shape: [Int]) throws {
    let augmentation = Self.all[index]
    let first = try changed(augmentation, shape)
    #expect(try changed(augmentation, shape) == first)
    #expect(try changed(augmentation, shape, step: 1) != first)
    #expect(try changed(augmentation, shape, seed: 2) != first)
    #expect(Set(first).count > 1, "rows are changed alike")
    #expect(first.joined().allSatisfy { $0.isFinite })
  }

  /// Each distance is as likely as each other: 400 rows on 25, 16 ± 20 each within five deviations.
  @Test func shiftsGoEveryWay() throws {
    let rows = try changed(RandomShift(distance: 2), [1, 5, 5], rows: 2500)
    var counts: [Int: Int] = [:]
    for row in rows {
      // The middle of the row, number 13, stays inside however it is moved.
      let place = try #require(row.firstIndex(of: 13))
      counts[place, default: 0] += 1
      let (down, right) = (place / 5 - 2, place % 5 - 2)
      for index in 0..<25 {
        let (y, x) = (index / 5 - down, index % 5 - right)
        let isInside = (0..<5).contains(y) && (0..<5).contains(x)
        #expect(row[index] == (isInside ? Scalar(y * 5 + x + 1) : 0))
      }
    }
    // 100 of each are expected; the standard deviation is 9.8.
    #expect(counts.count == 25 && counts.values.allSatisfy { abs($0 - 100) < 49 })
  }

  @Test func stepsMoveWholeOnTheirAxis() throws {
    let inTime = try changed(RandomShift(distance: 1), [3, 2], row: [1, 2, 3, 4, 5, 6])
    #expect(
      Set(inTime) == [[1, 2, 3, 4, 5, 6], [0, 0, 1, 2, 3, 4], [3, 4, 5, 6, 0, 0]])
    let last = try changed(RandomShift(distance: 1, axis: .last), [2, 3], row: [1, 2, 3, 4, 5, 6])
    #expect(
      Set(last) == [[1, 2, 3, 4, 5, 6], [0, 1, 2, 0, 4, 5], [2, 3, 0, 5, 6, 0]])
  }

  @Test func mirroredPaddingShowsTheRowItself() throws {
    let rows = try changed(RandomCrop(padding: 1, filling: .mirrored), [3, 1], row: [1, 2, 3])
    #expect(Set(rows) == [[1, 2, 3], [2, 1, 2], [2, 3, 2]])
  }

  @Test func flipsAreAsProbableAsAsked() throws {
    let rows = try changed(RandomFlip(horizontal: 0.25), [1, 2, 2], rows: 4000)
    let flipped = rows.count { $0 == [2, 1, 4, 3] }
    // The standard deviation of the count is 27.
    #expect(abs(flipped - 1000) < 137 && rows.count { $0 == [1, 2, 3, 4] } == 4000 - flipped)
    let never = try changed(RandomFlip(horizontal: 0), [1, 2, 2])
    #expect(never.allSatisfy { $0 == [1, 2, 3, 4] })
    let vertical = try changed(RandomFlip(horizontal: 0, vertical: 1), [1, 2, 2])
    #expect(vertical.allSatisfy { $0 == [3, 4, 1, 2] })
  }

  @Test func cutoutsAreSquaresInAllChannels() throws {
    for row in try changed(Cutout(size: 2), [2, 4, 4]) {
      let zeros = (0..<32).filter { row[$0] == 0 }
      #expect([2, 4, 8].contains(zeros.count))
      #expect(zeros.prefix(zeros.count / 2).map { $0 + 16 } == zeros.suffix(zeros.count / 2))
      let (top, left) = ((zeros.first ?? 0) / 4, (zeros.map { $0 % 4 }.min() ?? 0))
      #expect(zeros.allSatisfy { ($0 % 16) / 4 - top < 2 && $0 % 4 - left < 2 })
    }
  }

  @Test(arguments: [
    (
      [13],
      "rows of shape [13] where [channels, height, width] or [steps, features] for \"shift\" fits"
    ),
    ([1, 8, 3], "shift is 3, expected less than 3, the smaller extent of a row"),
    ([3, 8], "shift is 3, expected less than 3, the extent of a row"),
  ])
  func rowsWithoutRoomAreRefused(shape: [Int], message: String) {
    let error = #expect(throws: ShapeError.self) {
      try RandomShift(distance: 3).operation(for: shape)
    }
    #expect(error?.description == message)
    var job = quadrantJob { $0.augmentations = [RandomShift(distance: 3)] }
    job.network = Network([Dense(2)])
    #expect(throws: TrainingError.self) { try train(job, on: quadrants()) }
  }

  /// Evaluated rows are as they were: the loss at the start is that of a run without.
  @Test func onlyTrainingIsChanged() throws {
    let plain = try train(quadrantJob(), on: quadrants(), validating: quadrants(seed: 2))
    let noisy = try train(
      quadrantJob { $0.augmentations = [GaussianNoise(deviation: 1)] }, on: quadrants(),
      validating: quadrants(seed: 2))
    for name in ["train.loss", "validation.loss"] {
      #expect(plain.series[name]?.values.first == noisy.series[name]?.values.first)
      #expect(plain.finals[name] != noisy.finals[name])
    }
    let silent = try train(
      quadrantJob { $0.augmentations = [GaussianNoise(deviation: 0)] }, on: quadrants())
    #expect(silent.finals["train.loss"] == plain.finals["train.loss"])
  }

  @Test func aSecondOfAKindDrawsAnew() throws {
    func result(_ augmentations: [any Augmentation]) throws -> Double? {
      try train(quadrantJob { $0.augmentations = augmentations }, on: quadrants())
        .finals["train.loss"]
    }
    let half = GaussianNoise(deviation: 0.5)
    // One stream for both would make the noise of one twice as large.
    #expect(try result([half, half]) != result([GaussianNoise(deviation: 1)]))
  }

  /// As AllocationTests counts: between two questions whether to go on lies one step.
  @Test func aStepAllocatesNothing() throws {
    let job = quadrantJob(epochs: 3) {
      $0.network = Network([Flatten(), Dense(8), ReLU(), Dense(2)])
      $0.augmentations = Self.all
      $0.mixUp = MixUp(alpha: 0.4)
      $0.sampling = .balancedBatches
    }
    var rows = quadrants(rows: 160)
    var pixels: [Scalar] = []
    for row in 0..<160 {
      let (first, second) = (rows.features[2 * row], rows.features[2 * row + 1])
      for pixel in 0..<36 { pixels.append(first + second * Scalar(pixel)) }
    }
    rows.features = pixels
    rows.rowShape = [1, 6, 6]
    var counts = [Int](repeating: 0, count: 64)
    var asked = 0
    _ = try train(
      job, on: rows,
      isCancelled: {
        counts[asked] = allocations_of_this_thread()
        asked += 1
        return false
      })
    #expect(asked == 30)
    guard counts[0] >= 0 else { return }
    for step in 11..<asked where step % 10 != 0 {
      #expect(counts[step] == counts[step - 1], "in step \(step)")
    }
  }
}
