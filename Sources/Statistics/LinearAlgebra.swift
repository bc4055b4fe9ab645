internal import COpenBLAS
internal import Glibc

/// The eigenvalues of a symmetric matrix in ascending order, by LAPACK's dsyevd.
///
/// `matrix` is row-major; only its upper triangle is read. Nil where it is not finite, or where LAPACK
/// fails to converge.
///
/// Reference: Anderson et al., "LAPACK Users' Guide", 3rd edition, 1999.
public func symmetricEigenvalues(_ matrix: [Double], order: Int) -> [Double]? {
  precondition(matrix.count == order * order, "\(matrix.count) numbers are no \(order)×\(order)")
  guard order > 0 else { return [] }
  guard matrix.allSatisfy(\.isFinite) else { return nil }
  var a = matrix
  var values = [Double](repeating: 0, count: order)
  var work = [Double](repeating: 0, count: 2 * order + 1)
  var integers: [Int32] = [0]
  var (n, size, integerSize, info) = (Int32(order), Int32(work.count), Int32(1), Int32(0))
  // Column-major LAPACK sees the transpose: its lower triangle is our upper one.
  unsafe dsyevd_("N", "L", &n, &a, &n, &values, &work, &size, &integers, &integerSize, &info, 1, 1)
  return info == 0 ? values : nil
}

/// The singular values of a matrix given column by column, in descending order, by LAPACK's dgesdd.
func singularValues(columns a: [Double], rows: Int, count: Int) -> [Double]? {
  guard rows > 0, count > 0, a.allSatisfy(\.isFinite) else { return nil }
  var a = a
  var values = [Double](repeating: 0, count: min(rows, count))
  var integers = [Int32](repeating: 0, count: 8 * values.count)
  var (m, n, one, info) = (Int32(rows), Int32(count), Int32(1), Int32(0))
  var (left, right) = ([0.0], [0.0])
  var work = [0.0]
  var size: Int32 = -1
  for _ in 0..<2 {
    unsafe dgesdd_(
      "N", &m, &n, &a, &m, &values, &left, &one, &right, &one, &work, &size, &integers, &info, 1)
    guard info == 0 else { return nil }
    if size < 0 {
      size = Int32(work[0])
      work = [Double](repeating: 0, count: Int(size))
    }
  }
  return values
}

/// Row-major features as columns, with a last column of ones for the bias.
private func designColumns(_ features: [Double], rows: Int, columns: Int) -> [Double] {
  precondition(
    features.count == rows * columns, "\(features.count) numbers are no \(rows)×\(columns) table")
  var design = [Double](repeating: 1, count: rows * (columns + 1))
  for row in 0..<rows {
    for column in 0..<columns { design[column * rows + row] = features[row * columns + column] }
  }
  return design
}

/// The condition number of X'X/n, X with a bias column: how many times steeper than flat the loss is.
///
/// The square of the ratio of X's largest to its smallest singular value, which is accurate where the
/// eigenvalues of X'X itself would drown in rounding. Infinite where X has not full column rank (fewer
/// rows than columns, a constant or repeated column), NaN where a feature is not finite.
///
/// `features` holds the table row by row, without the bias.
public func conditionNumber(features: [Double], rows: Int, columns: Int) -> Double {
  let design = designColumns(features, rows: rows, columns: columns)
  guard let values = singularValues(columns: design, rows: rows, count: columns + 1),
    let largest = values.first, let smallest = values.last
  else { return .nan }
  let negligible = Double(max(rows, columns + 1)) * Double.ulpOfOne * largest
  guard rows > columns, smallest > negligible else { return .infinity }
  return largest / smallest * (largest / smallest)
}

/// The largest eigenvalue of a linear model's Hessian under mean squared error, with bias.
///
/// The loss is the mean over rows and over `width` outputs, so the Hessian is 2 X'X / (n · width) for
/// each output. Nil where a feature is not finite.
///
/// `features` holds the table row by row, without the bias.
public func largestLinearCurvature(
  features: [Double], rows: Int, columns: Int, width: Int = 1
) -> Double? {
  let design = designColumns(features, rows: rows, columns: columns)
  return singularValues(columns: design, rows: rows, count: columns + 1)?.first.map {
    2 * $0 * $0 / Double(rows * width)
  }
}

/// The least mean squared error that a linear model with bias reaches on these rows.
///
/// The mean is over rows and outputs. Columns that depend on others do no harm: dgelsd takes the
/// shortest of the best solutions. Nil where a number is not finite or there are no rows.
///
/// `features` holds the table row by row, without the bias.
public func linearOptimum(
  features: [Double], rows: Int, columns: Int, targets: [Double], width: Int = 1
) -> Double? {
  precondition(targets.count == rows * width, "\(targets.count) targets are no \(rows)×\(width)")
  let design = designColumns(features, rows: rows, columns: columns)
  guard rows > 0, width > 0, design.allSatisfy(\.isFinite), targets.allSatisfy(\.isFinite) else {
    return nil
  }
  // A column's scale changes no optimum, but decides what dgelsd takes for dependent.
  var a = design
  for column in 0...columns {
    let range = column * rows..<(column + 1) * rows
    let scale = a[range].reduce(0) { max($0, abs($1)) }
    if scale > 0 { for i in range { a[i] /= scale } }
  }
  let scaled = a
  let height = max(rows, columns + 1)
  var b = [Double](repeating: 0, count: height * width)
  for row in 0..<rows {
    for output in 0..<width { b[output * height + row] = targets[row * width + output] }
  }
  var values = [Double](repeating: 0, count: min(rows, columns + 1))
  var (m, n, k, ldb) = (Int32(rows), Int32(columns + 1), Int32(width), Int32(height))
  var (rank, info, size, tolerance) = (Int32(0), Int32(0), Int32(-1), -1.0)
  var work = [0.0]
  var integers: [Int32] = [0]
  for _ in 0..<2 {
    unsafe dgelsd_(
      &m, &n, &k, &a, &m, &b, &ldb, &values, &tolerance, &rank, &work, &size, &integers, &info)
    guard info == 0 else { return nil }
    if size < 0 {
      size = Int32(work[0])
      work = [Double](repeating: 0, count: Int(size))
      integers = [Int32](repeating: 0, count: max(1, Int(integers[0])))
    }
  }
  var sum = 0.0
  for output in 0..<width {
    for row in 0..<rows {
      var residual = targets[row * width + output]
      for column in 0...columns {
        residual -= scaled[column * rows + row] * b[output * height + column]
      }
      sum += residual * residual
    }
  }
  return sum / Double(rows * width)
}
