package import JSONTrees

extension SpecSchema {
  /// A full value as a person would write it: without defaults, with shorthands.
  package func concise(_ value: JSON, as shape: SpecShape) -> JSON {
    switch (resolved(shape), value) {
    case (.object(let object), .object):
      let short = conciseObject(value, object)
      if short.members.count == 1, short.members[0].key == object.main {
        return short.members[0].value
      }
      return short
    case (.list(let element, _), .array(let elements)):
      return .array(elements.map { concise($0, as: element) })
    case (.names(let shape, _), .object(let members)):
      return .object(members.map { JSON.Member($0.key, concise($0.value, as: shape)) })
    case (.choice(let choice), .object(let members)):
      guard let member = members.first, let variant = choice.variant(member.key) else {
        return value
      }
      switch variant.payload {
      case .value(let shape):
        return .object([JSON.Member(member.key, concise(member.value, as: shape))])
      case .settings(let object):
        let settings = concise(member.value, as: .object(object))
        if settings == .object([]) { return .string(variant.name) }
        return .object([JSON.Member(member.key, settings)])
      }
    case (.either(let shapes), _):
      let node = JSONNode(json: value, at: .init(line: 1, column: 1))
      guard let shape = shapes.first(where: { $0.takesType(of: node, in: self) }) else {
        return value
      }
      return concise(value, as: shape)
    default: return value
    }
  }

  private func conciseObject(_ value: JSON, _ shape: ObjectShape) -> JSON {
    .object(
      value.members.compactMap { member in
        guard let field = shape.field(member.key) else { return member }
        if case .standard(let standard) = field.presence,
          full(standard, as: field.shape) == member.value
        {
          return nil
        }
        return JSON.Member(member.key, concise(member.value, as: field.shape))
      })
  }

  /// A sound value in its full form, without positions.
  package func full(_ value: JSON, as shape: SpecShape) -> JSON {
    var walk = SchemaWalk(self)
    let node = JSONNode(json: value, at: .init(line: 1, column: 1))
    return walk.full(node, as: shape, at: "", mode: .whole).json
  }
}
