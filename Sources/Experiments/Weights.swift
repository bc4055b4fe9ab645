internal import JSONTrees
internal import Storage
public import Tensors

/// Named tensors in a safetensors file: the parameters that a run starts from, or ended with.
public struct Weights: Equatable, Sendable {
  /// One tensor, row-major.
  public struct Tensor: Equatable, Sendable {
    public var shape: [Int]
    public var values: [Scalar]

    public init(shape: [Int], values: [Scalar]) {
      precondition(
        shape.reduce(1, *) == values.count, "\(values.count) values for the shape \(shape)")
      self.shape = shape
      self.values = values
    }
  }

  public var tensors: [String: Tensor]
  /// What the file says of itself, by key.
  public var metadata: [String: String]

  public init(_ tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }
}

/// Why a file holds no weights that can be read.
public struct WeightsError: Error, Equatable, Sendable, CustomStringConvertible {
  public var path: String
  public var message: String

  public var description: String { "\(path): \(message)" }
}

// MARK: Reading

extension Weights {
  /// Reads a safetensors file with tensors of F64, F32, F16 or BF16.
  ///
  /// PyTorch's count of the batches that a norm has seen is passed over: nothing depends on it.
  ///
  /// Reference: the format's description in the safetensors repository, version 0.3.
  /// - Throws: `FileError` where it cannot be read, ``WeightsError`` where it is no such file.
  public static func read(_ path: String) throws -> Weights {
    try parse(try Files.read(path), path: path)
  }

  /// Reads what a safetensors file says of itself.
  public static func metadata(of path: String) throws -> [String: String] {
    metadata(in: try header(of: try Files.read(path), path: path).entries)
  }

  private static func metadata(in entries: [JSON.Member]) -> [String: String] {
    let entry = entries.first { $0.key == "__metadata__" }
    return (entry?.value.members ?? []).reduce(into: [:]) { $0[$1.key] = $1.value.string }
  }

  /// The header's members, and where the numbers start.
  private static func header(
    of bytes: [UInt8], path: String
  ) throws(WeightsError) -> (entries: [JSON.Member], start: Int) {
    func fault(_ message: String) -> WeightsError { WeightsError(path: path, message: message) }
    guard bytes.count >= 8 else {
      throw fault("\(Prose.count(bytes.count, "byte")) are no safetensors file")
    }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << UInt64(8 * $1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw fault("the header says \(length) bytes and the file has \(bytes.count)")
    }
    let start = 8 + Int(length)
    let header: JSON
    do throws(JSONSyntaxError) {
      header = try JSON.parse(Array(bytes[8..<start]))
    } catch {
      throw fault("the header is not JSON: \(error.message)")
    }
    guard case .object(let entries) = header else { throw fault("the header is no object") }
    return (entries, start)
  }

  /// Reads the bytes of a safetensors file.
  public static func parse(_ bytes: [UInt8], path: String) throws(WeightsError) -> Weights {
    func fault(_ message: String) -> WeightsError { WeightsError(path: path, message: message) }
    let (entries, start) = try header(of: bytes, path: path)
    var tensors: [String: Tensor] = [:]
    for entry in entries where entry.key != "__metadata__" {
      if entry.key.hasSuffix(".num_batches_tracked") { continue }
      let name = JSON.string(entry.key).text()
      guard let type = entry.value["dtype"]?.string, let width = widths[type] else {
        let found = entry.value["dtype"]?.text() ?? "missing"
        throw fault("the tensor \(name) has the type \(found); expected F32, F64, F16 or BF16")
      }
      let shape = entry.value["shape"]?.elements.compactMap(\.integer) ?? [-1]
      let offsets = entry.value["data_offsets"]?.elements.compactMap(\.integer) ?? []
      guard shape.count == entry.value["shape"]?.elements.count, shape.allSatisfy({ $0 >= 0 }),
        offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1],
        offsets[1] <= bytes.count - start
      else { throw fault("the tensor \(name) lies outside the file") }
      var count: Int? = 1
      for size in shape {
        count = count.flatMap {
          let (product, overflows) = $0.multipliedReportingOverflow(by: size)
          return overflows ? nil : product
        }
      }
      guard let count, count == (offsets[1] - offsets[0]) / width,
        (offsets[1] - offsets[0]) % width == 0
      else {
        throw fault(
          "the tensor \(name) of the shape \(shape) has \(offsets[1] - offsets[0]) bytes")
      }
      let first = start + offsets[0]
      let values = (0..<count).map { scalar(bytes, at: first + width * $0, type) }
      tensors[entry.key] = Tensor(shape: shape, values: values)
    }
    return Weights(tensors, metadata: metadata(in: entries))
  }

  private static let widths = ["F64": 8, "F32": 4, "F16": 2, "BF16": 2]

  private static func scalar(_ bytes: [UInt8], at offset: Int, _ type: String) -> Scalar {
    func bits(_ width: Int) -> UInt64 {
      (0..<width).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
    }
    switch type {
    case "F64": return Scalar(Double(bitPattern: bits(8)))
    case "F32": return Scalar(Float(bitPattern: UInt32(bits(4))))
    case "BF16": return Scalar(Float(bitPattern: UInt32(bits(2)) << 16))
    default: return Scalar(half(UInt16(bits(2))))
    }
  }

  /// The value of sixteen bits of IEEE 754.
  private static func half(_ bits: UInt16) -> Float {
    let sign: Float = bits >> 15 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 31)
    let fraction = Float(bits & 1023) / 1024
    switch exponent {
    case 0: return sign * fraction * 0x1p-14
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default:
      return sign * (1 + fraction) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
    }
  }
}

// MARK: Writing

extension Weights {
  /// The bytes of a safetensors file, tensors in the order of their names: F32, or F64 in a build
  /// that computes in Double.
  public func safetensors() -> [UInt8] {
    let width = MemoryLayout<Scalar>.size
    let names = tensors.keys.sorted()
    var entries: [JSON.Member] = []
    if !metadata.isEmpty {
      let said = metadata.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
      entries.append(.init("__metadata__", .object(said)))
    }
    var body: [UInt8] = []
    for name in names {
      guard let tensor = tensors[name] else { continue }
      let start = body.count
      for value in tensor.values {
        let bits = UInt64(value.bitPattern)
        for byte in 0..<width { body.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
      }
      entries.append(
        .init(
          name,
          [
            "dtype": .string(width == 4 ? "F32" : "F64"), "shape": JSON(tensor.shape),
            "data_offsets": JSON([start, body.count]),
          ]))
    }
    var header = JSON.object(entries).utf8()
    // Readers map the tensors, which need to be aligned.
    while header.count % 8 != 0 { header.append(0x20) }
    let length = UInt64(header.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) } + header + body
  }

  /// Writes a safetensors file.
  /// - Throws: `FileError`.
  public func write(to path: String) throws {
    try Files.write(safetensors(), to: path)
  }
}
