import Foundation
import TestSupport
import Testing

@Suite struct InterruptionTests {
  /// One arm is quick and the other would take hours: the quick runs are finished when the signal
  /// comes, and must still be there afterwards.
  @Test(arguments: [("INT", 130), ("TERM", 143)] as [(String, Int32)])
  func aSignalKeepsFinishedRunsAndTheNextStartGoesOn(_ signal: String, status: Int32) throws {
    try withTemporaryDirectory { directory in
      let program = Program(directory: directory)
      let spec = { (epochs: Int) in
        """
        {"data": {"synthetic": {"two-blobs": {"rows": 60}}, "validation": 0.25},
         "training": {"model": [{"dense": 8}, "relu", {"dense": "classes"}], "loss": "cross-entropy",
                      "optimizer": {"sgd": {"lr": 0.1}}, "batch": 15, "epochs": 2},
         "control": {"name": "short"},
         "experiment": {"name": "long", "epochs": \(epochs)}, "seeds": 1}
        """
      }
      try program.write(spec(1_000_000), to: "spec.json")
      let outcome = try program.shell(
        """
        "$lossreport" compare spec.json --jobs 2 & pid=$!
        for i in $(seq 100); do ls reports/spec/records/*.json >/dev/null 2>&1 && break; sleep 0.1; done
        start=$(date +%s%N); kill -\(signal) $pid; wait $pid; status=$?
        echo "after $(( ($(date +%s%N) - start) / 1000000 )) ms" >&2
        exit $status
        """)
      #expect(outcome.status == status, "\(outcome)")
      #expect(outcome.errors.contains("1 of 2 runs are finished and kept"), "\(outcome)")
      #expect(try program.files(below: "reports/spec").filter { !$0.hasPrefix("records") }.isEmpty)
      #expect(try program.files(below: "reports/spec/records").count == 1)
      try program.write(spec(3), to: "spec.json")
      #expect(try program.run("compare", "spec.json").status == 0)
      #expect(try program.files(below: "reports/spec/records").count == 3)
    }
  }
}
