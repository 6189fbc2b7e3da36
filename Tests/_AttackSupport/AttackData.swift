import Matrices

/// Rows, classes and weights that hurt.
struct AttackData {
  let x: Matrix<Double>
  let y: [Int]
  let weights: [Double]?

  init(classes: Int, _ dice: inout Dice) {
    let isWide = dice.happens(0.15)
    let (n, p) = isWide ? (dice.integer(8, 20), dice.integer(15, 30)) : (dice.integer(12, 80), dice.integer(1, 8))
    let y = (0..<n).map { $0 < classes ? $0 : dice.integer(0, classes - 1) }
    let separation = dice.pick([0, 0.3, 1, 1, 3])
    var columns = (0..<p).map { j in
      let centres = (0..<classes).map { _ in separation * dice.normal() }
      return y.map { centres[$0] + dice.normal() }
    }
    Self.spoil(&columns, &dice)
    self.y = y
    x = Matrix(rows: n, columns: p) { elements in
      for i in 0..<n {
        for j in 0..<p { elements.initializeElement(at: i * p + j, to: columns[j][i]) }
      }
    }
    weights = Self.weights(n, classes, &dice)
  }

  /// Collinear, constant, offset, mostly empty and badly scaled columns.
  private static func spoil(_ columns: inout [[Double]], _ dice: inout Dice) {
    let p = columns.count
    if p > 2, dice.happens(0.25) {
      let noise = dice.pick([0, 0, 1e-5, 1e-3])
      columns[p - 1] = zip(columns[0], columns[1]).map { 2 * $0 - $1 + noise * dice.normal() }
    }
    if dice.happens(p == 1 ? 0.5 : 0.05) {
      let value = dice.pick([3.0, 255])
      columns[p - 1] = columns[p - 1].map { _ in value }
    }
    if p > 3, dice.happens(0.1) { columns[2] = columns[2].map { dice.happens(0.8) ? 0 : $0 } }
    if dice.happens(0.25) {
      for j in columns.indices {
        let offset = dice.pick([0, 1, 10, 100]) * dice.normal()
        columns[j] = columns[j].map { $0 + offset }
      }
    }
    if dice.happens(0.3) {
      for j in columns.indices {
        let scale = dice.powerOfTen(-3, 3)
        columns[j] = columns[j].map { $0 * scale }
      }
    }
  }

  /// The first row of each class keeps a weight.
  private static func weights(_ n: Int, _ classes: Int, _ dice: inout Dice) -> [Double]? {
    switch dice.integer(0, 9) {
    case 0..<5: nil
    case 5..<8: (0..<n).map { $0 >= classes && dice.happens(0.3) ? 0 : dice.uniform(0.1, 3) }
    default: (0..<n).map { _ in dice.powerOfTen(-3, 3) }
    }
  }
}
