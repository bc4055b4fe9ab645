import Experiments
import Tensors
import TestSupport
import Testing

@Suite struct WeightsTests {
  @Test func weightsReadBackAsTheyWereWritten() throws {
    let weights = Weights([
      "dense1.weight": .init(shape: [2, 3], values: [1, -2, 0.5, 0, .infinity, -0.25]),
      "dense1.bias": .init(shape: [2], values: [3, 4]), "none": .init(shape: [0], values: []),
    ])
    #expect(try Weights.parse(weights.safetensors(), path: "w") == weights)
  }

  @Test func whatAFileSaysOfItselfReadsBack() throws {
    let weights = Weights(
      ["a": .init(shape: [1], values: [2])], metadata: ["format": "pt", "of": "\"run\" 1"])
    #expect(try Weights.parse(weights.safetensors(), path: "w") == weights)
    try withTemporaryDirectory { folder in
      try weights.write(to: folder + "/w.safetensors")
      #expect(try Weights.metadata(of: folder + "/w.safetensors") == weights.metadata)
    }
  }

  /// `state_dict()` of a network with batch norm has a whole number that we have no use for.
  @Test func theCountOfBatchesIsPassedOver() throws {
    let header = """
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},\
      "batchnorm1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}
      """
    let tensors = try Weights.parse(
      file(header, [0, 0, 0x80, 0x3f, 9, 0, 0, 0, 0, 0, 0, 0]), path: "w"
    ).tensors
    #expect(tensors == ["a": .init(shape: [1], values: [1])])
  }

  /// Laid out by hand from the format's description: length, header, little-endian data.
  @Test func everyTypeIsRead() throws {
    let header = """
      {"__metadata__":{"format":"pt"},\
      "a":{"dtype":"F16","shape":[3],"data_offsets":[0,6]},\
      "b":{"dtype":"BF16","shape":[1],"data_offsets":[6,8]},\
      "c":{"dtype":"F64","shape":[],"data_offsets":[8,16]},\
      "d":{"dtype":"F32","shape":[1,1],"data_offsets":[16,20]}}
      """
    // 1.5, the smallest subnormal and -infinity; 2; 0.1; -1.
    let data: [UInt8] =
      [0x00, 0x3e, 0x01, 0x00, 0x00, 0xfc] + [0x00, 0x40]
      + [0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f] + [0x00, 0x00, 0x80, 0xbf]
    let tensors = try Weights.parse(file(header, data), path: "w").tensors
    #expect(tensors["a"]?.values == [1.5, 0x1p-24, -.infinity])
    #expect(tensors["b"]?.values == [2])
    #expect(tensors["c"] == .init(shape: [], values: [0.1]))
    #expect(tensors["d"] == .init(shape: [1, 1], values: [-1]))
  }

  private func file(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
    let count = header.utf8.count
    return [UInt8(count & 255), UInt8(count >> 8), 0, 0, 0, 0, 0, 0] + Array(header.utf8) + data
  }

  @Test func whatIsNoSuchFileIsRefusedWithItsReason() {
    let cases: [(bytes: [UInt8], message: String)] = [
      ([1, 2, 3], "3 bytes are no safetensors file"),
      (
        [255, 255, 255, 255, 255, 255, 255, 255, 0],
        "the header says 18446744073709551615 bytes and the file has 9"
      ),
      (file("[1]"), "the header is no object"),
      (
        file(#"{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}"#),
        #"the tensor "a" has the type "I64"; expected F32, F64, F16 or BF16"#
      ),
      (
        file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#),
        #"the tensor "a" lies outside the file"#
      ),
      (
        file(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, [0, 0, 0, 0]),
        #"the tensor "a" of the shape [2] has 4 bytes"#
      ),
      (
        file(
          #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#),
        #"the tensor "a" of the shape [4294967296, 4294967296] has 0 bytes"#
      ),
    ]
    for (bytes, message) in cases {
      let error = #expect(throws: WeightsError.self) { try Weights.parse(bytes, path: "w") }
      #expect(error?.message == message)
    }
  }
}
