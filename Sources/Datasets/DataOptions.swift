/// Where data come from.
public enum DataSource: Sendable, Equatable {
  /// A CSV or TSV file, possibly gzipped.
  case table(String)
  /// Two files with one array each, NPY or IDX, possibly gzipped: the features' and the targets'.
  case arrays(features: String, target: String)
  /// An NPZ file and the names of its arrays.
  case archive(String, features: String, target: String)
  /// A text in UTF-8, possibly gzipped, as rows of tokens.
  case text(String, TextWindows)
  /// A generator of ``Generators/all`` and its parameters.
  case synthetic(String, parameters: [String: Double] = [:])
}

/// Rows that the data themselves set aside for validation.
public enum GivenValidation: Sendable, Equatable {
  /// The rows of a table whose cell in this column is this text; the column is no feature.
  case column(String, equals: String)
  /// The rows of a second table with the same columns.
  case table(String)
  /// Two more arrays: files for ``DataSource/arrays(features:target:)``, names of arrays in the
  /// same file for ``DataSource/archive(_:features:target:)``.
  case arrays(features: String, target: String)
}

/// What happens to rows with missing features.
public enum MissingPolicy: String, Sendable, CaseIterable {
  /// They are an error.
  case error
  /// They are left out.
  case dropRow = "drop-row"
  /// The column's mean over the training rows fills them.
  case mean
  /// The column's median over the training rows fills them.
  case median
  /// 0 fills them.
  case zero
}

/// How a source is read.
public struct DataOptions: Sendable, Equatable {
  /// The columns to predict: one, or several numbers in a regression.
  ///
  /// Tables need it; arrays and generators have their own.
  public var target: [String]
  /// The columns to learn from; nil for all but the target and the dropped.
  public var features: [String]?
  /// Columns to leave out.
  public var drop: [String]
  /// Columns to read as categories although they hold numbers, or more texts than
  /// ``maximumCategories``.
  public var categorical: [String]
  /// The most categories that a column of text may have without being named in ``categorical``.
  public var maximumCategories: Int
  /// What separates the cells; nil for a tab in files named .tsv and a comma in others.
  public var delimiter: Unicode.Scalar?
  /// Whether the first line names the columns; if not they are "x1", "x2", ….
  public var hasHeader: Bool
  /// The texts that stand for a missing cell.
  public var missingNames: [String]
  public var missing: MissingPolicy
  /// What to do with the target; nil for a guess by its values.
  public var task: Task?
  public var validation: GivenValidation?
  /// The shape of a row as it is stored; nil for the array's own, or for all columns of a table.
  public var shape: [Int]?
  /// Whether rows are stored as [height, width, channels].
  public var isChannelsLast: Bool
  /// What windows of a table's rows become the rows; nil for the table's rows themselves.
  public var windows: Windows?
  /// The most bytes that a file may hold, unpacked.
  public var byteLimit: Int

  /// What tables of pandas, R and NumPy write for a missing cell.
  public static let standardMissingNames = [
    "", "NA", "N/A", "nan", "NaN", "null", "None", "?",
  ]

  public init(
    target: [String] = [], features: [String]? = nil, drop: [String] = [],
    categorical: [String] = [], maximumCategories: Int = 50, delimiter: Unicode.Scalar? = nil,
    hasHeader: Bool = true, missingNames: [String] = standardMissingNames,
    missing: MissingPolicy = .error, task: Task? = nil, validation: GivenValidation? = nil,
    shape: [Int]? = nil, isChannelsLast: Bool = false, windows: Windows? = nil,
    byteLimit: Int = 2 << 30
  ) {
    self.target = target
    self.features = features
    self.drop = drop
    self.categorical = categorical
    self.maximumCategories = maximumCategories
    self.delimiter = delimiter
    self.hasHeader = hasHeader
    self.missingNames = missingNames
    self.missing = missing
    self.task = task
    self.validation = validation
    self.shape = shape
    self.isChannelsLast = isChannelsLast
    self.windows = windows
    self.byteLimit = byteLimit
  }
}
