// Labels of two types get a sentence from the compiler instead of a list of candidates. None of these can be called.

@available(
  *, unavailable,
  message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
)
public func accuracy<Predicted: Collection, Truth: Collection>(
  of predicted: Predicted, against truth: Truth, sampleWeight: [Double]? = nil
) throws -> Double where Predicted.Element: Hashable, Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
)
public func precisionScore<Predicted: Collection, Truth: Collection>(
  of predicted: Predicted, against truth: Truth, sampleWeight: [Double]? = nil
) throws -> Double where Predicted.Element: Hashable, Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
)
public func recallScore<Predicted: Collection, Truth: Collection>(
  of predicted: Predicted, against truth: Truth, sampleWeight: [Double]? = nil
) throws -> Double where Predicted.Element: Hashable, Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
)
public func f1Score<Predicted: Collection, Truth: Collection>(
  of predicted: Predicted, against truth: Truth, sampleWeight: [Double]? = nil
) throws -> Double where Predicted.Element: Hashable, Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
)
public func fBetaScore<Predicted: Collection, Truth: Collection>(
  _ beta: Double, of predicted: Predicted, against truth: Truth, sampleWeight: [Double]? = nil
) throws -> Double where Predicted.Element: Hashable, Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
)
public func balancedAccuracy<Predicted: Collection, Truth: Collection>(
  of predicted: Predicted, against truth: Truth, sampleWeight: [Double]? = nil
) throws -> Double where Predicted.Element: Hashable, Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
)
public func zeroOneLoss<Predicted: Collection, Truth: Collection>(
  of predicted: Predicted, against truth: Truth, sampleWeight: [Double]? = nil
) throws -> Double where Predicted.Element: Hashable, Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
)
public func matthewsCorrelation<Predicted: Collection, Truth: Collection>(
  of predicted: Predicted, against truth: Truth, sampleWeight: [Double]? = nil
) throws -> Double where Predicted.Element: Hashable, Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
)
public func cohenKappa<Predicted: Collection, Truth: Collection>(
  of predicted: Predicted, against truth: Truth, sampleWeight: [Double]? = nil
) throws -> Double where Predicted.Element: Hashable, Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
)
public func accuracyInterval<Predicted: Collection, Truth: Collection>(
  of predicted: Predicted, against truth: Truth, confidence: Double = 0.95, sampleWeight: [Double]? = nil
) throws -> ClosedRange<Double> where Predicted.Element: Hashable, Truth.Element: Hashable {
  throw EstimatorError.otherLabels
}

@available(
  *, unavailable,
  message: "The true labels are of another type than the classes. Convert one side, as in truth.map(String.init)."
)
public func logLoss<Truth: Collection, Label: ClassLabel>(
  of scores: Matrix<Double>, against truth: Truth, classes: [Label], sampleWeight: [Double]? = nil
) throws -> Double where Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "The true labels are of another type than the classes. Convert one side, as in truth.map(String.init)."
)
public func brierScore<Truth: Collection, Label: ClassLabel>(
  of scores: Matrix<Double>, against truth: Truth, classes: [Label], sampleWeight: [Double]? = nil
) throws -> Double where Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "The true labels are of another type than the classes. Convert one side, as in truth.map(String.init)."
)
public func rocAUC<Truth: Collection, Label: ClassLabel>(
  of scores: Matrix<Double>, against truth: Truth, classes: [Label], sampleWeight: [Double]? = nil
) throws -> Double where Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "The true labels are of another type than the classes. Convert one side, as in truth.map(String.init)."
)
public func averagePrecision<Truth: Collection, Label: ClassLabel>(
  of scores: Matrix<Double>, against truth: Truth, classes: [Label], sampleWeight: [Double]? = nil
) throws -> Double where Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "The true labels are of another type than the classes. Convert one side, as in truth.map(String.init)."
)
public func expectedCalibrationError<Truth: Collection, Label: ClassLabel>(
  of scores: Matrix<Double>, against truth: Truth, classes: [Label], sampleWeight: [Double]? = nil
) throws -> Double where Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "The true labels are of another type than the classes. Convert one side, as in truth.map(String.init)."
)
public func topKAccuracy<Truth: Collection, Label: ClassLabel>(
  _ k: Int, of scores: Matrix<Double>, against truth: Truth, classes: [Label], sampleWeight: [Double]? = nil
) throws -> Double where Truth.Element: Hashable { throw EstimatorError.otherLabels }

@available(
  *, unavailable,
  message: "The true labels are of another type than the classes. Convert one side, as in truth.map(String.init)."
)
public func logLoss<Truth: Collection, Label: ClassLabel>(
  ofLogProbabilities scores: Matrix<Double>, against truth: Truth, classes: [Label], sampleWeight: [Double]? = nil
) throws -> Double where Truth.Element: Hashable { throw EstimatorError.otherLabels }

extension ConfusionMatrix {
  @available(
    *, unavailable,
    message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
  )
  public init<Truth: Collection>(
    of predicted: some Collection<Label>, against truth: Truth, classes: [Label]? = nil, sampleWeight: [Double]? = nil
  ) throws where Truth.Element: Hashable { throw EstimatorError.otherLabels }
}

extension ClassificationReport {
  @available(
    *, unavailable,
    message: "Predicted and true labels are of different types. Convert one side, as in truth.map(String.init)."
  )
  public init<Truth: Collection>(
    of predicted: some Collection<Label>, against truth: Truth, classes: [Label]? = nil, sampleWeight: [Double]? = nil
  ) throws where Truth.Element: Hashable { throw EstimatorError.otherLabels }
}
