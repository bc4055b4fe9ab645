#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// The tangent of ``attend(_:rows:_:probabilities:mask:scratch:into:)``'s output, from those of
  /// queries, keys and values; `lines` holds steps numbers.
  public func attendTangent(
    _ parts: AttentionParts, along tangents: AttentionParts, rows: Int, _ shape: AttentionShape,
    probabilities: Region, mask: Region, lines: Region, into output: MatrixPart
  ) {
    let line = unsafe start(lines, atLeast: shape.steps)
    for row in 0..<rows {
      for head in 0..<shape.heads {
        let square = ((row * shape.heads + head) * shape.square, shape.square)
        var (own, moved) = unsafe (
          headLines(of: parts, row, head, shape), headLines(of: tangents, row, head, shape)
        )
        unsafe lr_attention_tangent(
          &own, &moved, start(probabilities.part(square.0, square.1)),
          mask.isEmpty ? nil : start(mask.part(square.0, square.1)), line,
          place(output, row, head, shape), output.stride)
      }
    }
  }

  /// Adds the tangents of the gradients of queries, keys and values; `lines` holds 3 × steps numbers.
  public func attendGradientTangent(
    _ parts: AttentionParts, along tangents: AttentionParts, rows: Int, _ shape: AttentionShape,
    probabilities: Region, mask: Region, lines: Region, outputGradient: MatrixPart,
    gradientTangent: MatrixPart, to result: AttentionParts
  ) {
    precondition(outputGradient.stride == gradientTangent.stride, "gradients of two strides")
    let work = unsafe start(lines, atLeast: 3 * shape.steps)
    for row in 0..<rows {
      for head in 0..<shape.heads {
        let square = ((row * shape.heads + head) * shape.square, shape.square)
        var (own, moved) = unsafe (
          headLines(of: parts, row, head, shape), headLines(of: tangents, row, head, shape)
        )
        unsafe lr_attention_gradient_tangent(
          &own, &moved, start(probabilities.part(square.0, square.1)),
          mask.isEmpty ? nil : start(mask.part(square.0, square.1)), work,
          place(outputGradient, row, head, shape), place(gradientTangent, row, head, shape),
          outputGradient.stride, place(result.queries, row, head, shape),
          place(result.keys, row, head, shape), place(result.values, row, head, shape),
          result.queries.stride)
      }
    }
  }

  private func headLines(
    of parts: AttentionParts, _ row: Int, _ head: Int, _ shape: AttentionShape
  ) -> lr_attention {
    unsafe lr_attention(
      n: shape.steps, d: shape.headWidth, q: place(parts.queries, row, head, shape),
      k: place(parts.keys, row, head, shape), v: place(parts.values, row, head, shape),
      stride: parts.queries.stride, scale: Double(shape.scale), causal: shape.isCausal ? 1 : 0)
  }

  /// The first number of one head's columns of one row's lines, once all of them lie inside.
  private func place(
    _ part: MatrixPart, _ row: Int, _ head: Int, _ shape: AttentionShape
  ) -> UnsafeMutablePointer<Scalar> {
    let offset = part.offset + row * shape.steps * part.stride + head * shape.headWidth
    let length = (shape.steps - 1) * part.stride + shape.headWidth
    return unsafe start(part.region.part(offset, length))
  }
}
