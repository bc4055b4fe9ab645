internal import Glibc

#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// Attention of each head of each row: softmax(QKᵀ / √d) V, and the probabilities that it took.
  ///
  /// `probabilities` holds heads × steps × steps for each row. Where `mask` is not empty, it holds
  /// as many factors of the probabilities, and `scratch` steps × steps numbers.
  public func attend(
    _ parts: AttentionParts, rows: Int, _ shape: AttentionShape, probabilities: Region,
    mask: Region, scratch: Region, into output: MatrixPart
  ) {
    for row in 0..<rows {
      for head in 0..<shape.heads {
        let queries = parts.queries.head(head, row, shape)
        let keys = parts.keys.head(head, row, shape)
        let place = (row * shape.heads + head) * shape.square
        let share = probabilities.part(place, shape.square)
        lookAhead(queries, keys, into: share, shape)
        unsafe lr_attention_softmax(
          start(share), shape.steps, shape.scale, shape.isCausal ? 1 : 0)
        var kept = share
        if !mask.isEmpty {
          kept = scratch.first(shape.square)
          multiply(share, mask.part(place, shape.square), into: kept, count: shape.square)
        }
        gather(
          kept, parts.values.head(head, row, shape), into: output.head(head, row, shape), plus: 0,
          shape)
      }
    }
  }

  /// The gradients of queries, keys and values from that of the output.
  ///
  /// They replace what is there, or where the three are one matrix, their sum does (`addsUp`).
  /// `scratch` holds steps × steps numbers, twice as many where `mask` is not empty.
  public func attendGradient(
    _ parts: AttentionParts, rows: Int, _ shape: AttentionShape, probabilities: Region,
    mask: Region, scratch: Region, outputGradient: MatrixPart, into gradients: AttentionParts,
    addsUp: Bool
  ) {
    let plus: Scalar = addsUp ? 1 : 0
    for row in 0..<rows {
      for head in 0..<shape.heads {
        let queries = parts.queries.head(head, row, shape)
        let keys = parts.keys.head(head, row, shape)
        let outputs = outputGradient.head(head, row, shape)
        let place = (row * shape.heads + head) * shape.square
        let share = probabilities.part(place, shape.square)
        let slope = scratch.first(shape.square)
        lookAhead(outputs, parts.values.head(head, row, shape), into: slope, shape)
        var kept = share
        if !mask.isEmpty {
          let factors = mask.part(place, shape.square)
          kept = scratch.part(shape.square, shape.square)
          multiply(share, factors, into: kept, count: shape.square)
          multiply(slope, factors, into: slope, count: shape.square)
        }
        spread(kept, outputs, into: gradients.values.head(head, row, shape), plus: 0, shape)
        unsafe lr_attention_softmax_gradient(
          start(share), start(slope), shape.steps, shape.scale, shape.isCausal ? 1 : 0)
        gather(slope, keys, into: gradients.queries.head(head, row, shape), plus: plus, shape)
        spread(slope, queries, into: gradients.keys.head(head, row, shape), plus: plus, shape)
      }
    }
  }

  /// steps × steps products of two matrices' lines; causal ones up to the end of each block.
  private func lookAhead(
    _ first: MatrixPart, _ second: MatrixPart, into products: Region, _ shape: AttentionShape
  ) {
    let steps = shape.steps
    for start in stride(from: 0, to: steps, by: shape.block) {
      let end = min(start + shape.block, steps)
      product(
        first.line(start), second.transposed, into: MatrixPart(products, stride: steps).line(start),
        rows: end - start, columns: shape.isCausal ? end : steps, inner: shape.headWidth)
    }
  }

  /// A steps × steps matrix times a matrix of lines; a causal one holds zeros above its diagonal.
  private func gather(
    _ square: Region, _ lines: MatrixPart, into result: MatrixPart, plus: Scalar,
    _ shape: AttentionShape
  ) {
    let steps = shape.steps
    for start in stride(from: 0, to: steps, by: shape.block) {
      let end = min(start + shape.block, steps)
      product(
        MatrixPart(square, stride: steps).line(start), lines, into: result.line(start),
        rows: end - start, columns: shape.headWidth, inner: shape.isCausal ? end : steps,
        plus: plus)
    }
  }

  /// A steps × steps matrix, transposed, times a matrix of lines.
  private func spread(
    _ square: Region, _ lines: MatrixPart, into result: MatrixPart, plus: Scalar,
    _ shape: AttentionShape
  ) {
    let steps = shape.steps
    for start in stride(from: 0, to: steps, by: shape.block) {
      let end = min(start + shape.block, steps)
      let first = shape.isCausal ? start : 0
      var columns = MatrixPart(square, stride: steps).line(first)
      columns.offset += start
      product(
        columns.transposed, lines.line(first), into: result.line(start), rows: end - start,
        columns: shape.headWidth, inner: steps - first, plus: plus)
    }
  }
}

extension MatrixPart {
  /// The matrix from one of its lines on.
  fileprivate func line(_ index: Int) -> MatrixPart {
    MatrixPart(region, offset: offset + index * stride, stride: stride)
  }

  fileprivate var transposed: MatrixPart {
    MatrixPart(region, offset: offset, stride: stride, isTransposed: true)
  }

  /// One head's columns of one row's lines.
  fileprivate func head(_ head: Int, _ row: Int, _ shape: AttentionShape) -> MatrixPart {
    MatrixPart(
      region, offset: offset + row * shape.steps * stride + head * shape.headWidth, stride: stride)
  }
}

extension Arena {
  /// Adds the same numbers to each row.
  public func addToRows(
    _ input: Region, table: Region, into output: Region, rows: Int, width: Int
  ) {
    unsafe lr_add_to_rows(
      start(input, atLeast: rows * width), start(table, atLeast: width),
      start(output, atLeast: rows * width), rows, width)
  }

  /// Sines and cosines of a step in turn, at rates from 1 down to 1 / 10 000.
  ///
  ///     sin(t / 10000^(2i / width)) at 2i, cos(t / 10000^(2i / width)) at 2i + 1
  public func makeSinusoids(_ table: Region, steps: Int, width: Int) {
    let first = unsafe start(table, atLeast: steps * width)
    for column in 0..<width {
      let rate = pow(10_000, -Double(column / 2 * 2) / Double(width))
      for step in 0..<steps {
        let angle = Double(step) * rate
        unsafe first[step * width + column] = Scalar(column % 2 == 0 ? sin(angle) : cos(angle))
      }
    }
  }
}
