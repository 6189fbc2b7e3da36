// Guarded by `DualityGapTests`.
import Matrices

/// What a path over the strength of the penalty needs: other penalties, and fewer columns.
extension LinearObjective {
  /// The places of the weights of a feature in the parameters of a problem.
  package func weightIndices(ofColumn j: Int) -> StrideTo<Int> {
    stride(from: j, to: parameterCount, by: columnParameters)
  }

  /// ∇ of the mean loss at the end of a fit, without the penalty.
  package func weightSlopes(_ end: Iterate) -> [Double] {
    let q = columnParameters
    return end.evaluation.gradient.enumerated().map { index, slope in
      let j = index % q
      return j < penalty.l2.count ? slope - penalty.l2[j] * end.point[index] : slope
    }
  }

  /// The same problems over some of the columns only.
  func withColumns(_ columns: [Int]) throws -> LinearObjective {
    LinearObjective(
      features: try features.selectingColumns(columns), loss: loss, hasIntercept: hasIntercept,
      weightTotal: weightTotal, penalty: penalty.ofColumns(columns))
  }

  /// The parameters of one problem that belong to some columns and the intercepts.
  package func gathered(_ point: [Double], _ columns: [Int]) -> [Double] {
    stride(from: 0, to: point.count, by: columnParameters).flatMap { start in
      columns.map { point[start + $0] } + (hasIntercept ? [point[start + columnParameters - 1]] : [])
    }
  }

  /// The other way: `point` with these parameters put in, and 0 for the weights of all other columns.
  package func expanded(_ few: [Double], from columns: [Int], onto point: [Double]) -> [Double] {
    var full = [Double](repeating: 0, count: point.count)
    let width = columns.count + (hasIntercept ? 1 : 0)
    for (start, fewStart) in zip(
      stride(from: 0, to: point.count, by: columnParameters), stride(from: 0, to: few.count, by: width))
    {
      for (place, j) in columns.enumerated() { full[start + j] = few[fewStart + place] }
      if hasIntercept { full[start + columnParameters - 1] = few[fewStart + columns.count] }
    }
    return full
  }
}
