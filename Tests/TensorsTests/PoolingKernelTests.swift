import Tensors
import TestSupport
import Testing

/// Pools against loops over their definition; windows of 2 × 2 side by side have a kernel of their own.
@Suite struct PoolingKernelTests {
  static let windows = [
    window(height: 4, width: 6), window(height: 28, width: 28), window(height: 5, width: 15),
    window(height: 14, width: 14), window(height: 7, width: 67), window(height: 2, width: 2),
    window(height: 9, width: 20, kernel: 3, stride: 2, padding: 1),
    window(height: 9, width: 20, kernel: 2, stride: 1),
    window(height: 5, width: 6, kernel: 5, stride: 3, padding: 2),
  ]

  static func window(
    height: Int, width: Int, kernel: Int = 2, stride: Int = 2, padding: Int = 0
  ) -> Window {
    Window(
      channels: 3,
      vertical: ConvolutionKernelTests.axis(height, kernel, stride, padding, 1),
      horizontal: ConvolutionKernelTests.axis(width, kernel, stride, padding, 1))
  }

  /// The places in a plane that output `o` reads, and how many the window has with its padding.
  static func places(_ window: Window, _ o: Int) -> (inside: [Int], count: Int) {
    let (v, h) = (window.vertical, window.horizontal)
    let (row, column) = (o / h.outputs * v.stride, o % h.outputs * h.stride)
    var inside: [Int] = []
    for i in row - v.padding..<row - v.padding + v.kernel where (0..<v.size).contains(i) {
      for j in column - h.padding..<column - h.padding + h.kernel where (0..<h.size).contains(j) {
        inside.append(i * h.size + j)
      }
    }
    let rows = min(row - v.padding + v.kernel, v.size + v.padding) - (row - v.padding)
    let columns = min(column - h.padding + h.kernel, h.size + h.padding) - (column - h.padding)
    return (inside, rows * columns)
  }

  @Test(arguments: windows.indices)
  func largestMatchLoops(index: Int) throws {
    let window = Self.windows[index]
    let planes = 2 * window.channels
    // A few alike and a few that are no numbers.
    var x = numbers(planes * window.inputPlane).map { ($0 * 8).rounded() }
    for i in stride(from: 7, to: x.count, by: 97) { x[i] = .nan }
    let dy = numbers(planes * window.outputPlane, seed: 2)
    let bench = try Bench(x, dy, dy, dy, x)
    let r = bench.regions
    bench.arena.maxPool(r[0], into: r[1], chosen: r[2], rows: 2, window: window)
    bench.arena.maxPoolGradient(
      outputGradient: r[3], chosen: r[2], into: r[4], rows: 2, window: window)
    var output: [Scalar] = []
    var gradient = [Scalar](repeating: 0, count: x.count)
    for plane in 0..<planes {
      for o in 0..<window.outputPlane {
        let places = Self.places(window, o).inside.map { plane * window.inputPlane + $0 }
        let chosen =
          places.last { x[$0].isNaN }
          ?? places.reduce(places[0]) { x[$1] > x[$0] ? $1 : $0 }
        gradient[chosen] += dy[output.count]
        output.append(x[chosen])
      }
    }
    #expect(bench[1].isClose(to: output, within: 0))
    #expect(bench[4].isClose(to: gradient, within: 0, absolute: 10 * precision))
  }

  @Test(arguments: windows.indices, [false, true])
  func meansMatchLoops(index: Int, countsPadding: Bool) throws {
    let window = Self.windows[index]
    let planes = 2 * window.channels
    let x = numbers(planes * window.inputPlane)
    let dy = numbers(planes * window.outputPlane, seed: 2)
    let bench = try Bench(x, dy, dy, x)
    let r = bench.regions
    bench.arena.averagePool(
      r[0], into: r[1], rows: 2, window: window, countsPadding: countsPadding)
    bench.arena.averagePoolGradient(
      outputGradient: r[2], into: r[3], rows: 2, window: window, countsPadding: countsPadding)
    var output: [Scalar] = []
    var gradient = [Scalar](repeating: 0, count: x.count)
    for plane in 0..<planes {
      for o in 0..<window.outputPlane {
        let (inside, count) = Self.places(window, o)
        let share = 1 / Scalar(countsPadding ? count : inside.count)
        let slope = dy[output.count]
        var sum: Scalar = 0
        for place in inside {
          sum += x[plane * window.inputPlane + place]
          gradient[plane * window.inputPlane + place] += slope * share
        }
        output.append(sum * share)
      }
    }
    #expect(bench[1].isClose(to: output, within: 0, absolute: 40 * precision))
    #expect(bench[3].isClose(to: gradient, within: 0, absolute: 40 * precision))
  }
}
