import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file that a table was read from, for its columns to be read again as another kind.
struct CSVSource: TableSource {
  /// The content; `nil` when every number and truth value is written as Swift would.
  private let content: Data?
  private let dialect: CSVDialect
  /// Where the first row of data starts, and its line.
  private let start: (position: Int, line: Int)
  private let columns: Int
  private let rows: Int
  private let isPlain: [Bool]

  init(_ table: CSVTable, _ content: Data) {
    isPlain = table.names.indices.map { table.survey.isPlain($0) }
    let isPlain = isPlain
    let needsContent = table.names.indices.contains { j in
      !isPlain[j] && table.survey.hasCells[j] && table.survey.kind(j) != .string
    }
    self.content = needsContent ? content : nil
    dialect = table.dialect
    start = (table.body.position, table.body.line)
    columns = table.body.columns
    rows = table.survey.rows
  }

  func texts(ofColumn column: Int) -> [String?]? {
    guard !isPlain[column], let content else { return nil }
    return try? content.withUnsafeBytes { bytes in
      var tokens = try CSVTokenizer(bytes, dialect)
      tokens.columns = columns
      tokens.go(to: start.position, line: start.line)
      return try texts(column, &tokens, CSVCellReader(bytes: bytes, dialect: dialect))
    }
  }

  private func texts(_ column: Int, _ tokens: inout CSVTokenizer, _ reader: CSVCellReader) throws -> [String?] {
    var texts: [String?] = []
    texts.reserveCapacity(rows)
    let block = CSVBlock(columns: columns)
    repeat {
      try tokens.fill(block)
      for row in 0..<block.rows {
        let cell = block.cell(row, column)
        texts.append(reader.isMissing(cell) ? nil : reader.text(cell))
      }
    } while block.rows == block.capacity
    return texts
  }

  func value(_ text: String, as kind: Table.Kind) -> Table.Value {
    var text = text
    return text.withUTF8 { utf8 in
      let bytes = UnsafeRawBufferPointer(utf8)
      let reader = CSVCellReader(bytes: bytes, dialect: dialect)
      let cell = CSVCell(start: 0, length: Int32(clamping: bytes.count), isQuoted: true, hasEscapes: false)
      let value: Table.Value? =
        switch kind.kind {
        case .double: reader.double(cell).map(Table.Value.double)
        case .integer: reader.integer(cell).map(Table.Value.integer)
        case .boolean: reader.boolean(cell).map(Table.Value.boolean)
        case .string: nil
        }
      return value ?? .string(String(decoding: utf8, as: UTF8.self))
    }
  }
}
