import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Table {
  /// Writes the table as a file of separated values; it appears complete or not at all. pandas' `to_csv`.
  ///
  ///     try table.write(to: folder.appending(path: "passengers.csv"))
  ///     try Table(contentsOfCSV: folder.appending(path: "passengers.csv"), kinds: table.kinds) == table
  ///
  /// By RFC 4180: names in the first line, quotes around texts with separators, quotes, line ends or blanks at their
  /// ends, and around those that stand for gaps, such as `NA`. A gap is an empty cell. Numbers have all digits that
  /// tell them from others. Lines end in LF.
  ///
  /// The reader of the same format gives the same table, its kinds aside where they are guesses: texts that look like
  /// numbers or truth values, and columns of gaps alone; `kinds: table.kinds` says them.
  ///
  /// - Parameters:
  ///   - url: The file, in a folder that exists.
  ///   - format: How it is written; the default is what the reader takes without settings.
  /// - Complexity: O(cells) time, and memory for the whole file.
  /// - Throws: ``DatasetError/cannotWrite(file:reason:)``, and ``DatasetError/invalidSetting(name:value:rule:)`` for
  ///   what the format cannot tell: a table without columns, a column without a name, empty texts where an empty cell
  ///   is a gap, texts that need quotes where there are none.
  public func write(to url: URL, format: CSVFormat = CSVFormat()) throws {
    let bytes = try CSVWriter(format, file: FileBytes.displayName(url)).bytes(self)
    try FileBytes.write(Data(bytes), to: url)
  }

  /// The text that ``write(to:format:)`` writes.
  ///
  /// - Throws: As there, but for the file.
  public func csv(format: CSVFormat = CSVFormat()) throws -> String {
    String(decoding: try CSVWriter(format, file: "the CSV text").bytes(self), as: UTF8.self)
  }
}
