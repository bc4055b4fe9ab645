extension Dataset {
  /// The rows in the shape that the options ask for, channels before height and width.
  ///
  /// The shape is that of a row as it is stored; where the channels are stored last,
  /// [height, width, channels] then becomes [channels, height, width].
  func shaped(_ options: DataOptions) throws(DataError) -> Dataset {
    guard options.shape != nil || options.isChannelsLast else { return self }
    var shaped = self
    if let shape = options.shape {
      guard elementCount(shape, limit: features.columnCount) == features.columnCount else {
        throw misfit(shape)
      }
      shaped.rowShape = shape
    }
    if options.isChannelsLast {
      let shape = shaped.rowShape
      guard shape.count == 3 else {
        throw DataError(
          name, "channels can't stand last in rows of the shape \(shape)",
          expected: "rows of [height, width, channels], by \"shape\" where they are flat",
          option: "channels-last")
      }
      shaped.features.values = channelsFirst(
        features.values, pixels: shape[0] * shape[1], channels: shape[2])
      shaped.rowShape = [shape[2], shape[0], shape[1]]
    }
    let layout = RowLayout(shaped.rowShape)
    let keepsNames = layout.positions == 1 && features.positions == 1
    shaped.features = layout.features(
      shaped.features.values, rowCount: rowCount, names: keepsNames ? featureNames : nil)
    return shaped
  }

  /// Puts the channels of each row before its pixels.
  private func channelsFirst(_ values: [Double], pixels: Int, channels: Int) -> [Double] {
    var moved: [Double] = []
    moved.reserveCapacity(values.count)
    for row in 0..<rowCount {
      let start = row * pixels * channels
      for channel in 0..<channels {
        for pixel in 0..<pixels { moved.append(values[start + pixel * channels + channel]) }
      }
    }
    return moved
  }

  private func misfit(_ shape: [Int]) -> DataError {
    let width = features.columnCount
    let product = elementCount(shape, limit: 1 << 53).map(\.description) ?? "too many"
    return DataError(
      name, "the shape \(shape) holds \(product) numbers and a row holds \(width)",
      suggestion: "did you mean \(nearestShape(to: shape, holding: width))?", option: "shape")
  }
}

/// The shape of the same number of axes that holds so many numbers and changes the least.
///
/// One extent is changed where the others divide the count, the relatively smallest change first;
/// else height and width become the root of what the channels leave, or the row stays flat.
func nearestShape(to shape: [Int], holding count: Int) -> [Int] {
  var best: (change: Double, shape: [Int])?
  for axis in shape.indices {
    var others = shape
    others.remove(at: axis)
    guard let rest = elementCount(others, limit: count), rest > 0, count % rest == 0 else {
      continue
    }
    var fitting = shape
    fitting[axis] = count / rest
    let (a, b) = (Double(max(1, shape[axis])), Double(fitting[axis]))
    let change = max(a / b, b / a)
    if best.map({ change < $0.change }) ?? true { best = (change, fitting) }
  }
  if let best { return best.shape }
  for channels in [shape.first ?? 1, 1, 3, 4] where shape.count == 3 && channels > 0 {
    let side = Int((Double(count) / Double(channels)).squareRoot())
    if channels * side * side == count { return [channels, side, side] }
  }
  return [count]
}
