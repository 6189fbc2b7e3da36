/// Divides the rows of a table that holds its labels, or has none, once, at random.
///
///     let (train, test) = try trainTestSplit(table, testSize: 0.25, randomState: 42)
///
/// - Throws: As ``trainTestSplit(rows:testSize:trainSize:randomState:)``.
/// - Complexity: copies the rows.
public func trainTestSplit(
  _ table: Table, testSize: SplitSize? = nil, trainSize: SplitSize? = nil, randomState: UInt32? = 0
) throws -> (train: Table, test: Table) {
  let fold = try trainTestSplit(rows: table.rows, testSize: testSize, trainSize: trainSize, randomState: randomState)
  return (try table.selecting(rows: fold.train), try table.selecting(rows: fold.test))
}
