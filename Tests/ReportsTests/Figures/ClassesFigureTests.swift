import Records
import Reports
import TestSupport
import Testing

@Suite struct ClassesFigureTests {
  private func figure(_ name: String, _ change: (inout StudyRecord) -> Void = { _ in }) throws
    -> ClassesFigure
  {
    let fixture = try #require(StudyFixture.cases.first { $0.name == name })
    var study = fixture.study
    change(&study)
    return ClassesFigure(study: study, findings: fixture.findings)
  }

  @Test func regressionsHaveNoClasses() throws {
    #expect(try figure("negative").isEmpty)
  }

  @Test func classesThatAnArmNeverFindsAreCounted() throws {
    #expect(try figure("wine").title == "2 of 3 classes are never found (unscaled)")
    #expect(try figure("multi-label").title == "4 of 5 labels are never found (unscaled)")
  }

  @Test func anArmWithoutAnEndIsNotCalledEqual() throws {
    #expect(try figure("all-diverged").title.hasSuffix("; unscaled diverged"))
  }

  @Test func theWidestDifferenceIsNamed() throws {
    let figure = try figure("wine") { study in
      for (arm, recall) in [0.5, 0.9].enumerated() {
        for run in study.arms[arm].runs.indices {
          for index in 0..<3 {
            study.arms[arm].runs[run].finals["validation.recall.\(index)"] =
              index == 1 ? recall : 0.8
          }
        }
      }
    }
    #expect(figure.title == "Recall of class_1 rises from 0.5 to 0.9 (standardised)")
  }
}
