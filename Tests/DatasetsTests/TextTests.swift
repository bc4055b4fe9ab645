import Datasets
import Storage
import TestSupport
import Testing

@Suite struct TextTests {
  private func tokens(_ text: String, _ windows: TextWindows) throws -> Dataset {
    try tokens(Array(text.utf8), windows)
  }

  private func tokens(_ bytes: [UInt8], _ windows: TextWindows) throws -> Dataset {
    try withTemporaryDirectory { folder in
      try Files.write(bytes, to: "\(folder)/a.txt")
      return try Dataset.read(.text("\(folder)/a.txt", windows))
    }
  }

  /// Counts: b 3, a 2, end of line 1, c 1; equally frequent ones by code point, the line feed first.
  @Test func eachTokenAsksForTheNext() throws {
    let data = try tokens("abab\nbc", TextWindows(length: 3))
    #expect(data.vocabulary == ["b", "a", "end of line", "c"])
    #expect(data.rowShape == [3] && data.rowCount == 2 && data.targetSteps == 3)
    #expect(data.features.values == [1, 0, 1, 0, 2, 0])
    #expect(
      data.targets == .steps([0, 1, 0, 2, 0, 3], names: ["b", "a", "end of line", "c"], length: 3))
    #expect(data.task == .classification && data.classCounts == [3, 1, 1, 1])
  }

  @Test func aRowMayAskForTheNextTokenAlone() throws {
    let data = try tokens("abab\nbc", TextWindows(length: 3, prediction: .next))
    #expect(data.rowCount == 4)
    #expect(data.features.values.prefix(6) == [1, 0, 1, 0, 1, 0])
    #expect(data.classes == [0, 2, 0, 3])
  }

  @Test func wordsAreWhatWhiteSpaceSeparates() throws {
    let data = try tokens(
      "the cat, the dog\r\n the\tcat", TextWindows(.words, length: 2, prediction: .next))
    #expect(data.vocabulary == ["the", "cat", "cat,", "dog"])
    #expect(data.features.values == [0, 2, 2, 0, 0, 3, 3, 0] && data.classes == [0, 3, 0, 1])
  }

  @Test func rareTokensAreUnknown() throws {
    let data = try tokens(
      "a b a c a b", TextWindows(.words, minimumCount: 2, length: 5, prediction: .next))
    #expect(data.vocabulary == ["<unknown>", "a", "b"])
    #expect(data.features.values == [1, 2, 1, 0, 1] && data.classes == [2])
  }

  @Test func hiddenCharactersHaveNames() throws {
    let data = try tokens("\u{feff} \t\u{a0}ä\u{1f600}\r\nä", TextWindows(length: 2))
    #expect(data.vocabulary == ["ä", "tab", "end of line", "space", "U+A0", "\u{1f600}"])
  }

  @Test(arguments: [
    (8, TextWindows.Prediction.each, nil, 0), (8, .each, 4, 1), (8, .each, 3, 2), (8, .each, 1, 7),
    (8, .next, nil, 0), (8, .next, 3, 0),
  ])
  func theLastRowsValidateAndNoneForeseesThem(
    length: Int, prediction: TextWindows.Prediction, stride: Int?, overlap: Int
  ) throws {
    let text = String(repeating: "abcdefghij", count: 30)
    let windows = TextWindows(length: length, prediction: prediction, stride: stride)
    let data = try tokens(text, windows)
    #expect(data.sequence == RowSequence(overlap: overlap))
    let rows = try Split.last(0.2).rows(of: data, seed: 3)
    let step = stride ?? (prediction == .each ? length : 1)
    let lastTrained = try #require(rows.training.last) * step + length
    let firstHeld = rows.validation[0] * step + (prediction == .each ? 1 : length)
    #expect(lastTrained < firstHeld)
    #expect(lastTrained + step >= firstHeld)
  }

  @Test func textsShorterThanAWindowAreErrors() throws {
    #expect(try tokens("ababa", TextWindows(length: 4)).rowCount == 1)
    let error = #expect(throws: DataError.self) { try tokens("ababa", TextWindows(length: 5)) }
    #expect(error?.option == "window")
    #expect(error?.what == "a window of 5 needs 6 characters and the text holds 5")
    #expect(error?.expected == "a window of at most 4")
  }

  @Test(arguments: [
    ("", "the text holds no words"), (" \n ", "the text holds no words"),
    ("a a a", "the text holds the one token \"a\" only"),
    ("a b c", "the text holds the one token \"<unknown>\" only"),
  ])
  func textsWithoutAChoiceAreErrors(text: String, what: String) throws {
    let windows = TextWindows(.words, minimumCount: text == "a b c" ? 2 : 1, length: 1)
    #expect(throws: DataError.self) { try tokens(text, windows) }
    do { _ = try tokens(text, windows) } catch let error as DataError {
      #expect(error.what == what)
    }
  }

  @Test func bytesThatAreNoTextHaveAPlace() throws {
    let bad = #expect(throws: DataError.self) {
      try tokens(Array("ä\nbc".utf8) + [0xc3, 0x28], TextWindows(length: 1))
    }
    #expect(bad?.line == 2 && bad?.column == 3 && bad?.what == "bytes that are no UTF-8")
    let nul = #expect(throws: DataError.self) { try tokens("ab\u{0}c", TextWindows(length: 1)) }
    #expect(nul?.line == 1 && nul?.column == 3)
    let wide = #expect(throws: DataError.self) {
      try tokens([0xff, 0xfe, 0x61, 0], TextWindows(length: 1))
    }
    #expect(wide?.what == "the file is in UTF-16")
  }

  @Test func gzippedTextsAreUnpacked() throws {
    let plain = Array("hello world".utf8)
    let data = try tokens(Deflate.deflate(plain, .gzip, level: 6), TextWindows(length: 4))
    var other = try tokens(plain, TextWindows(length: 4))
    other.name = data.name
    #expect(data == other)
  }

  @Test func tokensAreNotCalculatedWith() throws {
    let data = try tokens("abcabc", TextWindows(length: 2))
    let error = #expect(throws: DataError.self) {
      try data.prepared(
        Preparation(split: .none, steps: [PreprocessingStep(Standardize())]), seed: 0)
    }
    #expect(error?.option == "preprocess")
    let fault = #expect(throws: DataError.self) {
      try data.prepared(
        Preparation(split: .none, faults: [.outliers(.count(1), scale: 2)]), seed: 0)
    }
    #expect(fault?.option == "faults")
    #expect(try data.prepared(Preparation(split: .none), seed: 0).vocabulary == ["a", "b", "c"])
  }
}
