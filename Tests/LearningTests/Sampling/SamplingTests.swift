import Learning
import Tensors
import TestSupport
import Testing

@Suite struct SamplingTests {
  /// Of class 0 there are 12 rows, of class 1 four and of class 3 two; a row's feature is its number.
  private let labels: [Int32] = [0, 0, 1, 0, 0, 3, 0, 0, 1, 0, 0, 1, 0, 0, 3, 0, 1, 0]
  private var rows: LabelledRows {
    LabelledRows(
      features: labels.indices.map { Scalar($0) }, rowCount: labels.count, rowShape: [1],
      targets: .classes(labels, count: 4))
  }

  private func job(_ sampling: Sampling?, batch: Int = 6, epochs: Int = 2) -> TrainingJob {
    TrainingJob(
      network: Network([Dense(4)]), loss: CrossEntropy(), optimizer: SGD(), learningRate: 0,
      batchSize: batch, epochs: epochs, sampling: sampling, seed: 3)
  }

  /// The rows of each epoch in the order that the job takes them.
  private func orders(_ sampling: Sampling, epochs: Int = 2) throws -> [[Int]] {
    // With a batch of one row and a loss of the row's own, the bias's gradient names the class and
    // the weight's over it the feature.
    var seen: [Int] = []
    _ = try train(
      job(sampling, batch: 1, epochs: epochs), on: rows,
      observing: { update in
        let weights = update.gradients["dense1.weight"] ?? []
        let biases = update.gradients["dense1.bias"] ?? []
        let largest = biases.indices.max { abs(biases[$0]) < abs(biases[$1]) } ?? 0
        seen.append(Int((weights[largest] / biases[largest]).rounded()))
      })
    let size = seen.count / epochs
    return (0..<epochs).map { Array(seen[($0 * size)..<(($0 + 1) * size)]) }
  }

  private func counts(_ order: some Sequence<Int>) -> [Int] {
    var counts = [0, 0, 0, 0]
    for row in order { counts[Int(labels[row])] += 1 }
    return counts
  }

  @Test func oversamplingRepeatsSmallClasses() throws {
    let epochs = try orders(.oversample)
    for order in epochs {
      #expect(counts(order) == [12, 12, 0, 12])
      // Each row of a class as often as each other: 12, 12 / 4 and 12 / 2 times.
      for row in labels.indices {
        #expect(order.count { $0 == row } == [1, 3, 0, 6][Int(labels[row])])
      }
    }
    #expect(epochs[0] != epochs[1])
  }

  @Test func undersamplingTakesOtherRowsEachEpoch() throws {
    let epochs = try orders(.undersample, epochs: 40)
    for order in epochs {
      #expect(counts(order) == [2, 2, 0, 2] && Set(order).count == 6)
    }
    #expect(Set(epochs.joined()).count == labels.count)
  }

  @Test func balancedBatchesHoldAllClassesAlike() throws {
    for order in try orders(.balancedBatches) {
      #expect(order.count == labels.count)
      for first in stride(from: 0, to: order.count, by: 3) {
        #expect(counts(order[first..<(first + 3)]) == [1, 1, 0, 1])
      }
    }
  }

  @Test func epochsAreAsLongAsTheirRows() throws {
    for (sampling, steps) in [(Sampling.oversample, 6), (.undersample, 1), (.balancedBatches, 3)] {
      #expect(try train(job(sampling), on: rows).steps == 2 * steps)
      #expect(try train(job(sampling), on: rows) == train(job(sampling), on: rows))
    }
    #expect(try train(job(.oversample, batch: 100), on: rows).steps == 2)
  }

  @Test func onlyClassesAreSampled() throws {
    let numbers = line([1, 2, 3], [1, 2, 3])
    #expect(throws: TrainingError.self) {
      try train(
        lineJob(weight: 0, bias: 0, rate: 0.1, epochs: 1) { $0.sampling = .oversample },
        on: numbers)
    }
    var ordered = job(.oversample)
    ordered.shuffles = false
    #expect(throws: TrainingError.self) { try train(ordered, on: rows) }
  }
}
