/// The templates as they were when the program was built.
public enum Templates {
  public static let full = PackageResources.full_json
}
