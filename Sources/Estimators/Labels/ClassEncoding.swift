/// What a supervised transformer may look at: class numbers, not the caller's label type.
public struct ClassTargets: Sendable, Hashable {
  /// The class of each row, in `0..<count`.
  public let indices: [Int32]
  /// The number of classes, K.
  public let count: Int

  package init(indices: [Int32], count: Int) {
    assert(!indices.contains { $0 < 0 || Int($0) >= count }, "A class that is not among \(count)")
    self.indices = indices
    self.count = count
  }
}

/// The distinct labels of a data set in ascending order, and each row's place among them.
public struct ClassEncoding<Label: ClassLabel>: Sendable {
  /// The distinct labels in ascending order.
  public let classes: [Label]
  /// The class of each row, in `0..<classes.count`.
  public let targets: ClassTargets

  /// Numbers the labels by their order. scikit-learn's `LabelEncoder`.
  ///
  /// - Complexity: O(n) expected.
  public init(_ labels: [Label]) {
    if let numbers = labels as? [Int], let encoding = DenseEncoding(numbers),
      let classes = encoding.classes as? [Label]
    {
      self.classes = classes
      targets = ClassTargets(indices: encoding.indices, count: classes.count)
      return
    }
    var places: [Label: Int32] = [:]
    var firstSeen: [Label] = []
    var indices: [Int32] = []
    indices.reserveCapacity(labels.count)
    for label in labels {
      let place = places[label] ?? Int32(firstSeen.count)
      if Int(place) == firstSeen.count {
        places[label] = place
        firstSeen.append(label)
      }
      indices.append(place)
    }
    let order = firstSeen.indices.sorted { Label.inClassOrder(firstSeen[$0], firstSeen[$1]) }
    var rank = [Int32](repeating: 0, count: order.count)
    for (position, place) in order.enumerated() { rank[place] = Int32(position) }
    classes = order.map { firstSeen[$0] }
    targets = ClassTargets(indices: indices.map { rank[Int($0)] }, count: classes.count)
  }

  /// The classes of chosen rows, numbered without gaps.
  ///
  /// - Parameters:
  ///   - places: The place of each row's class among `all`.
  ///   - all: Classes, ascending; those without a row are left out.
  init(choosing places: [Int32], among all: [Label]) {
    var rank = [Int32](repeating: -1, count: all.count)
    for place in places { rank[Int(place)] = 0 }
    var classes: [Label] = []
    for place in all.indices where rank[place] == 0 {
      rank[place] = Int32(classes.count)
      classes.append(all[place])
    }
    self.classes = classes
    let isWhole = classes.count == all.count
    targets = ClassTargets(indices: isWhole ? places : places.map { rank[Int($0)] }, count: classes.count)
  }
}

/// Whole numbers that lie close together, numbered by a table: no hashing.
private struct DenseEncoding {
  let classes: [Int]
  let indices: [Int32]

  /// A table may be this long, or as long as there are labels.
  private static let shortTable = 256

  /// `nil` where they lie far apart.
  init?(_ labels: [Int]) {
    guard let first = labels.first else { return nil }
    var (least, most) = (first, first)
    for label in labels { (least, most) = (min(least, label), max(most, label)) }
    let (distance, overflows) = most.subtractingReportingOverflow(least)
    guard !overflows, distance < max(Self.shortTable, labels.count) else { return nil }
    var places = [Int32](repeating: -1, count: distance + 1)
    for label in labels { places[label - least] = 0 }
    var classes: [Int] = []
    for offset in places.indices where places[offset] == 0 {
      places[offset] = Int32(classes.count)
      classes.append(least + offset)
    }
    self.classes = classes
    indices = labels.map { places[$0 - least] }
  }
}
