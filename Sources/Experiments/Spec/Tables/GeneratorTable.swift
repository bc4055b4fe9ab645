internal import Datasets
internal import JSONTrees

/// The generators of rows, as the datasets' own list has them.
enum GeneratorTable {
  static let choice = Choice(
    "generator",
    Generators.all.map { generator in
      let recipes =
        generator.recipes.isEmpty ? "" : " Used by \(Prose.all(generator.recipes))."
      return Choice.Variant(
        generator.name, generator.summary + recipes, generator.allParameters.map(field),
        aliases: generator.recipes)
    })

  private static func field(_ parameter: GeneratorParameter) -> SpecField {
    let (low, high) = (parameter.range.lowerBound, parameter.range.upperBound)
    var rule = NumberRule.from(low, to: high)
    rule.isWhole = parameter.isWhole
    return SpecField(
      parameter.name, parameter.summary, .number(rule), .standard(.number(parameter.standard)))
  }
}
