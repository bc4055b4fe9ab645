internal import COpenBLAS

#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

#if DOUBLE_PRECISION
private let gemm = unsafe cblas_dgemm
#else
private let gemm = unsafe cblas_sgemm
#endif

extension Arena {
  /// Rows times a weight [inputs, outputs], plus a bias unless that is empty.
  public func affine(
    _ input: Region, weight: Region, bias: Region, into output: Region, rows: Int, inputs: Int,
    outputs: Int
  ) {
    let x = unsafe start(input, atLeast: rows * inputs)
    let w = unsafe start(weight, atLeast: inputs * outputs)
    let y = unsafe start(output, atLeast: rows * outputs)
    if outputs == 1 {
      unsafe lr_row_products(x, w, bias.isEmpty ? 0 : start(bias)[0], y, rows, inputs)
      return
    }
    if !bias.isEmpty { unsafe lr_fill_rows(start(bias, atLeast: outputs), y, rows, outputs) }
    unsafe multiply(
      x, transposed: false, w, transposed: false, into: y, plus: bias.isEmpty ? 0 : 1,
      Sizes(rows: rows, columns: outputs, inner: inputs))
  }

  /// The gradient of a weight [inputs, outputs]: the inputs, transposed, times the outputs' gradient.
  public func addWeightGradient(
    of input: Region, outputGradient: Region, into weightGradient: Region, rows: Int, inputs: Int,
    outputs: Int, accumulates: Bool
  ) {
    let x = unsafe start(input, atLeast: rows * inputs)
    let dy = unsafe start(outputGradient, atLeast: rows * outputs)
    let dw = unsafe start(weightGradient, atLeast: inputs * outputs)
    if outputs == 1 {
      unsafe lr_weighted_row_sum(x, dy, dw, rows, inputs, accumulates ? 1 : 0)
      return
    }
    unsafe multiply(
      x, transposed: true, dy, transposed: false, into: dw, plus: accumulates ? 1 : 0,
      Sizes(rows: inputs, columns: outputs, inner: rows))
  }

  /// The gradient of the inputs: the outputs' gradient times the weight [inputs, outputs] transposed.
  public func inputGradient(
    outputGradient: Region, weight: Region, into inputGradient: Region, rows: Int, inputs: Int,
    outputs: Int
  ) {
    let dy = unsafe start(outputGradient, atLeast: rows * outputs)
    let w = unsafe start(weight, atLeast: inputs * outputs)
    let dx = unsafe start(inputGradient, atLeast: rows * inputs)
    if outputs == 1 {
      unsafe lr_outer_product(dy, w, dx, rows, inputs)
      return
    }
    unsafe multiply(
      dy, transposed: false, w, transposed: true, into: dx, plus: 0,
      Sizes(rows: rows, columns: inputs, inner: outputs))
  }

  /// c = scale · ab + plus · c of matrices that lie inside larger ones.
  ///
  /// c has `rows` × `columns` numbers and is not to be transposed; a factor `plus` of 0 overwrites
  /// even NaN. Every part must lie inside its region.
  public func product(
    _ a: MatrixPart, _ b: MatrixPart, into c: MatrixPart, rows: Int, columns: Int, inner: Int,
    scale: Scalar = 1, plus: Scalar = 0
  ) {
    precondition(
      rows > 0 && columns > 0 && inner > 0, "a product of \(rows) × \(inner) × \(columns)")
    precondition(!c.isTransposed, "a product is not written transposed")
    let first = unsafe start(a, rows: rows, columns: inner)
    let second = unsafe start(b, rows: inner, columns: columns)
    let result = unsafe start(c, rows: rows, columns: columns)
    unsafe gemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
      b.isTransposed ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), scale,
      first, Int32(a.stride), second, Int32(b.stride), plus, result, Int32(c.stride))
  }

  /// Where a part begins, once all of it is known to lie inside its region.
  func start(
    _ part: MatrixPart, rows: Int, columns: Int
  ) -> UnsafeMutablePointer<Scalar> {
    let (lines, length) = part.isTransposed ? (columns, rows) : (rows, columns)
    precondition(part.offset >= 0 && part.stride >= length, "rows of a matrix overlap")
    let count = part.offset + (lines - 1) * part.stride + length
    return unsafe start(part.region, atLeast: count) + part.offset
  }

  /// The sum of a matrix's rows.
  public func sumColumns(
    _ matrix: Region, into sums: Region, rows: Int, width: Int, accumulates: Bool
  ) {
    unsafe lr_sum_columns(
      start(matrix, atLeast: rows * width), start(sums, atLeast: width), rows, width,
      accumulates ? 1 : 0)
  }

  /// The product of two regions, number by number.
  public func multiply(_ first: Region, _ second: Region, into product: Region, count: Int) {
    unsafe lr_multiply(
      start(first, atLeast: count), start(second, atLeast: count), start(product, atLeast: count),
      count)
  }

  /// The sum of two regions, number by number; the sum may take the first one's place.
  public func sum(_ first: Region, _ second: Region, into sum: Region, count: Int) {
    unsafe lr_sum(
      start(first, atLeast: count), start(second, atLeast: count), start(sum, atLeast: count),
      count)
  }

  /// Multiplies a region by another, number by number.
  public func scale(_ region: Region, by factors: Region) {
    let target = unsafe start(region)
    unsafe lr_multiply(target, start(factors, atLeast: region.count), target, region.count)
  }

  /// The sizes of a product: rows × inner times inner × columns.
  private struct Sizes {
    let rows: Int
    let columns: Int
    let inner: Int
  }

  /// c = ab + plus · c, the factors transposed where asked; a factor of 0 overwrites even NaN.
  private func multiply(
    _ a: UnsafePointer<Scalar>, transposed aIsTransposed: Bool, _ b: UnsafePointer<Scalar>,
    transposed bIsTransposed: Bool, into c: UnsafeMutablePointer<Scalar>, plus: Scalar,
    _ sizes: Sizes
  ) {
    unsafe gemm(
      CblasRowMajor, aIsTransposed ? CblasTrans : CblasNoTrans,
      bIsTransposed ? CblasTrans : CblasNoTrans, Int32(sizes.rows), Int32(sizes.columns),
      Int32(sizes.inner), 1, a, Int32(aIsTransposed ? sizes.rows : sizes.inner), b,
      Int32(bIsTransposed ? sizes.inner : sizes.columns), plus, c, Int32(sizes.columns))
  }
}
