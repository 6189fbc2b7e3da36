import CKernels

/// What each row should become: its class, its weight, and for one logistic loss per column, which class it is for.
///
/// Keeps the numbers in memory of its own, so that a pass over the data can hand out pointers without nesting closures.
package final class RowTargets {
  let classes: AlignedBuffer<Int32>
  let weights: AlignedBuffer<Double>?
  package let sides: [LogisticSide]
  /// One more than the largest class.
  let classCount: Int

  /// - Parameters:
  ///   - classes: The class of each row.
  ///   - weights: One weight per row, or `nil` for all 1.
  ///   - sides: For logistic losses, one per score column.
  package init(classes: [Int32], weights: [Double]?, sides: [LogisticSide] = []) {
    self.classes = AlignedBuffer(classes)
    classCount = Int(classes.max() ?? -1) + 1
    self.weights = weights.map(AlignedBuffer.init)
    self.sides = sides
  }
}

/// One problem of one-vs-rest: the class that is "yes", and what the weights of both sides are multiplied by.
package struct LogisticSide: Sendable, Hashable {
  package var positiveClass: Int32
  package var positiveWeight: Double
  package var negativeWeight: Double

  package init(positiveClass: Int32, positiveWeight: Double = 1, negativeWeight: Double = 1) {
    self.positiveClass = positiveClass
    self.positiveWeight = positiveWeight
    self.negativeWeight = negativeWeight
  }
}
