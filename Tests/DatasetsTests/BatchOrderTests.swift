import Datasets
import TestSupport
import Testing

/// The archives come from Tests/References/datasets.py.
@Suite struct BatchOrderTests {
  @Test func readsEachEpochsRows() throws {
    #expect(try BatchOrder.read("\(fixtures)/order.npz") == [[2, 0, 1], [0, 2, 1]])
    #expect(try BatchOrder.read("\(fixtures)/order-one.npz") == [[2, 0, 1]])
  }

  @Test(arguments: [
    ("order-halves.npz", "0.5 in the array \"order\" at epoch 1, place 1"),
    ("order-negative.npz", "-1.0 in the array \"order\" at epoch 2, place 2"),
    ("order-deep.npz", "the array \"order\" has the shape [1, 1, 1]"),
    ("stored.npz", "there is no array \"order\""),
    ("nowhere.npz", "cannot read the file: No such file or directory"),
  ])
  func refusesWhatIsNoOrder(file: String, message: String) throws {
    let error = try #require(throws: DataError.self) {
      try BatchOrder.read("\(fixtures)/\(file)")
    }
    #expect(error.what == message)
  }
}
