/// One drawing with its size and the sentence that stands in for it where it can't be seen.
public struct Picture: Equatable, Sendable {
  /// In points; a PNG has `scale` pixels for each.
  public var size: Size
  public var background: Color
  public var title: String
  /// A sentence that works as alternative text.
  public var caption: String
  public var primitives: [Primitive]

  public init(
    size: Size, background: Color, title: String, caption: String, primitives: [Primitive]
  ) {
    self.size = size
    self.background = background
    self.title = title
    self.caption = caption
    self.primitives = primitives
  }
}

/// Pages with what a reader of a PDF expects around them.
public struct Document: Equatable, Sendable {
  public struct Page: Equatable, Sendable {
    public var picture: Picture
    /// What the page is called where a reader shows page numbers.
    public var label: String
    /// The entries of the outline that lead to this page, outermost first.
    public var outline: [String]

    public init(picture: Picture, label: String, outline: [String]) {
      self.picture = picture
      self.label = label
      self.outline = outline
    }
  }

  public var title: String
  public var subject: String
  public var keywords: String
  /// Seconds since 1970 for the file's dates: the spec's or the run's, never now.
  public var date: Int
  public var pages: [Page]

  public init(title: String, subject: String, keywords: String, date: Int, pages: [Page]) {
    self.title = title
    self.subject = subject
    self.keywords = keywords
    self.date = date
    self.pages = pages
  }
}
