import Estimators

extension SourceWriter {
  var javaScript: String {
    """
    \(opening.map { "// " + $0 }.joined(separator: "\n"))

    // The classes, in the order of their probabilities.
    export const classes = [
    \(Self.lines(labelItems(\.jsonLiteral), indent: "  "))
    ];

    // The most probable class of a row of \(columns) numbers.
    export function predict(row) {
      const z = scores(row);
      let best = 0;
      for (let k = 1; k < z.length; k++) if (z[k] > z[best]) best = k;
      return classes[best];
    }

    // The probability of each class.
    export function probabilities(row) {
      const z = scores(row)\(isOneVsRest ? ".map((z) => Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z))))" : "");
      const largest = Math.max(...z);
      const odds = z.map((z) => Math.exp(z - largest));
      const sum = odds.reduce((a, b) => a + b, 0);
      return odds.map((odds) => odds / sum);
    }

    function scores(row) {
      if (row.length !== \(columns)) throw new RangeError(`A row needs \(columns) numbers, this one has ${row.length}.`);
      const z = Array.from(intercepts);
      for (let j = 0; j < \(columns); j++) {
        const x = \(rule.scaling == nil ? "row[j]" : "(row[j] - shift[j]) * scale[j]");
        for (let k = 0; k < \(scores); k++) z[k] += coefficients[k * \(columns) + j] * x;
      }
      return \(scores == 1 ? "[0, ...z]" : "z");
    }

    \(javaScriptArrays)

    """
  }

  private var javaScriptArrays: String {
    var arrays = [("coefficients", rule.coefficients.elements), ("intercepts", rule.intercepts)]
    if let scaling = rule.scaling { arrays += [("shift", scaling.shift), ("scale", scaling.scale)] }
    return arrays.map { name, numbers in
      "const \(name) = new Float64Array([\n\(Self.list(numbers, indent: "  "))\n]);"
    }.joined(separator: "\n")
  }
}
