internal import JSONTrees

extension SpecSchema {
  /// The table as a reference in Markdown, without a heading of its own.
  package func markdownReference() -> String {
    var out = "### The whole spec\n\n" + table(root)
    for definition in definitions {
      out += "\n### \(definition.name)\n\n\(definition.doc)\n\n"
      switch definition.shape {
      case .choice(let choice): out += table(choice)
      case .object(let object): out += table(object)
      case .either(let shapes):
        for case .choice(let choice) in shapes { out += table(choice) }
        for case .object(let object) in shapes { out += table(object) }
      default: out += "\(cell(definition.shape.noun(in: self)))\n"
      }
    }
    return out
  }

  private func table(_ object: ObjectShape) -> String {
    var out = "| key | value | default | meaning |\n|---|---|---|---|\n"
    out += object.fields.map { row("`\($0.key)`", $0) }.joined()
    for group in object.groups {
      let keys = Prose.all(group.keys.map { "`\($0)`" })
      out += "\n\(group.isRequired ? "Exactly" : "At most") one of \(keys).\n"
    }
    return out
  }

  private func table(_ choice: Choice) -> String {
    var out = "| name | setting | value | default | meaning |\n|---|---|---|---|---|\n"
    for variant in choice.variants {
      switch variant.payload {
      case .value(let shape):
        out += "| `\(variant.name)` | | \(value(shape)) | required | \(cell(variant.doc)) |\n"
      case .settings(let object):
        out += "| `\(variant.name)` | | | | \(cell(variant.doc)) |\n"
        out += object.fields.map { field in
          row("", field, setting: field.key == object.main ? "`\(field.key)` (main)" : nil)
        }.joined()
      }
    }
    return out
  }

  private func row(_ name: String, _ field: SpecField, setting: String? = nil) -> String {
    let isSetting = name.isEmpty
    let first = isSetting ? " | \(setting ?? "`\(field.key)`")" : name
    return "| \(first) | \(value(field.shape)) | \(standard(field)) | \(cell(field.doc)) |\n"
  }

  private func standard(_ field: SpecField) -> String {
    switch field.presence {
    case .required: "required"
    case .optional: ""
    case .standard(let value): "`\(value.text())`"
    }
  }

  /// The kind of value in a cell; shapes with a section of their own are linked.
  private func value(_ shape: SpecShape) -> String {
    switch shape {
    case .named(let name): "[\(name)](#\(name))"
    case .patch(.named(let name)): "patch over [\(name)](#\(name))"
    case .names(.patch(.named(let name)), _): "names, each with an [\(name)](#\(name))"
    case .list(.named(let name), _): "list of [\(name)](#\(name))"
    case .either(let shapes): Prose.alternatives(shapes.map(value))
    case .names(.named(let name), _): "names, each with a [\(name)](#\(name))"
    case .word(_, let words):
      words.count > 12 ? "a name" : words.map { "`\"\($0.text)\"`" }.joined(separator: ", ")
    default: cell(shape.noun(in: self))
    }
  }

  private func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
