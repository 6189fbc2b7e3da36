/// The file behind a table whose kinds were recognised and not given.
package protocol TableSource: Sendable {
  /// The texts of a column of the file, `nil` for a gap; `nil` altogether when each is its value's description.
  func texts(ofColumn column: Int) -> [String?]?

  /// A text of the file as a cell of that kind; as a text when it is none.
  func value(_ text: String, as kind: Table.Kind) -> Table.Value
}

extension Table {
  /// Where the columns of a table come from, so that they can be read again as another kind.
  package struct Origin: Sendable {
    let source: any TableSource
    /// The column of the file for each of the table; `nil` for one whose kind was given.
    var columns: [Int?]
    /// The row of the file for each of the table; `nil` for all in order.
    var rows: [Int]?

    package init(source: any TableSource, columns: [Int?]) {
      self.source = source
      self.columns = columns
    }

    func selecting(columns chosen: [Int]) -> Origin {
      var other = self
      other.columns = chosen.map { columns[$0] }
      return other
    }

    /// With a column that comes from no file.
    func inserting(at place: Int) -> Origin {
      var other = self
      other.columns.insert(nil, at: place)
      return other
    }

    func selecting(rows chosen: [Int]) -> Origin {
      var other = self
      other.rows = rows.map { rows in chosen.map { rows[$0] } } ?? chosen
      return other
    }
  }

  /// The cells of a column as if its file had been read with `kinds: [name: kind]`; one that is not of this kind is a
  /// text as it is written. `nil` for a column that comes from no file or was read with a kind that the caller gave.
  ///
  /// A reader sees a few rows and guesses; whoever was fitted on others knows better.
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``.
  /// - Complexity: O(bytes of the file).
  package func cells(ofFileColumn name: String, as kind: Kind) throws -> [Value?]? {
    guard let texts = try texts(ofFileColumn: name), let source = origin?.source else { return nil }
    return texts.map { $0.map { source.value($0, as: kind) } }
  }

  /// The texts of such a column, as they are written.
  func texts(ofFileColumn name: String) throws -> [String?]? {
    let column = try column(name)
    guard let origin, let place = names.firstIndex(of: name), let place = origin.columns[place] else { return nil }
    if let cells = column.strings { return cells }
    guard let texts = origin.source.texts(ofColumn: place) else { return column.values.map { $0?.description } }
    return origin.rows.map { rows in rows.map { texts[$0] } } ?? texts
  }
}
