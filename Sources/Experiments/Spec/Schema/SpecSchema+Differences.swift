package import JSONTrees

/// One setting in which two values of a table differ.
package struct SpecDifference: Equatable, Sendable {
  package var path: String
  /// Nil where the key is absent.
  package var before: JSON?
  package var after: JSON?
}

extension SpecSchema {
  /// The settings in which two full values differ, in the table's order, values as a person would
  /// write them.
  ///
  /// Lists are one setting, unless one element of equally many differs.
  package func differences(
    _ before: JSON?, _ after: JSON?, as shape: SpecShape, at path: String = ""
  ) -> [SpecDifference] {
    if before == after { return [] }
    let whole = [
      SpecDifference(
        path: path, before: before.map { concise($0, as: shape) },
        after: after.map { concise($0, as: shape) })
    ]
    switch (resolved(shape), before, after) {
    case (.object(let object), .object?, .object?):
      let replaced = object.groups.compactMap { group -> (keys: [String], SpecDifference)? in
        // Of keys that exclude each other, another one is one difference, not two.
        guard let old = before?.members.first(where: { group.keys.contains($0.key) }),
          let new = after?.members.first(where: { group.keys.contains($0.key) }),
          old.key != new.key
        else { return nil }
        let difference = SpecDifference(
          path: path, before: concise(.object([old]), as: shape),
          after: concise(.object([new]), as: shape))
        return ([old.key, new.key], difference)
      }
      let done = replaced.flatMap(\.keys)
      return replaced.map(\.1)
        + object.fields.filter { !done.contains($0.key) }.flatMap { field in
          differences(
            before?[field.key], after?[field.key], as: field.shape,
            at: SpecPath.join(path, field.key))
        }
    case (.choice(let choice), .object(let old)?, .object(let new)?):
      guard let name = old.first?.key, new.first?.key == name, let variant = choice.variant(name)
      else { return whole }
      let payload: SpecShape
      switch variant.payload {
      case .settings(let object): payload = .object(object)
      case .value(let shape): payload = shape
      }
      return differences(
        old.first?.value, new.first?.value, as: payload, at: SpecPath.join(path, name))
    case (.list(let element, _), .array(let old)?, .array(let new)?):
      guard old.count == new.count else { return whole }
      let changed = old.indices.filter { old[$0] != new[$0] }
      guard changed.count == 1 else { return whole }
      return differences(
        old[changed[0]], new[changed[0]], as: element, at: "\(path)[\(changed[0])]")
    case (.either(let shapes), let before?, let after?):
      func taken(_ value: JSON) -> Int? {
        let node = JSONNode(json: value, at: .init(line: 1, column: 1))
        return shapes.firstIndex { $0.takesType(of: node, in: self) }
      }
      guard let index = taken(before), index == taken(after) else { return whole }
      return differences(before, after, as: shapes[index], at: path)
    default: return whole
    }
  }
}
