import Tensors
import TestSupport
import Testing

/// Convolutions against their definition in loops: rows shorter and longer than a vector, parts of
/// images, groups, strides.
@Suite struct ConvolutionKernelTests {
  struct Sizes: Sendable {
    var channels = 2
    var height = 6
    var width = 6
    var kernel = (height: 3, width: 3)
    var stride = (height: 1, width: 1)
    var padding = (height: 1, width: 1)
    var dilation = (height: 1, width: 1)
    var filters = 3
    var groups = 1
  }

  static let sizes = [
    Sizes(), Sizes(channels: 4, height: 14, width: 14), Sizes(height: 5, width: 28),
    Sizes(height: 3, width: 33),
    Sizes(channels: 1, height: 1, width: 40, kernel: (1, 5), padding: (0, 4)),
    Sizes(height: 20, width: 17, kernel: (5, 4), padding: (2, 1), dilation: (2, 3)),
    Sizes(height: 9, width: 35, stride: (2, 2)), Sizes(height: 9, width: 35, stride: (3, 1)),
    Sizes(channels: 3, height: 5, width: 16, kernel: (1, 1), padding: (0, 0)),
    Sizes(channels: 1, height: 5, width: 18, kernel: (1, 1), padding: (0, 0), groups: 3),
    Sizes(channels: 1, height: 8, width: 19, filters: 2, groups: 2),
    // Kernels as wide as the padded image, and images of which a part fits into the cache.
    Sizes(height: 4, width: 3, kernel: (6, 5)),
    Sizes(channels: 40, height: 40, width: 70, filters: 1),
  ]

  /// Two images and what a convolution makes of them, from loops over the definition.
  struct Expectation {
    var output: [Double]
    var inputGradient: [Double]
    var weightGradient: [Double]
  }

  @Test(arguments: sizes.indices)
  func matchesLoops(index: Int) throws {
    let s = Self.sizes[index]
    let window = Window(
      channels: s.channels,
      vertical: Self.axis(
        s.height, s.kernel.height, s.stride.height, s.padding.height, s.dilation.height),
      horizontal: Self.axis(
        s.width, s.kernel.width, s.stride.width, s.padding.width, s.dilation.width))
    let convolution = Convolution(window: window, groups: s.groups, filters: s.filters)
    let images = 2
    let x = numbers(images * s.groups * s.channels * window.inputPlane)
    let w = numbers(convolution.weightCount, seed: 2)
    let b = numbers(s.groups * s.filters, seed: 3)
    let dy = numbers(images * s.groups * s.filters * window.outputPlane, seed: 4)
    let expected = Self.loops(convolution, images, x, w, b, dy)
    let junk = [Scalar](repeating: .nan, count: convolution.workspaceCount)
    let bench = try Bench(x, w, b, dy, dy, x, w, junk)
    let r = bench.regions
    bench.arena.convolve(
      r[0], weight: r[1], bias: r[2], into: r[4], rows: images, convolution, workspace: r[7])
    let tolerance = 10 * precision * Scalar(window.reach + window.outputPlane)
    func isClose(_ values: [Scalar], _ wanted: [Double], times factor: Double = 1) -> Bool {
      values.isClose(to: wanted.map { Scalar(factor * $0) }, within: 0, absolute: tolerance)
    }
    #expect(isClose(bench[4], expected.output))
    bench.arena.convolutionInputGradient(
      outputGradient: r[3], weight: r[1], into: r[5], rows: images, convolution, workspace: r[7])
    #expect(isClose(bench[5], expected.inputGradient))
    for (accumulates, factor) in [(false, 1.0), (true, 2.0)] {
      bench.arena.addConvolutionWeightGradient(
        of: r[0], outputGradient: r[3], into: r[6], rows: images, accumulates: accumulates,
        convolution, workspace: r[7])
      #expect(isClose(bench[6], expected.weightGradient, times: factor))
    }
    #expect(bench[0] == x && bench[3] == dy, "inputs are left alone")
  }

  static func axis(_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int)
    -> Window.Axis
  {
    Window.Axis(
      size: size, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
      outputs: (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)
  }

  static func loops(
    _ convolution: Convolution, _ images: Int, _ x: [Scalar], _ w: [Scalar], _ b: [Scalar],
    _ dy: [Scalar]
  ) -> Expectation {
    let window = convolution.window
    let (v, h) = (window.vertical, window.horizontal)
    var output: [Double] = []
    var dx = [Double](repeating: 0, count: x.count)
    var dw = [Double](repeating: 0, count: w.count)
    for image in 0..<images {
      for filter in 0..<convolution.groups * convolution.filters {
        let group = filter / convolution.filters
        for i in 0..<v.outputs {
          for j in 0..<h.outputs {
            var sum = Double(b[filter])
            let slope = Double(dy[output.count])
            for c in 0..<window.channels {
              for k in 0..<v.kernel {
                for l in 0..<h.kernel {
                  let row = i * v.stride + k * v.dilation - v.padding
                  let column = j * h.stride + l * h.dilation - h.padding
                  guard (0..<v.size).contains(row), (0..<h.size).contains(column) else { continue }
                  let channel = (image * convolution.groups + group) * window.channels + c
                  let place = (channel * v.size + row) * h.size + column
                  let weight = ((filter * window.channels + c) * v.kernel + k) * h.kernel + l
                  sum += Double(x[place]) * Double(w[weight])
                  dx[place] += slope * Double(w[weight])
                  dw[weight] += slope * Double(x[place])
                }
              }
            }
            output.append(sum)
          }
        }
      }
    }
    return Expectation(output: output, inputGradient: dx, weightGradient: dw)
  }

  @Test(arguments: [1, 14, 40])
  func channelsAreSummed(plane: Int) throws {
    let x = numbers(2 * 3 * plane)
    let bench = try Bench(x, [1, 1, 1])
    for accumulates in [false, true] {
      bench.arena.sumChannels(
        bench.regions[0], into: bench.regions[1], rows: 2, channels: 3, plane: plane,
        accumulates: accumulates)
      let sums = (0..<3).map { c in
        (0..<2 * plane).reduce(0 as Scalar) { $0 + x[($1 / plane * 3 + c) * plane + $1 % plane] }
      }
      let expected = sums.map { accumulates ? 2 * $0 : $0 }
      #expect(bench[1].isClose(to: expected, within: 0, absolute: 300 * precision))
    }
  }
}
