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

    public init(picture: Picture, label: String) {
      self.picture = picture
      self.label = label
    }
  }

  /// A line of the outline, which leads to a height on a page.
  public struct OutlineEntry: Equatable, Sendable {
    public var title: String
    /// 0 for the outermost; entries of a deeper level belong to the one before.
    public var level: Int
    /// Counted from 1.
    public var page: Int
    /// In points from the page's top.
    public var y: Double

    public init(_ title: String, level: Int, page: Int, y: Double = 0) {
      self.title = title
      self.level = level
      self.page = page
      self.y = y
    }
  }

  public var title: String
  public var subject: String
  public var keywords: String
  /// Seconds since 1970 for the file's dates: the spec's or the run's, never now.
  public var date: Int
  public var pages: [Page]
  public var outline: [OutlineEntry]

  public init(
    title: String, subject: String, keywords: String, date: Int, pages: [Page],
    outline: [OutlineEntry] = []
  ) {
    self.title = title
    self.subject = subject
    self.keywords = keywords
    self.date = date
    self.pages = pages
    self.outline = outline
  }
}
