internal import Drawing
internal import Synchronization

/// A typesetter that any thread may hold, one at a time.
final class SharedTypesetter: Sendable {
  let faces: Faces
  private let state: Mutex<Typesetter>

  /// A typesetter for families that are known to be installed, or, for nil, after a look at all.
  init(faces known: Faces?) throws(DrawingError) {
    let typesetter = try Typesetter(faces: known)
    faces = typesetter.faces
    state = Mutex(typesetter)
  }

  func use<Result: Sendable, Failure>(
    _ body: (inout Typesetter) throws(Failure) -> sending Result
  ) throws(Failure) -> Result {
    try state.withLock { typesetter throws(Failure) in try body(&typesetter) }
  }
}

/// Typesetters kept for the next picture: opening fonts costs more than drawing a small one.
///
/// There are as many as were ever in use at once. What a typesetter has done before doesn't show
/// in what it does next, so sharing them changes speed only.
final class TypesetterPool: Sendable {
  static let shared = TypesetterPool()

  private let idle = Mutex<[SharedTypesetter]>([])
  /// Listing the installed families is slow; it is done once.
  private let faces = Mutex<Faces?>(nil)

  /// One that nobody else uses until it is given back.
  func typesetter() throws(DrawingError) -> SharedTypesetter {
    if let typesetter = idle.withLock({ $0.popLast() }) {
      return typesetter
    }
    let made = try SharedTypesetter(faces: faces.withLock { $0 })
    faces.withLock { $0 = made.faces }
    return made
  }

  func giveBack(_ typesetter: SharedTypesetter) {
    idle.withLock { $0.append(typesetter) }
  }

  /// Lends a typesetter for the time of a call.
  func use<Result: Sendable>(
    _ body: (inout Typesetter) throws(DrawingError) -> sending Result
  ) throws(DrawingError) -> Result {
    func ignore(_ glyphs: MissingGlyphs) {}
    return try use(missing: ignore, body)
  }

  /// Lends a typesetter for the time of a call, and tells what it could not draw.
  func use<Result: Sendable>(
    missing: (MissingGlyphs) -> Void,
    _ body: (inout Typesetter) throws(DrawingError) -> sending Result
  ) throws(DrawingError) -> Result {
    let typesetter = try typesetter()
    defer {
      for glyphs in typesetter.use({ $0.takeMissing() }) { missing(glyphs) }
      giveBack(typesetter)
    }
    return try typesetter.use(body)
  }
}
