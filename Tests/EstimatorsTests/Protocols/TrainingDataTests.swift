import Estimators
import Testing

@Suite struct TrainingDataTests {
  private let x = Matrix<Double>(rows: 5, columns: 1, checked: [0, 1, 2, 3, 4])
  private let y = ["c", "a", "b", "a", "c"]

  @Test func chosenRowsKeepWhatBelongsToThem() throws {
    let groups = ClassEncoding([7, 7, 9, 8, 9]).targets
    let data = TrainingData(x, y, weights: [1, 2, 3, 4, 5], groups: groups)
    let chosen = try data.selectingRows([3, 0, 4])
    #expect(try chosen.input.matrix().elements == [3, 0, 4])
    #expect(chosen.labels == ["a", "c", "c"] && chosen.weights == [4, 1, 5] && chosen.count == 3)
    #expect(chosen.groups?.indices == [1, 0, 2])
    #expect(throws: EstimatorError.rowOutOfRange(row: 5, rows: 5)) { try data.selectingRows([5]) }
  }

  /// As if the labels of the chosen rows were numbered anew.
  @Test func chosenRowsAreNumberedWithoutGaps() throws {
    let data = TrainingData(x, y)
    #expect(data.encoding.classes == ["a", "b", "c"] && data.encoding.targets.indices == [2, 0, 1, 0, 2])
    for rows in [[0, 1, 2, 3, 4], [4, 1], [2], [], [0, 0, 3]] {
      let (chosen, anew) = (try data.selectingRows(rows).encoding, ClassEncoding(rows.map { y[$0] }))
      #expect(chosen.classes == anew.classes && chosen.targets == anew.targets)
      let again = try data.selectingRows([4, 3, 2, 1, 0]).selectingRows(rows.map { 4 - $0 })
      #expect(again.encoding.classes == anew.classes && again.encoding.targets == anew.targets)
    }
  }

  @Test func countsThatDifferAreExplained() {
    func error(_ data: TrainingData<Features, String>) -> EstimatorError? {
      do { try data.requireFittingCounts() } catch { return error as? EstimatorError }
      return nil
    }
    let groups = ClassEncoding([1, 2]).targets
    #expect(error(TrainingData(x, y)) == nil)
    #expect(error(TrainingData(x, ["a"])) == .rowCountMismatch(features: 5, targets: 1))
    #expect(error(TrainingData(x, y, weights: [1])) == .weightCountMismatch(rows: 5, weights: 1))
    #expect(error(TrainingData(x, y, weights: [1, 1, 1, 1, -1])) == .invalidWeight(row: 4, value: -1))
    #expect(error(TrainingData(x, y, groups: groups)) == .groupCountMismatch(rows: 5, groups: 2))
    let none = Matrix<Double>.zeros(rows: 0, columns: 1)
    #expect(error(TrainingData(none, [String]())) == .emptyInput(rows: 0, columns: 1))
  }

  /// A function for any input, as one that wraps estimators is written.
  private func trainingScore<C: LabelEstimator>(
    _ estimator: C, _ x: C.Input, _ y: [C.Label]
  ) throws -> (score: Double, classes: [C.Label]) {
    let data = TrainingData(x, y)
    let model = try estimator.fitted(to: data, startingFrom: nil) { _ in .proceed }
    let again = try estimator.fitted(to: x, y)
    #expect(try model.predict(x) == again.predict(x))
    return (try model.score(x, y), model.classes)
  }

  @Test func oneFunctionReadsFeaturesAndTables() throws {
    let table = try Table(["size": .doubles([1, 2, 8, 9])])
    let pipeline = TablePipeline {
      Columns("size")
      NearestRow(neighbors: 1)
    }
    #expect(try trainingScore(NearestRow(neighbors: 1), table.features(), [3, 3, 5, 5]) == (1, [3, 5]))
    #expect(try trainingScore(pipeline, table, [3, 3, 5, 5]) == (1, [3, 5]))
  }

  private typealias NearestRow = KNeighborsClassifier<Int>
}
