internal import Records

extension StudyFixture {
  private static func pair(_ name: String, _ control: Curve, _ experiment: Curve) -> StudyFixture {
    StudyFixture(
      name: name,
      arms: [Arm("unscaled", control), Arm("standardised", experiment, scales: true)])
  }

  private func with(_ change: (inout StudyFixture) -> Void) -> StudyFixture {
    var copy = self
    change(&copy)
    return copy
  }

  /// Eight seeds, the control stuck at ln 3 with dead first layers, the experiment falling to 0.13.
  public static let wine = pair("wine", .stuck(1.085), .falling(to: 0.12)).with {
    $0.measuresLandscape = false
  }

  /// What figures must cope with, the easy case first.
  public static let cases: [StudyFixture] = [
    wine,
    pair("some-diverged", .diverging(epoch: 20, seeds: 5), .falling(to: 0.2)).with {
      $0.headline = "Standardising the features prevents divergence (5 of 8 seeds diverged)"
      $0.reductions = [20, 40]
    },
    pair("all-diverged", .diverging(epoch: 3, seeds: 8), .falling(to: 0.2)),
    pair("one-seed", .stuck(1.085), .falling(to: 0.12)).with { $0.seeds = 1 },
    pair("one-epoch", .stuck(1.085), .falling(to: 0.12)).with { $0.epochs = 1 },
    pair("no-validation", .stuck(1.085), .falling(to: 0.12)).with { $0.hasValidation = false },
    pair("nan-arm", .nan, .falling(to: 0.12)),
    pair("all-nan", .nan, .nan),
    pair("constant", .constant(0.5), .constant(0.5)),
    pair("negative", .negative, .falling(to: 0.12)).with {
      $0.task = .regression
      $0.reductions = [30]
    },
    pair("one-feature", .stuck(1.085), .falling(to: 0.12)).with { $0.featureNames = ["x"] },
    pair("many-features", .stuck(1.085), .falling(to: 0.12)).with {
      $0.featureNames = (1...300).map { "feature_\($0)" }
    },
    twelveExperiments, longNames,
    pair("many-seeds", .stuck(1.085), .falling(to: 0.3)).with { $0.seeds = 64 },
    pair("fifty-classes", .stuck(3.9), .falling(to: 0.8)).with {
      $0.classNames = (1...50).map { "species \($0)" }
      $0.start = 3.95
    },
    pair("forty-layers", .stuck(1.085), .falling(to: 0.12)).with {
      $0.layers = (1...40).map { ("dense\($0)", 1056) }
    },
    pair("sigmoid-stack", .stuck(1.085), .falling(to: 0.12)).with {
      $0.layers = (1...9).map { ("dense\($0)", 1056) }
      $0.activation = "sigmoid"
    },
    pair("multi-label", .stuck(0.6), .falling(to: 0.12)).with {
      $0.task = .multiLabel
      $0.classNames = ["sky", "sea", "people", "a dog", "night"]
    },
    pair("single-point", .constant(0.7), .constant(0.4)).with {
      $0.epochs = 0
      $0.seeds = 1
    },
    pair("tiny-to-huge", .stuck(1), .falling(to: 0.12)).with { $0.lossScales = [1e300, 1e-300] },
    pair("diverges-at-once", .diverging(epoch: 0, seeds: 8), .falling(to: 0.12)),
    foreignNames, images,
  ]

  /// Three channels over 8 × 8 places, a fifth of all values exactly zero.
  private static let images = pair("images", .stuck(1.085), .falling(to: 0.12)).with {
    $0.featureNames = ["red", "green", "blue"]
    $0.rowShape = [3, 8, 8]
  }

  /// A case too long for tests of every figure: an evaluation after each of a million steps.
  public static let million = pair("million-steps", .stuck(1.085), .falling(to: 0.12)).with {
    $0.epochs = 1_000_000
    $0.seeds = 1
  }

  /// Scripts that Inter has no letters for, emoji, and names that are empty.
  private static let foreignNames = StudyFixture(
    name: "foreign-names",
    arms: [
      Arm("未加工の特徴量", .stuck(1.085)), Arm("بعد التوحيد", .falling(to: 0.12), scales: true),
    ]
  ).with {
    $0.title = "標準化していない特徴量 · الميزات غير الموحدة"
    $0.headline = "标准化特征使验证损失降低 7.9 倍 🎉"
    $0.featureNames = [
      "身長", "体重", "العمر", "الدخل الشهري", "температура", "υψόμετρο", "🍷 wine", "👩‍🔬 lab", "",
      "나이", "गति", "naïve Ångström", "x",
    ]
    $0.classNames = ["良い", "سيئ", "🤷"]
  }

  private static let twelveExperiments = StudyFixture(
    name: "twelve-experiments",
    arms: [Arm("control", .stuck(1.085))]
      + (1...12).map {
        Arm(
          "learning rate \($0)e-3", .falling(to: 0.1 * Double($0)),
          changes: [
            ConfigChange(path: "optimizer.sgd.lr", control: "0.01", experiment: "\($0)e-3")
          ])
      })

  private static let longNames = StudyFixture(
    name: "long-names",
    arms: [
      Arm(
        String(repeating: "the control with a name that nobody would choose ", count: 4), .stuck(1)),
      Arm(
        String(repeating: "標準化された特徴量", count: 12), .falling(to: 0.12), scales: true,
        changes: (1...14).map {
          ConfigChange(
            path: "a.very.long.key.path.to.setting.number.\($0)", control: "none",
            experiment: String(repeating: "[\"standardize\",", count: 6))
        }),
    ]
  ).with { fixture in
    fixture.title = String(repeating: "A title that goes on and on ", count: 8)
    fixture.headline = String(
      repeating: "Standardising makes validation loss much lower ", count: 5)
    fixture.featureNames = (0..<20).map {
      $0 % 3 == 0
        ? String(repeating: "特徴量の名前", count: 8)
        : $0 % 3 == 1 ? String(repeating: "longname", count: 25) : ""
    }
  }
}
