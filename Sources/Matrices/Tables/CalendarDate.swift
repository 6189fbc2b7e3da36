/// A date of the Gregorian calendar and a time of day, as ISO 8601 writes them.
///
///     let date = CalendarDate("2024-02-29T18:30:00+01:00")
///     date?[.year]                         // 2024
///     date?[.secondsSince1970]             // 1709227800
///
/// Year, month, weekday and hour are those that are written, wherever that was. A text without a zone is taken for UTC.
///
/// - SeeAlso: ``Table/dates(_:)``. pandas calls this a `Timestamp`.
public struct CalendarDate: Sendable, Hashable {
  /// The year, 0…9999.
  public let year: Int
  /// The month, 1…12.
  public let month: Int
  /// The day of the month, 1…31.
  public let day: Int
  /// Seconds since the day began, ≥ 0 and below 86 401: a leap second counts.
  public let secondOfDay: Double
  /// How many seconds the clock is ahead of UTC, ±86 340 at most.
  public let secondsFromUTC: Int

  /// Reads `2024-02-29`, `20240229`, `2024-02-29T18:30`, `2024-02-29 18:30:00.25Z` or `2024-02-29T18:30:00+01:00`,
  /// blanks around it aside; `nil` for any other text and for a day that does not exist.
  public init?(_ text: some StringProtocol) {
    var reader = DateReader(text)
    guard let date = reader.date(), let time = reader.timeAndZone() else { return nil }
    (year, month, day) = date
    (secondOfDay, secondsFromUTC) = time
  }

  /// A number that says something about the date.
  public struct Part: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case year, month, day, weekday, dayOfYear, hour, secondsSince1970
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// The year.
    public static let year = Self(.year)
    /// The month, 1…12.
    public static let month = Self(.month)
    /// The day of the month, 1…31.
    public static let day = Self(.day)
    /// 0 for Monday to 6 for Sunday, as in pandas.
    public static let weekday = Self(.weekday)
    /// 1 for January 1st to 366.
    public static let dayOfYear = Self(.dayOfYear)
    /// The hour, 0…23.
    public static let hour = Self(.hour)
    /// Seconds since 1970-01-01 00:00 UTC, with what is written of a second.
    public static let secondsSince1970 = Self(.secondsSince1970)
  }

  /// The number for that part.
  public subscript(part: Part) -> Double {
    switch part.kind {
    case .year: Double(year)
    case .month: Double(month)
    case .day: Double(day)
    case .weekday: Double((daysSince1970 % 7 + 10) % 7)
    case .dayOfYear: Double(daysSince1970 - Self.days(year, 1, 1) + 1)
    case .hour: (min(secondOfDay, 86_399) / 3600).rounded(.down)
    case .secondsSince1970: Double(daysSince1970 * 86_400 - secondsFromUTC) + secondOfDay
    }
  }

  /// Days from 1970-01-01 to this date, of the calendar as it is written.
  public var daysSince1970: Int { Self.days(year, month, day) }

  /// H. Hinnant, "chrono-compatible low-level date algorithms", 2013: years begin in March, so that the leap day is the
  /// last.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The number of days of a month.
  static func length(ofMonth month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

/// Reads a date from the front to the end.
private struct DateReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    let start = bytes.firstIndex { $0 != 32 } ?? bytes.endIndex
    let end = bytes.lastIndex { $0 != 32 }.map { $0 + 1 } ?? start
    rest = bytes[start..<end]
  }

  mutating func date() -> (Int, Int, Int)? {
    guard let year = number(digits: 4) else { return nil }
    let isExtended = take("-")
    guard let month = number(digits: 2), !isExtended || take("-"), let day = number(digits: 2),
      (1...12).contains(month), day >= 1, day <= CalendarDate.length(ofMonth: month, year)
    else { return nil }
    return (year, month, day)
  }

  /// The time and the zone up to the end of the text; midnight in UTC where there are none.
  mutating func timeAndZone() -> (Double, Int)? {
    if rest.isEmpty { return (0, 0) }
    guard take("T") || take("t") || take(" "), let hour = number(digits: 2), hour < 24 else { return nil }
    let isExtended = take(":")
    guard let minute = number(digits: 2), minute < 60, let second = seconds(isExtended), second < 61,
      let zone = zone(), rest.isEmpty
    else { return nil }
    return (Double(hour * 3600 + minute * 60) + second, zone)
  }

  private mutating func seconds(_ isExtended: Bool) -> Double? {
    guard isExtended ? take(":") : rest.first.map(Self.isDigit) ?? false else { return 0 }
    guard let whole = number(digits: 2) else { return nil }
    guard take(".") || take(",") else { return Double(whole) }
    let fraction = rest.prefix(while: Self.isDigit)
    rest = rest.dropFirst(fraction.count)
    return fraction.isEmpty ? nil : Double("\(whole)." + String(decoding: fraction, as: UTF8.self))
  }

  private mutating func zone() -> Int? {
    if rest.isEmpty || take("Z") || take("z") { return 0 }
    let isBehind = take("-")
    guard isBehind || take("+"), let hours = number(digits: 2), hours < 24 else { return nil }
    _ = take(":")
    guard let minutes = rest.isEmpty ? 0 : number(digits: 2), minutes < 60 else { return nil }
    return (isBehind ? -60 : 60) * (hours * 60 + minutes)
  }

  private mutating func number(digits count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(Self.isDigit) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first.map({ UInt32($0) == character.value }) ?? false else { return false }
    rest = rest.dropFirst()
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48..<58).contains(byte) }
}
