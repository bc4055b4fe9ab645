#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// Copies chosen rows of a matrix outside the arena into a region.
  ///
  /// Every number must be below the matrix's number of rows.
  public func gather(
    _ rows: Span<Int32>, of matrix: Span<Scalar>, width: Int, into region: Region
  ) {
    let target = unsafe start(region, atLeast: rows.count * width)
    let limit = width == 0 ? 0 : Int32(clamping: matrix.count / width)
    var isInside = true
    for i in rows.indices { isInside = isInside && rows[i] >= 0 && rows[i] < limit }
    precondition(isInside, "a row lies outside 0 ..< \(limit)")
    unsafe matrix.withUnsafeBufferPointer { source in
      unsafe rows.withUnsafeBufferPointer { chosen in
        unsafe lr_gather(source.baseAddress, chosen.baseAddress, target, chosen.count, width)
      }
    }
  }

  /// Copies a matrix that may lie inside a larger one into another such place.
  public func copy(_ source: MatrixPart, to target: MatrixPart, rows: Int, columns: Int) {
    precondition(!source.isTransposed && !target.isTransposed, "a copy is not transposed")
    let from = unsafe start(source, rows: rows, columns: columns)
    let to = unsafe start(target, rows: rows, columns: columns)
    for row in 0..<rows {
      unsafe (to + row * target.stride).update(from: from + row * source.stride, count: columns)
    }
  }

  /// Copies consecutive numbers from outside the arena into a region.
  public func load(_ numbers: Span<Scalar>, from first: Int, count: Int, into region: Region) {
    precondition(first >= 0 && count >= 0 && first <= numbers.count - count, "outside the numbers")
    let target = unsafe start(region, atLeast: count)
    unsafe numbers.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe target.update(from: start + first, count: count)
    }
  }

  /// The matrix of a region, transposed, as an array of its own.
  public func transposedValues(_ region: Region, rows: Int, width: Int) -> [Scalar] {
    let source = unsafe start(region, atLeast: rows * width)
    return unsafe Array(unsafeUninitializedCapacity: rows * width) { buffer, count in
      guard let target = buffer.baseAddress else { return }
      unsafe lr_transpose(source, target, rows, width)
      count = rows * width
    }
  }

  /// Puts the matrix of one region into another, transposed.
  public func transpose(_ source: Region, into target: Region, rows: Int, width: Int) {
    unsafe lr_transpose(
      start(source, atLeast: rows * width), start(target, atLeast: rows * width), rows, width)
  }

  /// Puts a matrix of `rows` × `width` into a region, transposed.
  public func storeTransposed(_ values: [Scalar], in region: Region, rows: Int, width: Int) {
    precondition(values.count == rows * width, "\(values.count) numbers for \(rows) × \(width)")
    let target = unsafe start(region, atLeast: rows * width)
    unsafe values.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe lr_transpose(start, target, rows, width)
    }
  }
}

extension Arena {
  /// Copies columns of a matrix in one region into columns of a matrix in another.
  public func copyColumns(
    of source: Region, width: Int, from first: Int, into target: Region, width targetWidth: Int,
    at place: Int, columns: Int, rows: Int
  ) {
    precondition(
      first >= 0 && place >= 0 && first + columns <= width && place + columns <= targetWidth,
      "columns outside their matrix")
    unsafe lr_copy_columns(
      start(source, atLeast: rows * width), width, first,
      start(target, atLeast: rows * targetWidth), targetWidth, place, columns, rows)
  }
}
