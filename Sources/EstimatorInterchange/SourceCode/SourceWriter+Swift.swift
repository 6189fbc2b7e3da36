import Estimators

extension SourceWriter {
  var swift: String {
    let label = hasTexts ? "String" : "Int"
    return """
      \(opening.map { "// " + $0 }.joined(separator: "\n"))

      #if canImport(Darwin)
        import Darwin
      #elseif canImport(Glibc)
        import Glibc
      #elseif canImport(Musl)
        import Musl
      #else
        import Foundation
      #endif

      public enum \(typeName) {
        /// The classes, in the order of their probabilities.
        public static let classes: [\(label)] = [
      \(Self.lines(labelItems(\.swiftLiteral), indent: "    "))
        ]

        /// The most probable class of a row.
        ///
        /// - Precondition: The row has \(columns) numbers.
        public static func predict(_ row: [Double]) -> \(label) {
          let z = scores(row)
          var best = 0
          for k in z.indices where z[k] > z[best] { best = k }
          return classes[best]
        }

        /// The probability of each class.
        ///
        /// - Precondition: The row has \(columns) numbers.
        public static func probabilities(_ row: [Double]) -> [Double] {
          \(isOneVsRest ? "let z = scores(row).map { min($0, 0) - log1p(exp(-abs($0))) }" : "let z = scores(row)")
          let largest = z.max() ?? 0
          let odds = z.map { exp($0 - largest) }
          let sum = odds.reduce(0, +)
          return odds.map { $0 / sum }
        }

        private static func scores(_ row: [Double]) -> [Double] {
          precondition(row.count == \(columns), "A row needs \(columns) numbers, this one has \\(row.count).")
      \(swiftScaling)
          var z = intercepts
          for k in z.indices {
            for j in x.indices { z[k] += coefficients[k * \(columns) + j] * x[j] }
          }
          return \(scores == 1 ? "[0] + z" : "z")
        }

      \(swiftArrays)
      }

      """
  }

  private var swiftScaling: String {
    rule.scaling == nil
      ? "    let x = row" : "    let x = row.indices.map { (row[$0] - shift[$0]) * scale[$0] }"
  }

  private var swiftArrays: String {
    var arrays = [("coefficients", rule.coefficients.elements), ("intercepts", rule.intercepts)]
    if let scaling = rule.scaling { arrays += [("shift", scaling.shift), ("scale", scaling.scale)] }
    return arrays.map { name, numbers in
      "  private static let \(name): [Double] = [\n\(Self.list(numbers, indent: "    "))\n  ]"
    }.joined(separator: "\n")
  }
}

extension String {
  /// The text in quotes, as Swift writes it.
  fileprivate var swiftLiteral: String {
    unicodeScalars.reduce(into: "\"") { result, scalar in
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case " "..."~": result.unicodeScalars.append(scalar)
      default: result += "\\u{" + String(scalar.value, radix: 16) + "}"
      }
    } + "\""
  }
}
