import Dispatch
import Estimators
import Testing
import _EstimatorTestSupport

/// A pool of one thread: whoever blocks it stops everybody on it.
private final class OneThread: TaskExecutor {
  private let queue = DispatchQueue(label: "one-thread")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Rows on which a fit takes thousands of iterations, so that there is time to interrupt it.
private enum LongFit {
  static let labels = (0..<4000).map { $0 % 10 }

  static func features() -> Matrix<Double> {
    var random = RandomState(1)
    return Matrix(rows: 4000, columns: 50) { buffer in
      for index in buffer.indices {
        let scale = index % 50 < 25 ? 1.0 : 100
        buffer.initializeElement(at: index, to: scale * random.random())
      }
    }
  }

  // Gradient descent on columns of unlike scale: it would take days.
  static let classifier = LogisticRegression(solver: .gd, c: 1e6, tolerance: 1e-14, maxIterations: 1_000_000)
}

@Suite struct FitSequenceTests {
  private let sample = LawSample.threeClasses

  @Test func itEndsInTheModelThatFitGives() async throws {
    let clf = LogisticRegression<String>(tolerance: 1e-8)
    var iterations: [Iteration] = []
    var model: LogisticRegression<String>.Model?
    for try await progress in clf.fitting(sample.doubles, sample.labels) {
      switch progress {
      case .iteration(let iteration): iterations.append(iteration)
      case .model(let fitted): model = fitted
      }
    }
    #expect(try model == clf.fitted(to: sample.doubles, sample.labels))
    #expect(zip(iterations, iterations.dropFirst()).allSatisfy { $0.number < $1.number })
  }

  @Test func itsModelNeedsNoLoop() async throws {
    let clf = LogisticRegression<String>(tolerance: 1e-8)
    let model = try await clf.fitting(sample.doubles, sample.labels).model
    #expect(try model == clf.fitted(to: sample.doubles, sample.labels))
  }

  @Test func waitingForTheModelCanBeCancelled() async throws {
    let task = Task {
      try await LongFit.classifier.fitting(LongFit.features(), LongFit.labels).model
    }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    await #expect(throws: FitInterrupted<LogisticRegression<Int>.Model>.self) { try await task.value }
  }

  @Test func aPipelineOfATableIsFittedAndCancelledInTheBackground() async throws {
    let x = LongFit.features()
    let table = try Table(names: (0..<50).map { "x\($0)" }, columns: (0..<50).map { .doubles(x[column: $0]) })
    var pipeline = TablePipeline {
      Columns(.all)
      LongFit.classifier
    }
    let endless = pipeline
    let task = Task { try await endless.fitting(table, LongFit.labels).model }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    await #expect(throws: FitInterrupted<TablePipeline<Columns<Passthrough>, LogisticRegression<Int>>.Model>.self) {
      try await task.value
    }
    pipeline.classifier = LogisticRegression(maxIterations: 2)
    let few = try table.selecting(rows: Array(0..<100))
    let labels = Array(LongFit.labels.prefix(100))
    #expect(try await pipeline.fitting(few, labels).model == pipeline.fitted(to: few, labels))
  }

  @Test func itThrowsWhatTheFitThrows() async throws {
    let clf = LogisticRegression<String>(c: -1)
    let error = await #expect(throws: EstimatorError.self) {
      for try await _ in clf.fitting(sample.doubles, sample.labels) {}
    }
    #expect(error?.setting == "c")
  }

  @Test func anotherTaskOnAPoolOfOneThreadKeepsTicking() async throws {
    let pool = OneThread()
    let x = LongFit.features()
    let ticks = Task(executorPreference: pool) {
      var ticks = 0
      while !Task.isCancelled {
        ticks += 1
        try? await Task.sleep(for: .milliseconds(1))
      }
      return ticks
    }
    let fit = Task(executorPreference: pool) {
      var seen = 0
      for try await progress in LongFit.classifier.fitting(x, LongFit.labels) {
        if case .iteration(let iteration) = progress { seen = iteration.number }
        if seen >= 200 { break }
      }
      return seen
    }
    let iterations = try await fit.value
    ticks.cancel()
    let ticked = await ticks.value
    #expect(iterations >= 200)
    #expect(ticked > 10, "The fit held the pool's only thread: \(ticked) ticks in \(iterations) iterations")
  }

  @Test func cancellingTheTaskThrowsTheBestModelSoFar() async throws {
    let x = LongFit.features()
    let started = DispatchSemaphore(value: 0)
    let task = Task {
      for try await progress in LongFit.classifier.fitting(x, LongFit.labels) {
        if case .iteration(let iteration) = progress, iteration.number >= 3 { started.signal() }
      }
    }
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        started.wait()
        continuation.resume()
      }
    }
    task.cancel()
    do {
      try await task.value
      Issue.record("A cancelled fit must throw")
    } catch let interrupted as FitInterrupted<LogisticRegression<Int>.Model> {
      #expect(interrupted.iteration >= 3)
      #expect(interrupted.model.report.stopped == .cancelled)
      #expect(try interrupted.model.score(x, LongFit.labels) >= 0)
      #expect("\(interrupted)".contains("best model so far"))
    }
  }

  @Test func cancellingATaskStopsAPlainFitInside() async throws {
    let x = LongFit.features()
    let task = Task { try LongFit.classifier.fitted(to: x, LongFit.labels) }
    task.cancel()
    await #expect(throws: FitInterrupted<LogisticRegression<Int>.Model>.self) { try await task.value }
  }
}

@Suite struct ProgressTests {
  private let sample = LawSample.threeClasses

  @Test func theCallerMayStopAndKeepsTheModel() throws {
    var seen: [Int] = []
    let model = try LogisticRegression<String>(tolerance: 1e-12).fitted(to: sample.doubles, sample.labels) {
      seen.append($0.number)
      return $0.number == 4 ? .stop : .proceed
    }
    #expect(seen == [1, 2, 3, 4])
    #expect(model.report.stopped == .caller && model.iterations == [4])
  }

  @Test func whatTheClosureThrowsReachesTheCaller() throws {
    struct Enough: Error {}
    #expect(throws: Enough.self) {
      try LogisticRegression<String>().fitted(to: sample.doubles, sample.labels) { _ in throw Enough() }
    }
  }

  @Test(arguments: MultiClass.allCases, [Solver.lbfgs, .gd, .newtonCholesky, .newtonCG])
  func theObjectiveFallsFromIterationToIteration(multiClass: MultiClass, solver: Solver) throws {
    let history = try LogisticRegression<String>(multiClass: multiClass, solver: solver, maxIterations: 50)
      .fitted(to: sample.doubles, sample.labels).report.history
    #expect(history.count > 2)
    for (a, b) in zip(history, history.dropFirst()) {
      #expect(b.objective <= a.objective && b.number >= a.number && b.evaluations > a.evaluations)
    }
  }

  @Test func aPipelineReportsAndIsInterruptedLikeItsClassifier() throws {
    let pipeline = Pipeline {
      StandardScaler()
      LogisticRegression<String>(tolerance: 1e-12)
    }
    var seen = 0
    #expect(throws: FitInterrupted<Pipeline<StandardScaler, LogisticRegression<String>>.Model>.self) {
      try pipeline.fitted(to: sample.doubles, sample.labels) { _ in
        seen += 1
        if seen == 2 { throw CancellationError() }
        return .proceed
      }
    }
    #expect(seen == 2)
  }
}
