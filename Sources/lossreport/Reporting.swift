internal import ArgumentParser
internal import CairoBackend
internal import Datasets
internal import Experiments
internal import Records
internal import Reports
internal import Storage

/// Runs a command's body; prints what went wrong and ends with the published exit code.
func reporting(_ body: () async throws -> ExitStatus) async throws {
  do {
    let status = try await body()
    if status != .success { throw ExitCode(status.rawValue) }
  } catch let failure as CommandFailure {
    for message in failure.messages { Stream.error.note("error: \(message)") }
    throw ExitCode(failure.status.rawValue)
  }
}

/// A module's error as the failure that a user reads.
func failure(from error: any Error) -> CommandFailure {
  switch error {
  case let failure as CommandFailure: failure
  case let error as SpecError:
    CommandFailure(
      error.isMissingInput ? .missingInput : .badInput,
      error.faults.map { $0.rendered(file: error.path) })
  case let error as FileError:
    CommandFailure(error.operation == "read" ? .missingInput : .cannotWrite, error.description)
  case let error as DataError:
    CommandFailure(error.isUnreadable ? .missingInput : .badInput, error.description)
  case let error as WeightsError: CommandFailure(.badInput, error.description)
  case let error as RecordError: CommandFailure(.badInput, error.description)
  case let error as TemplateErrors:
    CommandFailure(
      error.errors.allSatisfy { $0.position == nil } ? .usage : .badInput,
      error.errors.map(\.description))
  case let error as TemplateError: CommandFailure(.badInput, error.description)
  case let error as DrawingError:
    CommandFailure(error.isMissingFont ? .missingInput : .internal, error.description)
  case let error as StudyError: studyFailure(from: error)
  default: CommandFailure(.internal, "\(error)")
  }
}

private func studyFailure(from error: StudyError) -> CommandFailure {
  switch error {
  case .data(let error): failure(from: error)
  case .training: CommandFailure(.badInput, error.description)
  case .cannotWrite(let error): CommandFailure(.cannotWrite, error.description)
  case .interrupted, .cancelled: CommandFailure(Interruption.status, error.description)
  }
}

extension DrawingError {
  fileprivate var isMissingFont: Bool {
    if case .noUsableFont = self { true } else { false }
  }
}

/// Does the same with each of several files, and tells the faults of all of them at the end.
///
/// What is no fault of a file, such as an output that can't be written, ends it at once.
func reporting(each files: [String], _ body: (String) throws -> Void) async throws {
  try await reporting {
    var faults: [CommandFailure] = []
    for file in files {
      do {
        try body(file)
      } catch let failure as CommandFailure {
        throw failure
      } catch {
        faults.append(failure(from: error))
      }
    }
    if let first = faults.first {
      throw CommandFailure(first.status, faults.flatMap(\.messages))
    }
    return .success
  }
}
