import Estimators
import Testing

@Suite struct ProgressBarTests {
  private func iteration(_ number: Int, gradient: Double) -> Iteration {
    Iteration(number: number, objective: 1, gradientNorm: gradient, evaluations: number)
  }

  @Test func itMeasuresTheFallOfTheGradientOnALogarithmicScale() {
    var bar = ProgressBar(title: "fit", tolerance: 1e-4, maxIterations: 1000)
    bar.show(iteration(1, gradient: 1))
    #expect(bar.fraction(iteration(2, gradient: 1e-2)) == 0.5)
    #expect(bar.fraction(iteration(3, gradient: 1e-4)) == 1)
    #expect(bar.fraction(iteration(3, gradient: 1e-9)) == 1)
    #expect(bar.fraction(iteration(3, gradient: 100)) >= 0)
    bar.finish()
  }

  @Test func itMeasuresIterationsWhereTheGradientDoesNotFall() {
    var bar = ProgressBar(title: "fit", tolerance: 1e-4, maxIterations: 10)
    bar.show(iteration(1, gradient: 1))
    #expect(bar.fraction(iteration(5, gradient: 1)) == 0.5)
    #expect(bar.fraction(iteration(5, gradient: .nan)) == 0.5)
  }

  @Test func aLineNamesTheNumbers() {
    let bar = ProgressBar(title: "LogisticRegression", tolerance: 1e-4, maxIterations: 10)
    let line = bar.line(iteration(5, gradient: 0.25))
    #expect(line.hasPrefix("LogisticRegression ███████████████···············"))
    #expect(line.contains("iteration 5, objective 1.0, gradient 0.25"))
  }
}
