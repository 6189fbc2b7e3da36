import CEstimators
import Estimators

/// More rows than these have no number in a choice of rows.
private let mostRows = Int64(Int32.max)

@_cdecl("estimators_rows_dense")
public func rowsDense(
  _ type: Int32, _ values: UnsafeRawPointer?, _ rowCount: Int64, _ columnCount: Int64,
  _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guarded {
    let result = try place(result, "result")
    let (rows, columns) = (try count(rowCount, "rows", upTo: mostRows), try count(columnCount, "columns"))
    let (total, overflows) = rows.multipliedReportingOverflow(by: columns)
    guard !overflows else { throw Refusal.argument("\(rows) rows of \(columns) columns are too many numbers.") }
    let borrowed: BorrowedRows
    switch Int(type) {
    case ESTIMATORS_UINT8:
      borrowed = .init(rows: rows, columns: columns, try elements(values, total, as: UInt8.self, "values").start)
    case ESTIMATORS_FLOAT32:
      borrowed = .init(rows: rows, columns: columns, try elements(values, total, as: Float.self, "values").start)
    case ESTIMATORS_FLOAT64:
      borrowed = .init(rows: rows, columns: columns, try elements(values, total, as: Double.self, "values").start)
    default:
      throw Refusal.argument(
        "type is \(type); dense rows are ESTIMATORS_UINT8, ESTIMATORS_FLOAT32 or ESTIMATORS_FLOAT64.")
    }
    result.pointee = handle(RowsHandle(borrowed.features))
  }
}

@_cdecl("estimators_rows_csr")
public func rowsCSR(
  _ startType: Int32, _ starts: UnsafeRawPointer?, _ indices: UnsafePointer<Int32>?, _ values: UnsafePointer<Double>?,
  _ storedCount: Int64, _ rowCount: Int64, _ columnCount: Int64, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guarded {
    let result = try place(result, "result")
    let parts = try CompressedParts(starts, indices, values, storedCount, rowCount, columnCount)
    let borrowed =
      try isShort(startType)
      ? BorrowedRows(
        columns: parts.columns, rowStarts: parts.starts(as: Int32.self), columnIndices: parts.indices,
        values: parts.values)
      : BorrowedRows(
        columns: parts.columns, rowStarts: parts.starts(as: Int.self), columnIndices: parts.indices,
        values: parts.values)
    result.pointee = handle(RowsHandle(borrowed.features))
  }
}

@_cdecl("estimators_rows_csr_floats")
public func rowsCSRFloats(
  _ startType: Int32, _ starts: UnsafeRawPointer?, _ indices: UnsafePointer<Int32>?, _ values: UnsafePointer<Float>?,
  _ storedCount: Int64, _ rowCount: Int64, _ columnCount: Int64, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guarded {
    let result = try place(result, "result")
    let parts = try CompressedParts(starts, indices, values, storedCount, rowCount, columnCount)
    let borrowed =
      try isShort(startType)
      ? BorrowedRows(
        columns: parts.columns, rowStarts: parts.starts(as: Int32.self), columnIndices: parts.indices,
        values: parts.values)
      : BorrowedRows(
        columns: parts.columns, rowStarts: parts.starts(as: Int.self), columnIndices: parts.indices,
        values: parts.values)
    result.pointee = handle(RowsHandle(borrowed.features))
  }
}

/// The arrays of compressed rows, each checked to be memory; what is in them is not looked at.
private struct CompressedParts<Value> {
  let columns: Int
  let indices: UnsafeBufferPointer<Int32>
  let values: UnsafeBufferPointer<Value>
  private let startCount: Int
  private let start: UnsafeRawPointer?

  init(
    _ starts: UnsafeRawPointer?, _ indices: UnsafePointer<Int32>?, _ values: UnsafePointer<Value>?,
    _ storedCount: Int64, _ rowCount: Int64, _ columnCount: Int64
  ) throws {
    startCount = try count(rowCount, "rows", upTo: mostRows) + 1
    columns = try count(columnCount, "columns", upTo: Int64(Int32.max))
    let stored = try count(storedCount, "stored")
    self.indices = try elements(indices, stored, as: Int32.self, "indices")
    self.values = try elements(values, stored, as: Value.self, "values")
    start = starts
  }

  func starts<Start>(as type: Start.Type) throws -> UnsafeBufferPointer<Start> {
    try elements(start, startCount, as: type, "starts")
  }
}

/// Whether row starts have 32 bits.
private func isShort(_ startType: Int32) throws -> Bool {
  switch Int(startType) {
  case ESTIMATORS_INT32: return true
  case ESTIMATORS_INT64: return false
  default: throw Refusal.argument("start_type is \(startType); it must be ESTIMATORS_INT32 or ESTIMATORS_INT64.")
  }
}

@_cdecl("estimators_rows_set_names")
public func rowsSetNames(_ rows: OpaquePointer?, _ names: UnsafeRawPointer?, _ nameCount: Int64) -> Int32 {
  guarded {
    try object(rows, as: RowsHandle.self, "rows").name(texts(names, count(nameCount, "count"), "names"))
  }
}

@_cdecl("estimators_rows_shape")
public func rowsShape(
  _ rows: OpaquePointer?, _ rowCount: UnsafeMutablePointer<Int64>?, _ columnCount: UnsafeMutablePointer<Int64>?
) -> Int32 {
  guarded {
    let x = try object(rows, as: RowsHandle.self, "rows").features
    rowCount?.pointee = Int64(x.rows)
    columnCount?.pointee = Int64(x.columns)
  }
}

@_cdecl("estimators_rows_values")
public func rowsValues(_ rows: OpaquePointer?, _ into: UnsafeMutablePointer<Double>?, _ count: Int64) -> Int32 {
  guarded {
    let x = try object(rows, as: RowsHandle.self, "rows").features
    let (total, overflows) = x.rows.multipliedReportingOverflow(by: x.columns)
    guard !overflows else { throw Refusal.argument("\(x.rows) rows of \(x.columns) columns are too many numbers.") }
    let target = try room(into, count, for: total, "into")
    try FeatureBlocks(x).widen(rows: 0..<x.rows, into: target, stride: x.columns)
    x.affine?.apply(to: target)
  }
}

@_cdecl("estimators_rows_free")
public func rowsFree(_ rows: OpaquePointer?) { release(rows, as: RowsHandle.self) }
