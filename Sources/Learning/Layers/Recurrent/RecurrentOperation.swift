internal import Tensors

/// The loop over steps that all recurrent layers share: sizes and places of its numbers.
///
/// Memory has the steps first, [steps, rows, width], so that each step's rows lie together: one product
/// makes the inputs' shares of all sums, and what remains a step is one product with the state before.
struct RecurrentOperation: Operation {
  let cell: RecurrentCell
  let steps: Int
  let inputs: Int
  let hidden: Int
  let layers: Int
  let directions: Int
  let hasBias: Bool
  let output: RecurrentStack.Output
  /// 0 where no layer stands above another.
  let dropout: Scalar

  /// One of a layer's directions.
  struct Track: BitwiseCopyable {
    var layer: Int
    var direction: Int
  }

  /// The width of a layer's states, those of both directions together.
  var stateWidth: Int { hidden * directions }

  /// Sums of one step, row and direction.
  var sumWidth: Int { cell.gates * hidden }

  func inputWidth(of layer: Int) -> Int { layer == 0 ? inputs : stateWidth }

  // MARK: Workspace: numbers of one row, times the pass's rows

  private var maskSize: Int { dropout > 0 ? 2 * steps * stateWidth : 0 }
  private var trackSize: Int { steps * (sumWidth + cell.kept * hidden) }
  var layerSize: Int { steps * stateWidth + maskSize + directions * trackSize }
  private var scratch: Int { steps * inputs + layers * layerSize }
  private var sumGradientSize: Int { steps * sumWidth * (cell.keepsProductsApart ? 2 : 1) }
  private var sequenceSize: Int { steps * max(stateWidth, inputs) }

  var workspace: (perRow: Int, fixed: Int) {
    (
      scratch + sumGradientSize + 2 * sequenceSize + 2 * hidden + sumWidth,
      sumWidth + sumWidth * hidden
    )
  }

  /// One direction's biases, added up.
  func biasSums(in buffers: LayerBuffers) -> Region { buffers.fixed.part(0, sumWidth) }

  /// One direction's weight of the state as PyTorch has it, [gates · hidden, hidden].
  func transposedWeight(in buffers: LayerBuffers) -> Region {
    buffers.fixed.part(sumWidth, sumWidth * hidden)
  }

  /// Whether all sizes can be multiplied without overflow.
  var isCountable: Bool {
    let width = Double(hidden) * Double(2 * directions * cell.gates) + Double(inputs)
    let perRow = Double(steps) * width * Double(4 * (layers + 2))
    return perRow < 1e15 && width * width * Double(layers) < 1e15
  }

  /// The inputs, steps first.
  func inputs(in buffers: LayerBuffers, rows: Int) -> Region {
    buffers.workspace.part(0, rows * steps * inputs)
  }

  /// The states of a layer at all steps.
  func states(of layer: Int, in buffers: LayerBuffers, rows: Int) -> Region {
    buffers.workspace.part(
      rows * (steps * inputs + layer * layerSize), rows * steps * stateWidth)
  }

  /// The dropout mask on a layer's states.
  func mask(of layer: Int, in buffers: LayerBuffers, rows: Int) -> Region {
    let start = steps * inputs + layer * layerSize + steps * stateWidth
    return buffers.workspace.part(rows * start, rows * steps * stateWidth)
  }

  /// What the mask leaves of a layer's states.
  func masked(of layer: Int, in buffers: LayerBuffers, rows: Int) -> Region {
    let start = steps * inputs + layer * layerSize + 2 * steps * stateWidth
    return buffers.workspace.part(rows * start, rows * steps * stateWidth)
  }

  /// The gates at all steps.
  func gates(of track: Track, in buffers: LayerBuffers, rows: Int) -> Region {
    buffers.workspace.part(rows * start(of: track), rows * steps * sumWidth)
  }

  /// What a cell keeps at all steps; `index` tells an LSTM's tanh from its cell state.
  func kept(_ index: Int, of track: Track, in buffers: LayerBuffers, rows: Int) -> Region {
    let start = start(of: track) + steps * (sumWidth + index * hidden)
    return buffers.workspace.part(rows * start, rows * steps * hidden)
  }

  private func start(of track: Track) -> Int {
    steps * inputs + track.layer * layerSize + steps * stateWidth + maskSize
      + track.direction * trackSize
  }

  /// The gradients of the sums at all steps, as the inputs see them.
  func sumGradients(in buffers: LayerBuffers, rows: Int) -> Region {
    buffers.workspace.part(rows * scratch, rows * steps * sumWidth)
  }

  /// The gradients of the sums at all steps, as the states see them.
  func productGradients(in buffers: LayerBuffers, rows: Int) -> Region {
    let start = cell.keepsProductsApart ? scratch + steps * sumWidth : scratch
    return buffers.workspace.part(rows * start, rows * steps * sumWidth)
  }

  /// One of two regions for the gradients of a layer's inputs or states at all steps.
  func sequence(_ index: Int, in buffers: LayerBuffers, rows: Int, width: Int) -> Region {
    let start = scratch + sumGradientSize + index * sequenceSize
    return buffers.workspace.part(rows * start, rows * steps * width)
  }

  /// The gradient of one step's state (0) or cell state (1).
  func carried(_ index: Int, in buffers: LayerBuffers, rows: Int) -> Region {
    let start = scratch + sumGradientSize + 2 * sequenceSize + index * hidden
    return buffers.workspace.part(rows * start, rows * hidden)
  }

  /// The products of one step's state.
  func products(in buffers: LayerBuffers, rows: Int) -> Region {
    let start = scratch + sumGradientSize + 2 * sequenceSize + 2 * hidden
    return buffers.workspace.part(rows * start, rows * sumWidth)
  }

  // MARK: Parameters

  /// The tensors of one direction within a slice of parameters or gradients.
  struct Tensors: BitwiseCopyable {
    var inputWeight: Region
    var stateWeight: Region
    /// Both empty where there is no bias.
    var inputBias = Region.empty
    var stateBias = Region.empty
    /// Both biases, one after the other.
    var biases = Region.empty
  }

  func tensors(of track: Track, in slice: Region) -> Tensors {
    func size(_ layer: Int) -> Int {
      sumWidth * (inputWidth(of: layer) + hidden + (hasBias ? 2 : 0))
    }
    var start = track.direction * size(track.layer)
    if track.layer > 0 { start += directions * (size(0) + (track.layer - 1) * size(1)) }
    let inputCount = sumWidth * inputWidth(of: track.layer)
    var tensors = Tensors(
      inputWeight: slice.part(start, inputCount),
      stateWeight: slice.part(start + inputCount, sumWidth * hidden))
    if hasBias {
      let first = start + inputCount + sumWidth * hidden
      tensors.biases = slice.part(first, 2 * sumWidth)
      tensors.inputBias = slice.part(first, sumWidth)
      tensors.stateBias = slice.part(first + sumWidth, sumWidth)
    }
    return tensors
  }

  // MARK: Steps

  /// The step that a direction reads at a place in its order.
  func step(at index: Int, _ track: Track) -> Int {
    track.direction == 0 ? index : steps - 1 - index
  }

  /// One step of numbers at all steps.
  func slice(_ whole: Region, step: Int, rows: Int, width: Int) -> Region {
    whole.part(step * rows * width, rows * width)
  }

  /// A direction's part of what its layer has at one step.
  func part(_ whole: Region, step: Int, rows: Int, _ track: Track) -> MatrixPart {
    MatrixPart(
      whole, offset: step * rows * stateWidth + track.direction * hidden, stride: stateWidth)
  }
}
