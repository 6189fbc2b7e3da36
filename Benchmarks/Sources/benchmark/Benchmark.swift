import Foundation

/// Measures one job in this process and prints one line of JSON.
///
///     MNIST_DIR=~/mnist benchmark '{"kind": "fit", "data": "mnist", "rows": 10000, "scale": 255}'
///
/// `compare.py` starts it, once per run, so that no run finds what another left in caches, pools or the allocator.
@main
struct Benchmark {
  static func main() {
    do {
      try print(line(for: job()))
    } catch {
      FileHandle.standardError.write(Data("benchmark: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func job() throws -> Job {
    guard CommandLine.arguments.count == 2 else {
      throw BenchmarkError.usage(
        "Pass one argument, the job as JSON: benchmark '{\"kind\": \"fit\", \"data\": \"iris\"}'.")
    }
    return try Job(json: CommandLine.arguments[1])
  }

  private static func line(for job: Job) throws -> String {
    let outcome =
      switch job.kind {
      case .fit: try FitRun(job).measure()
      case .repeatedFit: try RepeatedFitRun(job).measure()
      case .pass: try PassRun(job).measure()
      case .predict: try PredictRun(job).measure()
      case .crossValidate: try CrossValidationRun(job).measure()
      case .losses: try LossRun(job: job).measure()
      case .selection: try SelectionRun(job).measure()
      case .pipelineMemory: try PipelineMemoryRun(job: job).measure()
      case .path: try PathRun(job).measure()
      case .roofline: try RooflineRun(job).measure()
      }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(outcome), as: UTF8.self)
  }
}
