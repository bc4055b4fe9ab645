internal import COpenBLAS

/// Which linear-algebra library computes, and how: results depend on its kernel.
public enum BLASInfo {
  /// The library and its version: "OpenBLAS 0.3.21".
  public static var version: String {
    let words = unsafe String(cString: openblas_get_config()).split(separator: " ")
    guard let first = words.first else { return "OpenBLAS" }
    return first == "OpenBLAS" && words.count > 1 ? "OpenBLAS \(words[1])" : "OpenBLAS \(first)"
  }

  /// The kernel that the library chose for this processor, or the user by OPENBLAS_CORETYPE.
  public static var core: String {
    unsafe String(cString: openblas_get_corename())
  }

  /// Keeps each product on its caller's thread, for the whole process.
  ///
  /// Sums round differently on another number of threads, so runs are spread over cores instead. The
  /// first call acts. Every arena makes it: what is trained through the library is alike too.
  public static func useOneThread() {
    _ = preparation
  }

  private static let preparation: Void = openblas_set_num_threads(1)
}
