import Estimators
import Foundation

/// Writes a line to standard error, where progress and remarks go, so that standard output holds results alone.
public func note(_ line: String) {
  fflush(nil)  // so that results and remarks stay in order when both go to one file
  FileHandle.standardError.write(Data((line + "\n").utf8))
}

extension Double {
  /// With `digits` digits behind the point.
  public func fixed(_ digits: Int) -> String { DecimalFormat.fixed(self, digits: digits) }
}

/// A table: the first column flush left, the others flush right.
public func table(_ rows: [[String]]) -> String {
  let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
    rows.compactMap { column < $0.count ? $0[column].printedWidth : nil }.max() ?? 0
  }
  return rows.map { row in
    zip(row, widths).enumerated()
      .map { $0.offset == 0 ? $0.element.0.leftAligned($0.element.1) : $0.element.0.rightAligned($0.element.1) }
      .joined(separator: "  ")
  }.joined(separator: "\n")
}
