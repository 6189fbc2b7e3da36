// Guarded by `DualCoordinateDescentTests`.
import CKernels

/// Features row by row, as dual coordinate descent reads them: where they lie, in the stored type, without the column
/// change.
struct FeatureRows {
  let features: Features
  private let variant: KernelVariant

  init(_ features: Features, variant: KernelVariant) {
    (self.features, self.variant) = (features, variant)
  }

  /// Lets the closure run the kernels on the rows. The pointers are valid only inside it.
  func withKernelRows<Result>(_ body: (UnsafePointer<est_data_rows>) -> Result) -> Result {
    FeatureBlocks(features).withReader { reader in
      var rows = est_data_rows(
        rows: features.rows, columns: features.columns, starts: nil, indices: nil, values: nil,
        selection: reader.selection, type: EST_COLUMNS_F64, variant: Int32(variant.index))
      switch reader.source {
      case .bytes(let start): (rows.values, rows.type) = (UnsafeRawPointer(start), EST_COLUMNS_U8)
      case .float(let start): (rows.values, rows.type) = (UnsafeRawPointer(start), EST_COLUMNS_F32)
      case .double(let start): rows.values = UnsafeRawPointer(start)
      case .sparse(let stored):
        (rows.starts, rows.indices, rows.values) = (stored.starts, stored.indices, UnsafeRawPointer(stored.values))
      case .source: preconditionFailure("Coordinate descent refuses sources before it asks for rows")
      }
      return withUnsafePointer(to: &rows, body)
    }
  }
}
