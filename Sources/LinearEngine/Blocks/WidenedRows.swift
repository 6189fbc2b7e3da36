/// Rows that can be had as numbers of working precision.
///
/// Guarded by `FileRowsTests`.
package protocol WidenedRows: Sendable {
  /// Writes rows that follow each other, `stride` numbers apart, zeros too; what lies between them stays.
  func widen(_ rows: Range<Int>, to panel: UnsafeMutablePointer<Double>, stride: Int) throws
  func widen(_ rows: Range<Int>, to panel: UnsafeMutablePointer<Float>, stride: Int) throws
}
