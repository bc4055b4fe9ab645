package import JSONTrees

extension SpecSchema {
  /// A value with a merge patch applied, both in their full forms.
  ///
  /// This is RFC 7386 with one addition: where a value is one of several variants, or a key
  /// excludes others, a patch that gives another one replaces the one that was there. A patch that
  /// removes the old one with null, as the RFC alone would have it, gives the same.
  package func merge(_ base: JSONNode?, _ patch: JSONNode, as shape: SpecShape) -> JSONNode {
    switch resolved(shape) {
    case .object(let object): mergeObject(base, patch, object)
    case .choice: mergeChoice(base, patch, shape)
    case .either(let shapes):
      if let shape = shapes.first(where: { $0.takesType(of: patch, in: self) }) {
        merge(
          base.flatMap { shape.takesType(of: $0, in: self) ? $0 : nil }, patch, as: shape)
      } else {
        patch
      }
    default: patch
    }
  }

  private func mergeObject(
    _ base: JSONNode?, _ patch: JSONNode, _ shape: ObjectShape
  ) -> JSONNode {
    guard case .object(let changes) = patch.value else { return patch }
    var merged = base?.members ?? []
    for change in changes {
      if change.value.isNull {
        merged.removeAll { $0.key == change.key }
        continue
      }
      for group in shape.groups where group.keys.contains(change.key) {
        merged.removeAll { group.keys.contains($0.key) && $0.key != change.key }
      }
      let index = merged.firstIndex { $0.key == change.key }
      var member = change
      if let field = shape.field(change.key) {
        member.value = merge(index.map { merged[$0].value }, change.value, as: field.shape)
      }
      if let index { merged[index] = member } else { merged.append(member) }
    }
    return JSONNode(.object(merged), at: (base ?? patch).position)
  }

  private func mergeChoice(_ base: JSONNode?, _ patch: JSONNode, _ shape: SpecShape) -> JSONNode {
    guard case .choice(let choice) = resolved(shape) else { return patch }
    guard case .object(let changes) = patch.value else { return patch }
    var merged = base?.members ?? []
    if case .string(let name)? = base?.value, let base {
      let empty = JSONNode(.object([]), at: base.position)
      merged = [JSONNode.Member(key: name, keyPosition: base.position, value: empty)]
    }
    for change in changes {
      if change.value.isNull {
        merged.removeAll { $0.key == change.key }
        continue
      }
      var member = change
      let old = merged.first { $0.key == change.key }
      if let variant = choice.variant(change.key) {
        switch variant.payload {
        case .value(let shape): member.value = merge(old?.value, change.value, as: shape)
        case .settings(let object):
          member.value = mergeObject(old?.value, change.value, object)
        }
      }
      merged = merged.filter {
        old == nil ? changes.map(\.key).contains($0.key) : $0.key == change.key
      }
      merged.removeAll { $0.key == change.key }
      merged.append(member)
    }
    return JSONNode(.object(merged), at: patch.position)
  }

  /// The smallest patch that makes one full value of another; nil where they are equal.
  package func patch(from base: JSON?, to goal: JSON, as shape: SpecShape) -> JSON? {
    if base == goal { return nil }
    switch (resolved(shape), base, goal) {
    case (.object(let object), .object(let old)?, .object(let new)):
      return .object(memberPatches(from: old, to: new) { object.field($0)?.shape })
    case (.choice(let choice), .object(let old)?, .object(let new)):
      guard let name = old.first?.key, new.first?.key == name, let variant = choice.variant(name)
      else { return goal }
      let payload: SpecShape
      switch variant.payload {
      case .settings(let object): payload = .object(object)
      case .value(let shape): payload = shape
      }
      return .object(memberPatches(from: old, to: new) { _ in payload })
    case (.either(let shapes), _, _):
      let node = JSONNode(json: goal, at: .init(line: 1, column: 1))
      guard let shape = shapes.first(where: { $0.takesType(of: node, in: self) }) else {
        return goal
      }
      return patch(from: base, to: goal, as: shape)
    default: return goal
    }
  }

  private func memberPatches(
    from old: [JSON.Member], to new: [JSON.Member], shape: (String) -> SpecShape?
  ) -> [JSON.Member] {
    var changes: [JSON.Member] = []
    for member in new {
      let before = old.first { $0.key == member.key }?.value
      guard before != member.value else { continue }
      if let shape = shape(member.key),
        let change = patch(from: before, to: member.value, as: shape)
      {
        changes.append(JSON.Member(member.key, change))
      }
    }
    for member in old where !new.contains(where: { $0.key == member.key }) {
      changes.append(JSON.Member(member.key, .null))
    }
    return changes
  }
}
