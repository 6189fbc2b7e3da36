import Estimators

extension SourceWriter {
  var c: String {
    """
    \(opening.map { "// " + $0 }.joined(separator: "\n"))
    //
    // A header for it has these lines. Rows have \(columns) numbers, probabilities \(classes).

    #include <math.h>
    #include <stddef.h>

    // The number of classes, and the label of each.
    extern const size_t \(name)_class_count;
    extern \(cLabel)\(name)_classes[\(classes)];
    // The place of the most probable class of a row.
    size_t \(name)_predict(const double *row);
    // The probability of each class.
    void \(name)_probabilities(const double *row, double *probabilities);

    const size_t \(name)_class_count = \(classes);
    \(cLabel)\(name)_classes[\(classes)] = {
    \(Self.lines(labelItems(\.cLiteral), indent: "  "))
    };

    \(cArrays)

    static void scores(const double *row, double *z) {
    \(cScores)
    }

    size_t \(name)_predict(const double *row) {
      double z[\(classes)];
      scores(row, z);
      size_t best = 0;
      for (size_t k = 1; k < \(classes); k++) {
        if (z[k] > z[best]) best = k;
      }
      return best;
    }

    void \(name)_probabilities(const double *row, double *probabilities) {
      double z[\(classes)];
      scores(row, z);
    \(cLogSigmoid)  double largest = z[0], sum = 0;
      for (size_t k = 1; k < \(classes); k++) largest = z[k] > largest ? z[k] : largest;
      for (size_t k = 0; k < \(classes); k++) sum += probabilities[k] = exp(z[k] - largest);
      for (size_t k = 0; k < \(classes); k++) probabilities[k] /= sum;
    }

    """
  }

  private var cLabel: String { hasTexts ? "const char *const " : "const long long " }

  private var cLogSigmoid: String {
    isOneVsRest
      ? "  for (size_t k = 0; k < \(classes); k++) z[k] = (z[k] < 0 ? z[k] : 0) - log1p(exp(-fabs(z[k])));\n" : ""
  }

  /// Of one score, that of the second class.
  private var cScores: String {
    let x = rule.scaling == nil ? "row[j]" : "(row[j] - shift[j]) * scale[j]"
    let first = scores == 1 ? 1 : 0
    return (first == 1 ? "  z[0] = 0;\n" : "")
      + "  for (size_t k = 0; k < \(scores); k++) z[k + \(first)] = intercepts[k];\n"
      + "  for (size_t j = 0; j < \(columns); j++) {\n    const double x = \(x);\n"
      + "    for (size_t k = 0; k < \(scores); k++) z[k + \(first)] += coefficients[k * \(columns) + j] * x;\n  }"
  }

  private var cArrays: String {
    var arrays = [("coefficients", rule.coefficients.elements), ("intercepts", rule.intercepts)]
    if let scaling = rule.scaling { arrays += [("shift", scaling.shift), ("scale", scaling.scale)] }
    return arrays.map { name, numbers in
      "static const double \(name)[\(numbers.count)] = {\n\(Self.list(numbers, indent: "  "))\n};"
    }.joined(separator: "\n")
  }
}

extension String {
  /// The text in quotes, as C writes it: UTF-8, what is not printable ASCII in octal. A question mark too, since two of
  /// them begin a trigraph.
  fileprivate var cLiteral: String {
    utf8.reduce(into: "\"") { result, byte in
      switch byte {
      case 0x20...0x7E where ![0x22, 0x3F, 0x5C].contains(byte):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 8)
        result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    } + "\""
  }
}
