import Estimators
import Testing

@Suite struct FitProgressBarTests {
  private func iteration(_ number: Int, gradient: Double, objective: Double = 1) -> Iteration {
    Iteration(number: number, objective: objective, gradientNorm: gradient, evaluations: number)
  }

  @Test func itMeasuresTheFallOfTheGradientOnALogarithmicScale() {
    var bar = FitProgressBar(title: "fit", tolerance: 1e-4, maxIterations: 1000)
    bar.show(iteration(1, gradient: 1))
    #expect(bar.fraction(iteration(2, gradient: 1e-2)) == 0.5)
    #expect(bar.fraction(iteration(3, gradient: 1e-4)) == 1)
    #expect(bar.fraction(iteration(3, gradient: 1e-9)) == 1)
    #expect(bar.fraction(iteration(3, gradient: 100)) >= 0)
    bar.finish()
  }

  @Test func itMeasuresIterationsWhereTheGradientDoesNotFall() {
    var bar = FitProgressBar(title: "fit", tolerance: 1e-4, maxIterations: 10)
    bar.show(iteration(1, gradient: 1))
    #expect(bar.fraction(iteration(5, gradient: 1)) == 0.5)
    #expect(bar.fraction(iteration(5, gradient: .nan)) == 0.5)
  }

  @Test func aWideLineNamesTheNumbersWithFourDigits() {
    let bar = FitProgressBar(title: "LogisticRegression", tolerance: 1e-4, maxIterations: 10)
    let line = bar.line(
      iteration(5, gradient: 0.057305425692266876, objective: 0.19665843612114486), elapsed: 12, width: 200)
    #expect(
      line == "LogisticRegression ███████████████··············· iteration 5, 12 s, about 12 s left, objective 0.1967, "
        + "gradient 0.05731")
  }

  @Test(arguments: [1, 20, 40, 80, 120, 200])
  func aLineFitsIntoTheTerminal(width: Int) {
    let bar = FitProgressBar(title: "LogisticRegression", tolerance: 1e-4, maxIterations: 10_000)
    let line = bar.line(
      iteration(758, gradient: 0.057305425692266876, objective: 0.19665843612114486), elapsed: 3, width: width)
    #expect(line.count <= width)
    if width >= 40 { #expect(line.contains("iteration 758")) }
    if width >= 80 { #expect(line.contains("3.0 s") && line.contains("█")) }
  }
}
