import Learning
import Tensors
import Testing

/// Runs that PyTorch made with the same data, initial weights and batches, compared throughout.
@Suite struct RunParityTests {
  @Test(arguments: try ParityCase.family("layers"))
  func layersMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("losses"))
  func lossesMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("optimizers"))
  func optimizersMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("penalties"))
  func penaltiesClippingAndAccumulationMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("schedules"))
  func schedulesMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("combinations"))
  func combinationsMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("wide"))
  func wideNetworksMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("blocks"))
  func blocksMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("convolutions"))
  func convolutionsMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("pools"))
  func poolsMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("shaping"))
  func shapingMatchesPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("normalizations"))
  func normsMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("recurrent"))
  func recurrentLayersMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("embeddings"))
  func embeddingsMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("attention"))
  func attentionMatchesPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  @Test(arguments: try ParityCase.family("networks"))
  func wholeNetworksMatchPyTorch(_ parity: ParityCase) throws {
    try compare(parity)
  }

  private func compare(
    _ parity: ParityCase, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let deviations = try RecordedRun(of: parity).deviations
    #expect(!deviations.isEmpty, sourceLocation: sourceLocation)
    let excessive = deviations.filter { !($0.error <= Deviation.allowed) }
    #expect(
      excessive.isEmpty,
      """
      \(parity.name): the worst is \(excessive.max()?.description ?? "none"), the first \
      \(excessive.first?.description ?? "none")
      """, sourceLocation: sourceLocation)
  }
}
