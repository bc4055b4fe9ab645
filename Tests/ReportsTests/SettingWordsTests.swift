import Testing

@testable import Reports

@Suite struct SettingWordsTests {
  @Test(arguments: [
    (#"{"sgd":{"lr":0.05}}"#, "sgd lr 0.05"),
    ("0.1", "0.1"), ("[]", "none"), ("null", "none"),
    (#"["standardize"]"#, "standardize"),
    (#"[{"dense":16},"relu",{"dense":3}]"#, "dense 16, relu, dense 3"),
    (
      #"[{"dense":16},"relu",{"dense":16},"relu",{"dense":16},"relu",{"dense":3}]"#,
      "3 × (dense 16, relu), dense 3"
    ),
    (
      #"[{"residual":[{"dense":4},"relu"]},{"residual":[{"dense":4},"relu"]},{"residual":[{"dense":4},"relu"]}]"#,
      "3 × residual (dense 4, relu)"
    ),
    (#"{"parallel":[[{"dense":1}],[]]}"#, "parallel ([dense 1], [none])"),
  ])
  func settingsAreSaidAsAReaderWould(json: String, words: String) {
    #expect(SettingWords.plain(json) == words)
  }
}
