import Charts
import Drawing
import Foundation
import TestSupport
import Testing

/// What must hold of every picture, whatever was drawn.
struct PictureChecks {
  var picture: Picture
  var measurer: any TextMeasurer

  /// Something that is wrong, in words.
  var faults: [String] {
    var faults: [String] = []
    let page = Rect(picture.size).inset(left: -0.01, top: -0.01, right: -0.01, bottom: -0.01)
    for point in picture.primitives.flatMap(\.points) where !point.isFinite || !page.contains(point)
    {
      faults.append("\(point) lies outside the picture")
    }
    let texts = texts(picture.primitives)
    for text in texts {
      let corners = [Point(text.rect.minX, text.rect.minY), Point(text.rect.maxX, text.rect.maxY)]
      if !corners.allSatisfy(page.contains) {
        faults.append("\"\(text.block.string)\" is clipped: \(text.rect)")
      }
      for run in text.block.runs where run.style.size < 6.5 {
        faults.append("\"\(run.string)\" is set in \(run.style.size) points")
      }
    }
    for (index, first) in texts.enumerated() {
      for second in texts[(index + 1)...] {
        // Line boxes have room above and below the letters: an eighth of a line may be shared.
        let slack = min(first.rect.height, second.rect.height) / 8
        let (a, b) = (first.rect.inset(top: slack), second.rect.inset(bottom: slack))
        if a.intersects(b),
          first.rect.inset(bottom: slack).intersects(second.rect.inset(top: slack))
        {
          faults.append("\"\(first.block.string)\" overlaps \"\(second.block.string)\"")
        }
      }
    }
    return faults
  }

  /// The sizes and weights of all text.
  var styles: (sizes: Set<Double>, weights: Set<Int>) {
    let runs = texts(picture.primitives).flatMap(\.block.runs)
    return (Set(runs.map(\.style.size)), Set(runs.map(\.style.weight.rawValue)))
  }

  private func texts(_ primitives: [Primitive]) -> [(block: TextBlock, rect: Rect)] {
    primitives.flatMap { primitive -> [(block: TextBlock, rect: Rect)] in
      switch primitive {
      case .text(let block, let point, let anchor, let rotation):
        let extent = measurer.measure(block)
        let rect = Rect.text(extent.size, baseline: extent.baseline, at: point, anchor)
        return [(block, rotation == 0 ? rect : rect.turned(by: rotation, about: point))]
      case .clip(_, let children): return texts(children)
      default: return []
      }
    }
  }
}

extension Rect {
  /// The upright rectangle around this one turned clockwise about a point.
  fileprivate func turned(by degrees: Double, about center: Point) -> Rect {
    let angle = degrees * .pi / 180
    let corners = [
      Point(minX, minY), Point(maxX, minY), Point(minX, maxY), Point(maxX, maxY),
    ].map { corner in
      let (dx, dy) = (corner.x - center.x, corner.y - center.y)
      return Point(
        center.x + dx * cos(angle) - dy * sin(angle), center.y + dx * sin(angle) + dy * cos(angle))
    }
    let (xs, ys) = (corners.map(\.x), corners.map(\.y))
    let (left, top) = (xs.min() ?? minX, ys.min() ?? minY)
    return Rect(x: left, y: top, width: (xs.max() ?? maxX) - left, height: (ys.max() ?? maxY) - top)
  }
}
