import Estimators

extension LawSample {
  static var mostReadyClasses: Int { 8 }

  /// Two or three classes around centres on a line, more that columns tell apart.
  init(ready classes: [Label], stranger: Label?, spare: [Label] = []) {
    guard classes.count < 4 else {
      self.init(separable: classes, stranger: stranger)
      return
    }
    self.init(classes: classes, stranger: stranger, spare: spare) { row, noise in
      let centre = [2.0, 5, 7][row % classes.count]
      return noise.enumerated().map { j, u in (j == 3 ? 4 : j == 1 ? 9 - centre : centre) + (6 * u - 3) }
    }
  }

  /// Each column alone decides the class of some rows: those of a class have a high number, 4...9, in columns of its
  /// own and low ones, 0...4, in the others.
  private init(separable classes: [Label], stranger: Label?) {
    let profiles = Self.highColumns(classes.count)
    self.init(classes: classes, stranger: stranger, spare: []) { row, noise in
      let kinds = profiles[row % classes.count]
      let high = kinds[row / classes.count % kinds.count]
      return noise.enumerated().map { j, u in high.contains(j) ? 4 + 6 * u : 5 * u }
    }
  }

  /// The columns in which the rows of each class are high; kinds of rows take turns.
  private static func highColumns(_ classes: Int) -> [[Set<Int>]] {
    classes <= 4
      ? (0..<classes).map { k in stride(from: k, to: 4, by: classes).map { [$0] } }
      : [[[0]], [[1]], [[2]], [[3]], [[]], [[0, 1]], [[2, 3]], [[1, 2]]]
  }

  /// 20 rows of each class in turn, of numbers that four random ones in 0..<1 decide, from a fixed stream.
  private init(
    classes: [Label], stranger: Label?, spare: [Label], numbers: (_ row: Int, _ noise: [Double]) -> [Double]
  ) {
    var random = RandomState(7)
    let rows = 20 * classes.count
    let elements = (0..<rows).flatMap { row in
      numbers(row, (0..<4).map { _ in random.random() }).map { UInt8(max(0, min(9, $0))) }
    }
    self.init(
      bytes: Matrix(rows: rows, columns: 4, checked: elements), labels: (0..<rows).map { classes[$0 % classes.count] },
      weights: (0..<rows).map { Self.weight($0, classes.count) }, stranger: stranger, spare: spare)
  }

  /// 0...3, all of them in every class.
  private static func weight(_ row: Int, _ classes: Int) -> Int {
    classes < 4 ? (row * 7 + row / 5) % 4 : (row / classes + row % classes) % 4
  }
}

extension LawSample {
  var separable: [LawSample] {
    guard spare != nil else { return [self] }
    return [LawSample(separable: ClassEncoding(labels).classes, stranger: stranger)] + moreClasses
  }

  var andMoreClasses: [LawSample] { moreClasses + [self] }

  /// What works with two classes only must not be asked for more: there is none for them.
  private var moreClasses: [LawSample] {
    guard let spare else { return [] }
    let classes = ClassEncoding(labels).classes
    let all = Array((classes + (stranger.map { [$0] } ?? []) + spare).prefix(5))
    return classes.count > 2 && all.count > classes.count ? [LawSample(separable: all, stranger: nil)] : []
  }
}

extension LawSample<String> {
  /// Three classes called ash, birch and cedar.
  public static var threeClasses: LawSample {
    LawSample(ready: ["ash", "birch", "cedar"], stranger: "never seen", spare: ["elm"])
  }
  /// Two classes called no and yes.
  public static var twoClasses: LawSample { LawSample(ready: ["no", "yes"], stranger: "never seen") }
  /// Five classes called ash, birch, cedar, elm and fir.
  public static var fiveClasses: LawSample {
    LawSample(ready: ["ash", "birch", "cedar", "elm", "fir"], stranger: "never seen")
  }
}

extension LawSample<Int> {
  /// Three classes called 1, 2 and 5.
  public static var threeNumbers: LawSample { LawSample(ready: [1, 2, 5], stranger: 3, spare: [7]) }
  /// Two classes called 0 and 1.
  public static var twoNumbers: LawSample { LawSample(ready: [0, 1], stranger: 2) }
  /// Five classes called 0, 1, 2, 5 and 7.
  public static var fiveNumbers: LawSample { LawSample(ready: [0, 1, 2, 5, 7], stranger: 3) }
}

extension LawSample<Bool> {
  /// The classes false and true.
  public static var truthValues: LawSample { LawSample(ready: [false, true], stranger: nil) }
}
