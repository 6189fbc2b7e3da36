import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A fitted linear classifier, with the scalers before it, as one source file that predicts and needs nothing else.
///
///     try SourceCode(pipeline, in: .c, name: "digits").write(to: URL(filePath: "digits.c"))
///
/// For firmware, a web page, or a program that shall not depend on this package. What the file offers is written at its
/// top: the classes, the probabilities of a row, and its class. It computes in doubles, as the model does; sums are
/// added in another order, so last digits differ.
///
/// - SeeAlso: m2cgen.
public struct SourceCode: Sendable, Hashable {
  /// The text of the file.
  public let text: String

  /// A fitted model as source code.
  ///
  /// - Parameters:
  ///   - model: What `fitted(to:)` returns.
  ///   - language: `.swift`, `.c` or `.javaScript`.
  ///   - name: The name of the Swift type, with a capital letter, or what names of C begin with.
  ///   - documentation: What whoever opens the file should know.
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` for a step that is no scaler or linear classifier,
  ///   and labels that are neither integers nor texts; `EstimatorError.invalidSetting(name:value:rule:)` for a name
  ///   that the language does not allow.
  public init(
    _ model: some LabelModel, in language: SourceLanguage, name: String = "classifier", documentation: String = ""
  ) throws {
    let rule = try linearPredictor(of: model, for: SourceWriter.format)
    let writer = SourceWriter(
      rule: rule, labels: try ExportedLabels(model.classes), name: name, documentation: documentation)
    try writer.validate()
    text =
      switch language.kind {
      case .swift: writer.swift
      case .c: writer.c
      case .javaScript: writer.javaScript
      }
  }

  /// A fitted classifier, pipeline or search as source code.
  ///
  /// - Throws: `EstimatorError.notFitted(_:)` before `fit`, and as for a model.
  public init<Fitted: LabelEstimator>(
    _ estimator: Fitted, in language: SourceLanguage, name: String = "classifier", documentation: String = ""
  ) throws {
    try self.init(estimator.requireModel(), in: language, name: name, documentation: documentation)
  }

  /// Writes the file, which appears whole or not at all.
  ///
  /// - Throws: ``ExportError/notWritten(path:reason:)``.
  public func write(to url: URL) throws { try writeFile(text.utf8, to: url) }
}

/// The language of a ``SourceCode``.
public struct SourceLanguage: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case swift, c, javaScript
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Swift 5 or later: an enum with static functions.
  public static let swift = Self(.swift)
  /// C99: three functions; link the mathematical library.
  public static let c = Self(.c)
  /// JavaScript: a module (`.mjs`) with two functions.
  public static let javaScript = Self(.javaScript)
}
