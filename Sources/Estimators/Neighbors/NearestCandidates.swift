/// A row of the fit and how far it is.
struct Neighbor {
  let row: Int32
  let distance: Double
}

/// The rows that may be among the nearest of one query, while closeness (the larger the nearer, known between two
/// bounds) comes in row by row.
struct NearestCandidates {
  /// How much weight the nearest must reach.
  private let wanted: Double
  private var rows: [(row: Int32, most: Double)] = []
  /// The rows that are certainly closest, a heap with the least close in front: just enough to reach the weight.
  private var best: [(least: Double, weight: Double)] = []
  private var weight = 0.0
  private var limit = 512

  init(wanted: Double) { self.wanted = wanted }

  /// A row whose closeness is below this cannot be among the nearest.
  var threshold: Double { weight >= wanted ? best[0].least : -.infinity }

  /// The rows that are left, in row order.
  var candidates: [Int32] { rows.lazy.filter { !($0.most < threshold) }.map(\.row) }

  /// - Parameters:
  ///   - least: A closeness that the row has at least; NaN for unknown.
  ///   - most: One that it does not exceed; NaN for unknown.
  ///   - weight: For how many rows it counts, > 0.
  mutating func add(_ row: Int32, least: Double, most: Double, weight: Double) {
    rows.append((row, most))
    // More weight than is wanted would only hide that of the others in the sum.
    push(least.isNaN ? -.infinity : least, min(weight, 2 * wanted))
    guard rows.count >= limit else { return }
    let threshold = threshold
    rows.removeAll { $0.most < threshold }
    limit = max(512, 2 * rows.count)
  }

  private mutating func push(_ least: Double, _ weight: Double) {
    guard self.weight < wanted || least > best[0].least else { return }
    best.append((least, weight))
    self.weight += weight
    rise(best.count - 1)
    // A little more than wanted, since the sum of weights is rounded.
    while best.count > 1, self.weight - best[0].weight >= wanted * (1 + 1e-9) { pop() }
  }

  private mutating func pop() {
    weight -= best[0].weight
    best.swapAt(0, best.count - 1)
    best.removeLast()
    sink()
  }

  private mutating func rise(_ start: Int) {
    var place = start
    while place > 0, best[place].least < best[(place - 1) / 2].least {
      best.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink() {
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < best.count && best[child].least < best[least].least {
        least = child
      }
      guard least != place else { return }
      best.swapAt(place, least)
      place = least
    }
  }
}
