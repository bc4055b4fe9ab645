/// The recipes that make rows.
enum GeneratorTable {
  static let choice = Choice(
    "generator",
    (1...14).map { .init("e\($0 < 10 ? "0" : "")\($0)", "The recipe E\($0) of the catalogue.") })
}
