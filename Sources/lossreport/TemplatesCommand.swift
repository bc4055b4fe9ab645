internal import ArgumentParser
internal import Reports
internal import Storage

struct TemplatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "Lists the shapes a report can have, prints one to start from, or checks your own.",
    discussion: """
      EXAMPLES:
        lossreport templates
        lossreport templates show ticket > my.json
        lossreport templates check my.json
        lossreport compare spec.json --template my.json

      docs/templates.md describes the format, `lossreport schema --template` checks it in editors.
      """,
    subcommands: [List.self, Show.self, CheckFiles.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists the built-in templates and what each writes.")

    func run() async throws {
      try await reporting {
        do {
          let width = (ReportTemplate.names.map(\.count).max() ?? 0) + 2
          let margin = String(repeating: " ", count: width)
          for name in ReportTemplate.names {
            let template = try ReportTemplate.named(name)
            let padding = String(repeating: " ", count: width - name.count)
            try Stream.output.writeLine(name + padding + template.description)
            try Stream.output.writeLine(margin + template.outputs)
          }
        } catch {
          throw failure(from: error)
        }
        return .success
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints a built-in template, to start one's own from.")

    @Argument(help: "The template's name.", completion: .list(ReportTemplate.names))
    var name: String

    func run() async throws {
      try await reporting {
        do {
          let template = try ReportTemplate.named(name)
          let source = ReportTemplate.source(of: template.name) ?? []
          try Stream.output.write(String(decoding: source, as: UTF8.self))
        } catch {
          throw failure(from: error)
        }
        return .success
      }
    }
  }

  struct CheckFiles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Says everything that is wrong with template files, and what sound ones write.")

    @Argument(help: "The files to check.", completion: .file(extensions: ["json"]))
    var files: [String]

    func run() async throws {
      try await reporting(each: files) { file in
        let template = try Renderer.template(in: file)
        try Stream.output.writeLine("\(file): \(template.outputs)")
      }
    }
  }
}

extension ReportTemplate {
  /// What it writes, in a line: "report.pdf (A4); summary, loss".
  fileprivate var outputs: String {
    let names = pictures.map { picture in
      let size = picture.width.map { width in
        let height = picture.height.map { " × \(Int($0))" } ?? ""
        return " (\(Int(width))\(height) pt)"
      }
      return picture.name + (size ?? "")
    }
    let list = names.isEmpty ? nil : "pictures \(names.joined(separator: ", "))"
    let document = pages.isEmpty ? nil : "report.pdf on \(page.label)"
    let parts = [document, list].compactMap { $0 }
    return parts.joined(separator: "; ")
  }
}
