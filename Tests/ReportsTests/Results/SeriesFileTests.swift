import Records
import Reports
import TestSupport
import Testing

@Suite struct SeriesFileTests {
  private func lines(_ study: StudyRecord) -> [Substring] {
    String(decoding: SeriesFile.bytes(study), as: UTF8.self).split(separator: "\n")
  }

  @Test func hasOneLineForEachValue() {
    let study = Sample.wine
    let lines = lines(study)
    let count = study.arms.flatMap(\.runs).flatMap(\.series.values).reduce(0) { $0 + $1.count }
    #expect(lines.count == count + 1)
    #expect(lines[0] == "arm,role,seed,series,step,epoch,value")
    #expect(lines.allSatisfy { $0.split(separator: ",").count == 7 })
  }

  @Test func readsBackToTheSameNumbers() throws {
    let study = Sample.wine
    let run = study.arms[1].runs[2]
    let series = try #require(run.series["validation.loss"])
    let own = lines(study).filter {
      $0.hasPrefix("standardised,experiment,\(run.seed),validation.loss,")
    }
    #expect(own.count == series.count)
    for (line, i) in zip(own, series.values.indices) {
      let fields = line.split(separator: ",")
      #expect(Int(fields[4]) == series.steps[i])
      #expect(Double(fields[5]) == series.epochs[i])
      #expect(Double(fields[6]) == series.values[i])
    }
  }

  @Test func quotesWhatWouldBreakALine() {
    var study = Sample.wine
    study.arms[0].name = "a \"b\", c"
    study.arms[0].runs[0].series = [
      "x": Series(steps: [1, 2, 3], epochs: [0, 0.5, 1], values: [.nan, .infinity, -2.5])
    ]
    let seed = study.arms[0].runs[0].seed
    let start = "\"a \"\"b\"\", c\",control,\(seed),x,"
    #expect(
      lines(study)[1...3] == ["\(start)1,0,nan", "\(start)2,0.5,inf", "\(start)3,1,-2.5"])
  }
}
