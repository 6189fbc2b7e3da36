import EstimatorPlots
import Matrices
import Testing

/// Figures print in a line, not pixel by pixel.
@Suite struct FigureDescriptionTests {
  @Test func figuresPrintWhatTheyShow() throws {
    let grid = try ImageGrid(Samples.images(7))
    #expect("\(grid)" == "ImageGrid: 7 pictures of 4 × 4 in 5 columns")
    #expect("\(grid.pictures[0])" == "4 × 4 picture")
    let weights = try WeightImages(Matrix([[1.0 / 3, -0.1, 0, 0]]), classes: ["yes"])
    #expect("\(weights)" == "WeightImages: 1 picture of 2 × 2, full colour at 0.3333")
    let confusion = try ConfusionMatrixPlot(Samples.confusion(3), classes: ["a", "b", "c"])
    #expect("\(confusion)" == "ConfusionMatrixPlot: 3 classes (a, b, c)")
    let chart = try LineChart([.init("train", y: [1, 2, 3]), .init("test", y: [2, 3])])
    #expect("\(chart)" == "LineChart: 2 curves (train, test)")
    #expect("\(chart.curves[0])" == "train: 3 points")
  }
}
