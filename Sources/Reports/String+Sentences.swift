extension String {
  /// With a capital at the start.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// With a full stop at the end, where nothing ends the sentence yet.
  var withFullStop: String {
    guard let last else { return self }
    return ".!?…".contains(last) ? self : self + "."
  }

  /// Without a start that the reader has been told already.
  func without(prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }

  /// The string with its middle left out where it has more than some characters.
  func shortened(to count: Int) -> String {
    self.count <= count ? self : "\(prefix((count - 1) / 2))…\(suffix((count - 1) / 2))"
  }
}
