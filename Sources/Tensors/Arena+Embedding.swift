#if DOUBLE_PRECISION
internal import CKernelsDouble
#else
internal import CKernels
#endif

extension Arena {
  /// Copies the row of a table [vocabulary, width] that each token picks.
  ///
  /// What is not a whole number in 0 ..< vocabulary gives a row of NaN.
  public func embed(
    _ tokens: Region, count: Int, table: Region, vocabulary: Int, width: Int, into output: Region
  ) {
    unsafe lr_embed(
      start(tokens, atLeast: count), start(table, atLeast: vocabulary * width),
      start(output, atLeast: count * width), count, vocabulary, width)
  }

  /// Adds the gradient of each picked row to the table's; that of the row `padding` is left alone.
  public func addEmbeddingGradient(
    _ tokens: Region, count: Int, outputGradient: Region, into tableGradient: Region,
    vocabulary: Int, width: Int, padding: Int?
  ) {
    unsafe lr_embed_gradient(
      start(tokens, atLeast: count), start(outputGradient, atLeast: count * width),
      start(tableGradient, atLeast: vocabulary * width), count, vocabulary, width, padding ?? -1)
  }
}
