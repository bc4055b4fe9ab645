public import Learning
public import Tensors
public import Testing

/// Takes one step along each gradient and returns where that leads.
public func take(
  _ optimizer: any Optimizer, from start: [Scalar], along gradients: [[Scalar]], rate: Double
) throws -> (parameters: [Scalar], areFinite: Bool) {
  var plan = ArenaPlan()
  let parameters = try plan.reserve(start.count)
  let gradient = try plan.reserve(start.count)
  var slots: [Region] = []
  for _ in optimizer.slots { slots.append(try plan.reserve(start.count)) }
  let arena = try Arena(plan)
  arena.store(start, in: parameters)
  for (slot, value) in zip(slots, optimizer.slots) { arena.fill(slot, with: value) }
  slots += [Region](repeating: .empty, count: 3 - slots.count)
  let buffers = OptimizerBuffers(
    parameters: parameters, gradients: gradient, state: (slots[0], slots[1], slots[2]))
  var areFinite = true
  for (index, values) in gradients.enumerated() {
    arena.store(values, in: gradient)
    let time = UpdateTime(step: index + 1, rate: rate)
    areFinite = optimizer.update(buffers, time, memory: arena)
  }
  return (arena.values(parameters), areFinite)
}

/// Checks what every optimiser promises.
public func checkLaws(
  of optimizer: any Optimizer, rate: Double = 0.05,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let start = sampleNumbers(19)
  let gradients = (0..<20).map { sampleNumbers(19, seed: UInt64($0) + 10) }
  let straight = try take(optimizer, from: start, along: gradients, rate: rate)
  #expect(straight.areFinite && straight.parameters != start, sourceLocation: sourceLocation)
  let again = try take(optimizer, from: start, along: gradients, rate: rate)
  #expect(straight.parameters == again.parameters, "same bits", sourceLocation: sourceLocation)

  let backward = try take(
    optimizer, from: start.reversed(), along: gradients.map { $0.reversed() }, rate: rate)
  #expect(
    backward.parameters.isClose(
      to: straight.parameters.reversed(), within: 1e-5, absolute: 1e-6),
    "blind to the parameters' order", sourceLocation: sourceLocation)

  // Steps down the bowl θ²/2 with its own gradient, one after another.
  var trail = [start]
  for _ in 0..<60 {
    trail.append(try take(optimizer, from: start, along: trail, rate: rate).parameters)
  }
  func height(_ point: [Scalar]) -> Scalar { point.reduce(0) { $0 + $1 * $1 } }
  #expect(
    height(trail[60]) < 0.5 * height(start), "descends a bowl", sourceLocation: sourceLocation)

  for value in [Scalar.nan, .infinity] {
    var broken = gradients[0]
    broken[7] = value
    let result = try take(optimizer, from: start, along: [broken], rate: rate)
    #expect(!result.areFinite, "notices \(value)", sourceLocation: sourceLocation)
  }
}
