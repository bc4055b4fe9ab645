internal import Experiments
internal import Glibc
internal import Records
internal import Reports

/// The cores that this process may use.
func availableCores() -> Int {
  max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// Times the parts of a job, for the report's timings.
final class Stopwatch {
  private(set) var laps: [Timing] = []
  private var last = ContinuousClock.now

  /// Ends a part under a name and begins the next.
  func lap(_ name: String) {
    let now = ContinuousClock.now
    let elapsed = (now - last).components
    laps.append(
      Timing(name, seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18))
    last = now
  }
}

/// What this process computes with, as records name it.
func currentEnvironment() -> EnvironmentRecord {
  StudyRunner.environment(version: Version.current)
}
