internal import JSONTrees

/// Why a key path of a sweep leads nowhere.
struct SweepError: Error {
  var message: String
  var expected: String?
  var suggestion: String?
}

extension SpecSchema {
  /// A tree with the value at a key path put in.
  ///
  /// A key under a value of several variants is one of the variant that is there: "optimizer.lr".
  func setting(
    _ path: [String], to value: JSONNode, in base: JSONNode?, as shape: SpecShape
  ) throws(SweepError) -> JSONNode {
    guard let key = path.first else { return value }
    let rest = Array(path.dropFirst())
    func unknown(_ known: [String]) -> SweepError {
      let suggestion = NearestName.suggestion(for: key, among: known)
      return SweepError(
        message: "no key \(JSON.string(key).text()) to sweep over",
        expected: suggestion == nil && !known.isEmpty
          ? Prose.alternatives(known.map { "\"\($0)\"" }) : nil,
        suggestion: suggestion)
    }
    switch resolved(shape) {
    case .object(let object):
      guard let field = object.field(key) else { throw unknown(object.fields.map(\.key)) }
      let inner = try setting(rest, to: value, in: base?[key], as: field.shape)
      let patch = JSONNode(
        .object([JSONNode.Member(key: key, keyPosition: value.position, value: inner)]),
        at: base?.position ?? value.position)
      return replacing(key, in: base, by: patch, of: object)
    case .choice(let choice):
      let current = base.flatMap { node in
        if case .string(let name) = node.value { name } else { node.members.first?.key }
      }
      let isNamed = choice.variant(key) != nil
      guard let name = isNamed ? key : current, let variant = choice.variant(name) else {
        throw unknown(choice.variants.map(\.name))
      }
      let payload: SpecShape
      switch variant.payload {
      case .settings(let object): payload = .object(object)
      case .value(let shape): payload = shape
      }
      let inner = try setting(
        isNamed ? rest : path, to: value, in: name == current ? base?[name] : nil,
        as: payload)
      let member = JSONNode.Member(
        key: name, keyPosition: base?.position ?? value.position, value: inner)
      return JSONNode(.object([member]), at: base?.position ?? value.position)
    case .list(let element, _):
      var elements = base?.elements ?? []
      guard let index = Int(key), elements.indices.contains(index) else {
        throw SweepError(
          message: "no element \(JSON.string(key).text()) to sweep over",
          expected: elements.isEmpty ? nil : "a number from 0 to \(elements.count - 1)")
      }
      elements[index] = try setting(rest, to: value, in: elements[index], as: element)
      return JSONNode(.array(elements), at: base?.position ?? value.position)
    case .either(let shapes):
      for shape in shapes {
        switch resolved(shape) {
        case .object, .choice, .list: return try setting(path, to: value, in: base, as: shape)
        default: continue
        }
      }
      throw unknown([])
    default: throw unknown([])
    }
  }

  /// The base with one member replaced as a whole.
  private func replacing(
    _ key: String, in base: JSONNode?, by patch: JSONNode, of object: ObjectShape
  ) -> JSONNode {
    var members = base?.members ?? []
    for group in object.groups where group.keys.contains(key) {
      members.removeAll { group.keys.contains($0.key) && $0.key != key }
    }
    guard let member = patch.members.first else { return patch }
    if let index = members.firstIndex(where: { $0.key == key }) {
      members[index] = member
    } else if !member.value.isNull {
      members.append(member)
    }
    members.removeAll { $0.value.isNull }
    return JSONNode(.object(members), at: base?.position ?? patch.position)
  }
}
