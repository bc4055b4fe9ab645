public import Records

/// `series.csv`: every series of every run, one value a line.
///
/// Columns: arm, role, seed, series, step, epoch, value. RFC 4180, UTF-8, lines end in a line feed;
/// values that are no numbers are "nan", "inf" and "-inf".
public enum SeriesFile {
  /// The file's bytes: arms and seeds in the study's order, series by name.
  public static func bytes(_ study: StudyRecord) -> [UInt8] {
    var out = Array("arm,role,seed,series,step,epoch,value\n".utf8)
    for arm in study.arms {
      let start = Array("\(field(arm.name)),\(arm.role.rawValue),".utf8)
      for run in arm.runs {
        for (name, series) in run.series.sorted(by: { $0.key < $1.key }) {
          let head = start + "\(run.seed),\(field(name)),".utf8
          for i in series.values.indices {
            out += head
            out += series.steps[i].description.utf8
            out.append(UInt8(ascii: ","))
            out += number(series.epochs[i]).utf8
            out.append(UInt8(ascii: ","))
            out += number(series.values[i]).utf8
            out.append(UInt8(ascii: "\n"))
          }
        }
      }
    }
    return out
  }

  private static func number(_ value: Double) -> String {
    // Whole numbers without a fraction; the shortest form that reads back as the same Double else.
    if let whole = Int(exactly: value), abs(whole) < 1 << 53 { return whole.description }
    return value.description
  }

  /// A text as a field, quoted where it must be.
  private static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { ",\"\n\r".utf8.contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
