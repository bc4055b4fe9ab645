internal import Glibc
internal import Synchronization

/// The signal that asked the program to stop; 0 while none has.
private let receivedSignal = Atomic<Int32>(0)

/// Ctrl-C and SIGTERM: the first asks for an orderly stop, the second ends the program at once.
enum Interruption {
  static func watch() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        let (isFirst, _) = receivedSignal.compareExchange(
          expected: 0, desired: number, ordering: .relaxed)
        if !isFirst { _exit(128 + number) }
      }
    }
  }

  static var isRequested: Bool { receivedSignal.load(ordering: .relaxed) != 0 }

  static var status: ExitStatus {
    receivedSignal.load(ordering: .relaxed) == SIGTERM ? .terminated : .interrupted
  }
}
