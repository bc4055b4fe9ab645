internal import Experiments
internal import Synchronization

/// Shows how far training has come: a live bar on a terminal, a plain line now and then elsewhere.
final class ProgressDisplay: Sendable {
  enum Style: Sendable {
    case bar, lines, none
  }

  private struct State {
    var drawn: ContinuousClock.Instant?
    var announced = 0
    var isShown = false
  }

  private let style: Style
  private let title: String
  private let start: ContinuousClock.Instant
  private let state = Mutex(State())

  init(title: String, style: Style) {
    self.title = title
    self.style = style
    start = .now
  }

  func update(_ progress: StudyProgress) {
    switch style {
    case .none: return
    case .bar: drawBar(progress)
    case .lines: announce(progress)
    }
  }

  /// Takes the bar away, so that what follows stands on a clean line.
  func finish() {
    let wasShown = state.withLock { state in
      defer { state.isShown = false }
      return state.isShown
    }
    if wasShown { try? Stream.error.write("\r\u{1B}[K") }
  }

  /// Twenty frames a second are enough to look alive; more would cost training time.
  private func drawBar(_ progress: StudyProgress) {
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      if let drawn = state.drawn, now - drawn < .milliseconds(50) { return false }
      state.drawn = now
      state.isShown = true
      return true
    }
    guard isDue else { return }
    let columns = Stream.error.columns - 1
    let details = "  " + Self.details(progress, elapsed: now - start)
    let bar = Self.bar(share: progress.share, width: max(8, min(24, columns - details.count - 2)))
    try? Stream.error.write("\r\u{1B}[K" + String("\(bar)\(details)".prefix(columns)))
  }

  /// A line at each tenth of the work, and only for work that takes longer than two seconds.
  private func announce(_ progress: StudyProgress) {
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      let tenth = Int(progress.share * 10)
      guard now - start > .seconds(2), tenth > state.announced else { return false }
      state.announced = tenth
      return true
    }
    guard isDue else { return }
    let percent = Int(progress.share * 100)
    Stream.error.note("\(title): \(percent) %  \(Self.details(progress, elapsed: now - start))")
  }

  static func bar(share: Double, width: Int) -> String {
    let eighths = Int((min(max(share, 0), 1) * Double(width * 8)).rounded(.down))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let full = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    return "▕" + full + String(repeating: " ", count: width - full.count) + "▏"
  }

  static func details(_ progress: StudyProgress, elapsed: Duration) -> String {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    var parts = [
      "\(progress.finishedRuns)/\(progress.totalRuns) runs", progress.arm, "seed \(progress.seed)",
      "epoch \(progress.epoch)/\(progress.epochs)", "loss \(significant(progress.loss))",
    ]
    if seconds > 0.2, progress.share > 0 {
      let epochsTotal = Double(progress.totalRuns * progress.epochs) * progress.share
      parts.append("\(significant(epochsTotal / seconds)) epochs/s")
      parts.append("\(clock(seconds * (1 - progress.share) / progress.share)) left")
    }
    return parts.joined(separator: " · ")
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(.up), 359_999))
    let rest = whole % 60
    let minutes = whole / 60 % 60
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return whole < 3600 ? "\(minutes):\(two(rest))" : "\(whole / 3600):\(two(minutes)):\(two(rest))"
  }

  /// Three significant digits, as much as a glance can use.
  private static func significant(_ number: Double) -> String {
    guard number.isFinite, number != 0 else { return number == 0 ? "0" : "\(number)" }
    var scale = 1.0
    while abs(number) * scale < 100 && scale < 1e300 { scale *= 10 }
    while abs(number) * scale >= 1000 { scale /= 10 }
    let rounded = (number * scale).rounded() / scale
    return abs(rounded) >= 100 && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
