/// What a report depends on beside the record: named in it, so that a difference can be explained.
public struct RenderingEnvironment: Equatable, Sendable {
  /// The drawing library's version: "1.16.0".
  public var cairo: String
  /// The families that text is set in.
  public var fonts: [String]
  /// The command that makes this report again; empty where there is none.
  public var command: String

  public init(cairo: String, fonts: [String], command: String = "") {
    self.cairo = cairo
    self.fonts = fonts
    self.command = command
  }
}

/// How long a part of the work took, in seconds.
public struct Timing: Equatable, Sendable {
  public var name: String
  public var seconds: Double

  public init(_ name: String, seconds: Double) {
    self.name = name
    self.seconds = seconds
  }
}
