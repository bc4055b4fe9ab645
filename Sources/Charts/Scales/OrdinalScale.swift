/// Names in order that each have a look: an arm's style, a colour, a marker.
///
/// `BandScale` and `PointScale` say where named things stand, this one how they look. Where there
/// are more names than looks these come again in turn.
public struct OrdinalScale<Look: Sendable>: Sendable {
  public let names: [String]
  public let looks: [Look]

  public init(_ names: [String], _ looks: [Look]) {
    precondition(!looks.isEmpty, "an ordinal scale needs a look")
    self.names = names
    self.looks = looks
  }

  /// The look of a name, of the first where it comes twice; nil for a foreign one.
  public func look(_ name: String) -> Look? {
    names.firstIndex(of: name).map { looks[$0 % looks.count] }
  }

  /// All names with their looks, in order: what a legend lists.
  public var entries: [(name: String, look: Look)] {
    names.enumerated().map { ($1, looks[$0 % looks.count]) }
  }
}
