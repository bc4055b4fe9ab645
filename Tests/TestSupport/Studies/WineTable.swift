internal import Records

/// The scales of the wine table's 13 features (UCI, Aeberhard and Forina 1991), to four digits.
public enum WineTable {
  /// Minimum, P5, quartile, median, quartile, P95, maximum, mean and standard deviation.
  static let columns: [(name: String, numbers: [Double])] = [
    ("alcohol", [11.03, 11.66, 12.36, 13.05, 13.68, 14.22, 14.83, 13, 0.8095]),
    ("malic_acid", [0.74, 1.061, 1.603, 1.865, 3.083, 4.456, 5.8, 2.336, 1.114]),
    ("ash", [1.36, 1.92, 2.21, 2.36, 2.558, 2.742, 3.23, 2.367, 0.2736]),
    ("alcalinity_of_ash", [10.6, 14.77, 17.2, 19.5, 21.5, 25, 30, 19.49, 3.33]),
    ("magnesium", [70, 80.85, 88, 98, 107, 124.3, 162, 99.74, 14.24]),
    ("total_phenols", [0.98, 1.38, 1.742, 2.355, 2.8, 3.275, 3.88, 2.295, 0.6241]),
    ("flavanoids", [0.34, 0.5455, 1.205, 2.135, 2.875, 3.498, 5.08, 2.029, 0.996]),
    ("nonflavanoid_phenols", [0.13, 0.19, 0.27, 0.34, 0.4375, 0.6, 0.66, 0.3619, 0.1241]),
    ("proanthocyanins", [0.41, 0.73, 1.25, 1.555, 1.95, 2.709, 3.58, 1.591, 0.5707]),
    ("color_intensity", [1.28, 2.114, 3.22, 4.69, 6.2, 9.598, 13, 5.058, 2.312]),
    ("hue", [0.48, 0.57, 0.7825, 0.965, 1.12, 1.285, 1.71, 0.9574, 0.2279]),
    (
      "od280_per_od315_of_diluted_wines",
      [1.27, 1.462, 1.938, 2.78, 3.17, 3.58, 4, 2.612, 0.708]
    ),
    ("proline", [278, 354.6, 500.5, 673.5, 985, 1297, 1680, 746.9, 314]),
  ]

  public static let names = columns.map(\.name)

  /// A feature's scale; features beyond the table repeat it at other magnitudes.
  static func summary(_ index: Int) -> FeatureSummary {
    let numbers = columns[index % columns.count].numbers
    let factor = [1, 30, 0.01, 1000, -1][index / columns.count % 5]
    let scaled = numbers.prefix(8).map { $0 * factor }
    let sorted = factor < 0 ? Array(scaled.prefix(7).reversed()) : Array(scaled.prefix(7))
    return FeatureSummary(
      minimum: sorted[0], percentile5: sorted[1], lowerQuartile: sorted[2], median: sorted[3],
      upperQuartile: sorted[4], percentile95: sorted[5], maximum: sorted[6], mean: scaled[7],
      standardDeviation: numbers[8] * factor.magnitude)
  }

  /// The same feature with its mean taken off and divided by its standard deviation.
  static func standardised(_ raw: FeatureSummary) -> FeatureSummary {
    func z(_ value: Double) -> Double { (value - raw.mean) / raw.standardDeviation }
    return FeatureSummary(
      minimum: z(raw.minimum), percentile5: z(raw.percentile5),
      lowerQuartile: z(raw.lowerQuartile), median: z(raw.median),
      upperQuartile: z(raw.upperQuartile), percentile95: z(raw.percentile95),
      maximum: z(raw.maximum), mean: 0, standardDeviation: 1)
  }
}
