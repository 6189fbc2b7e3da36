// Guarded by `LinearPassTests`, `StochasticGradientTests`.
import CKernels

/// The class and the weight of each row.
///
/// Keeps the numbers in memory of its own, so that a pass over the data can hand out pointers without nesting closures.
package final class RowTargets {
  package let classes: AlignedBuffer<Int32>
  package let weights: AlignedBuffer<Double>?
  /// One more than the largest class.
  package let classCount: Int

  /// - Parameters:
  ///   - classes: The class of each row.
  ///   - weights: One weight per row, or `nil` for all 1.
  package init(classes: [Int32], weights: [Double]?) {
    assert(!classes.contains { $0 < 0 }, "A class below 0")
    assert(weights.map { $0.count == classes.count } ?? true, "Weights for other rows than \(classes.count)")
    assert(!(weights ?? []).contains { !($0 >= 0) }, "A weight below 0, or none")
    self.classes = AlignedBuffer(classes)
    classCount = Int(classes.max() ?? -1) + 1
    self.weights = weights.map { AlignedBuffer($0) }
  }

  /// Those of some rows, as the kernels read them.
  func block(_ rows: Range<Int>) -> est_targets {
    assert(rows.lowerBound >= 0 && rows.upperBound <= classes.count, "Rows \(rows) of \(classes.count)")
    return est_targets(
      classes: UnsafePointer(classes.pointer + rows.lowerBound),
      weights: weights.map { UnsafePointer($0.pointer + rows.lowerBound) }, positive_class: nil, positive_weight: nil,
      negative_weight: nil)
  }

  /// Those of rows in any order, copied.
  func withBlock(_ rows: ArraySlice<Int>, _ body: (inout est_targets) -> Void) {
    assert(!rows.contains { $0 < 0 || $0 >= classes.count }, "A row that is not among \(classes.count)")
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows.count) { own in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { ownWeights in
        for (place, row) in rows.enumerated() {
          own.initializeElement(at: place, to: classes.pointer[row])
          ownWeights.initializeElement(at: place, to: weights?.pointer[row] ?? 1)
        }
        var block = est_targets(
          classes: own.baseAddress, weights: ownWeights.baseAddress, positive_class: nil, positive_weight: nil,
          negative_weight: nil)
        body(&block)
      }
    }
  }
}

/// The target of a problem with two sides: the class that is "yes", and what the weights of both sides are multiplied
/// by.
package struct BinaryTarget: Sendable, Hashable {
  package var positiveClass: Int32
  package var positiveWeight: Double
  package var negativeWeight: Double

  package init(positiveClass: Int32, positiveWeight: Double = 1, negativeWeight: Double = 1) {
    assert(positiveClass >= 0 && positiveWeight >= 0 && negativeWeight >= 0, "A class or a weight below 0")
    self.positiveClass = positiveClass
    self.positiveWeight = positiveWeight
    self.negativeWeight = negativeWeight
  }
}
