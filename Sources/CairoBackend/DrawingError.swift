/// Why a picture or a document could not be made.
public enum DrawingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// None of the families that text can be set in is installed.
  case noUsableFont(tried: [String])
  /// The picture is empty, not finite, or wider or higher than Cairo's 32767 pixels.
  case size(width: Double, height: Double, scale: Double)
  /// The receiver of the bytes refused some of them.
  case writeFailed
  /// Cairo reports a fault; `during` says of what.
  case cairo(String, during: String)

  public var description: String {
    switch self {
    case .noUsableFont(let tried):
      "no font to set text in: none of \(tried.joined(separator: ", ")) is installed; "
        + "install one with: apt install fonts-inter fonts-dejavu-core"
    case .size(let width, let height, let scale):
      "a picture of \(width) x \(height) points at scale \(scale) cannot be drawn; "
        + "each side must come to 1...32767 pixels"
    case .writeFailed: "the drawing could not be written"
    case .cairo(let reason, let during): "Cairo failed while making \(during): \(reason)"
    }
  }
}
