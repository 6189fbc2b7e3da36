import ArgumentParser
import EstimatorDatasets
import EstimatorDownloads
import Estimators

/// Which digits an example uses, how many, and in which unit of grey.
public struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A folder with MNIST as IDX files (.gz or not), npz files or Kaggle's CSV.",
      discussion: "Without it: the 1,797 digits of 8 × 8 pixels that come with the package, 80 % of them for training.",
      valueName: "folder"))
  public var data: String?

  @Flag(help: "MNIST from the cache folder, where it is downloaded to first if need be (11.6 MB).")
  public var download = false

  @Option(help: ArgumentHelp("Learn from the first pictures only.", valueName: "count"))
  public var train: Int?

  @Option(help: ArgumentHelp("Divide the grey levels by this number.", valueName: "number"))
  public var scale = 1.0

  public init() {}

  public func validate() throws {
    guard data == nil || !download else {
      throw ValidationError("--data and --download are two sources of the same pictures. Give one of them.")
    }
    if let train, train < 1 { throw ValidationError("--train must be 1 or more, got \(train).") }
    guard scale.isFinite, scale > 0 else {
      throw ValidationError("--scale must be a finite number above 0, got \(scale). 255 brings MNIST into 0...1.")
    }
  }

  /// Reads the digits, and says on standard error which.
  public func load() async throws -> DigitData {
    var digits = try await source()
    if let train {
      guard train <= digits.train.labels.count else {
        throw ValidationError(
          "--train \(train) is more than the \(digits.train.labels.count) training pictures of \(digits.name).")
      }
      digits.train = digits.train.prefix(train)
    }
    note(
      "\(digits.name): \(digits.train.labels.count) training and \(digits.test.labels.count) test pictures of "
        + "\(digits.train.images.columns) pixels" + (scale == 1 ? "" : ", grey levels divided by \(scale)"))
    return digits
  }

  private func source() async throws -> DigitData {
    if let data { return try .mnist(MNIST.load(from: data)) }
    guard download else { return try .bundled() }
    let folder = try await MNIST.download { if $0.received == $0.expected { note("Fetched \($0.file)") } }
    return try .mnist(MNIST.load(from: folder))
  }

  /// The pictures as features, in the unit that `--scale` asks for.
  public func features(_ part: DigitData.Part) throws -> Features {
    let pixels = part.images.columns
    guard scale != 1 else { return part.images.features }
    return try part.images.features.applying(
      ColumnAffine(scale: Array(repeating: 1 / scale, count: pixels), shift: Array(repeating: 0, count: pixels)))
  }
}
