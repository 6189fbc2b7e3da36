import Estimators

/// The losses of the classifiers, for tests that run over both.
package enum LossKind: Sendable, Hashable, CaseIterable {
  case softmax
  case logistic
}

/// Classes and weights of rows, and for logistic losses the sides of each problem.
package struct ClassRows: Sendable {
  package var classes: [Int32]
  package var weights: [Double]?
  package var sides: [BinaryTarget]

  package init(classes: [Int32], weights: [Double]?, sides: [BinaryTarget] = []) {
    (self.classes, self.weights, self.sides) = (classes, weights, sides)
  }

  /// - Parameter classCount: One more than the largest class when `nil`.
  package func loss(_ kind: LossKind, classCount: Int? = nil) -> any RowLoss {
    let targets = RowTargets(classes: classes, weights: weights)
    switch kind {
    case .softmax: return SoftmaxLoss(targets, classCount: classCount ?? targets.classCount)
    case .logistic: return LogisticLoss(targets, sides: sides)
    }
  }
}

extension LinearPass {
  package convenience init(
    features: Features, targets: ClassRows, loss: LossKind, classCount: Int? = nil, variant: KernelVariant = .current
  ) {
    self.init(features: features, loss: targets.loss(loss, classCount: classCount), variant: variant)
  }
}

extension LinearEvaluator {
  package convenience init(
    features: Features, loss: any RowLoss, hasIntercept: Bool, weightTotal: Double, penalty: WeightPenalty,
    variant: KernelVariant = .current, reducer: any Reducer = OneProcess(),
    scoreLimit: Int = LinearObjective.mostScoreBytes
  ) {
    self.init(
      LinearObjective(
        features: features, loss: loss, hasIntercept: hasIntercept, weightTotal: weightTotal, penalty: penalty,
        scoreLimit: scoreLimit), variant: variant, reducer: reducer)
  }

  package convenience init(
    features: Features, targets: ClassRows, loss: LossKind, classCount: Int, hasIntercept: Bool, weightTotal: Double,
    penalty: WeightPenalty, variant: KernelVariant = .current, scoreLimit: Int = LinearObjective.mostScoreBytes
  ) {
    self.init(
      features: features, loss: targets.loss(loss, classCount: classCount), hasIntercept: hasIntercept,
      weightTotal: weightTotal, penalty: penalty, variant: variant, scoreLimit: scoreLimit)
  }
}
