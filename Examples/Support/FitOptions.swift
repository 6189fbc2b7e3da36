import ArgumentParser
import EstimatorDatasets
import Estimators
import Files
import Foundation

/// When a fit ends, and where its figures go.
public struct FitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The fit has converged when no component of the gradient is larger.", valueName: "number"))
  public var tolerance = 1e-5

  @Option(help: ArgumentHelp("The most iterations.", valueName: "count"))
  public var maxIterations = 2000

  @OptionGroup public var report: ReportOptions

  public init() {}

  public func validate() throws {
    guard tolerance.isFinite, tolerance > 0 else {
      throw ValidationError("--tolerance must be a finite number above 0, got \(tolerance).")
    }
    guard maxIterations >= 1 else {
      throw ValidationError("--max-iterations must be 1 or more, got \(maxIterations).")
    }
  }
}

/// Where the figures of a run go.
public struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write the figures of the run to this file, as JSON.", valueName: "file"))
  public var json: String?

  @Flag(help: "Only load the data and report the memory that takes.")
  public var loadOnly = false

  public init() {}

  /// A missing folder, or a device in the place of the file, is found before the fit, not after it.
  public func validate() throws {
    guard let json else { return }
    let folder = URL(filePath: json).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw ValidationError("--json \(json): the folder \(folder) does not exist. Make it first.")
    }
    do {
      try AtomicFile.check(json)
    } catch {
      throw ValidationError("--json \(json): \(error)")
    }
  }

  /// Writes `figures` to the file of `--json`, if there is one. The file appears whole or not at all.
  public func write(_ figures: some Encodable) throws {
    guard let json else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let bytes = try encoder.encode(figures)
    do {
      try bytes.withUnsafeBytes { try AtomicFile.write($0, to: json) }
    } catch let error as FileError {
      throw DatasetError.cannotWrite(file: json, reason: error.description)
    }
  }

  /// What `--load-only` reports.
  public func reportLoading() throws {
    let figures = LoadFigures(peakMemoryMB: PeakMemory.megabytes)
    print("Peak memory with the data loaded: \(figures.peakMemoryMB.fixed(1)) MB")
    try write(figures)
  }
}

private struct LoadFigures: Encodable {
  let peakMemoryMB: Double
}
