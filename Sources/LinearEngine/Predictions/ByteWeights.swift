// Guarded by `LinearPredictionsTests`.
import CKernels
import Matrices

/// Weights in 16 bits, for products with bytes that are four times as many at a time as those of Float and need no
/// widening.
///
/// With one unit δ for all classes, w = δ·(256·h + l + ρ), where h and l fit signed bytes and |ρ| ≤ ½, two scores of a
/// row differ by what whole numbers say, up to δ·Σ xⱼ; by the h alone, up to 257·δ·Σ xⱼ. The kernel tries the h, then h
/// and l.
struct ByteWeights {
  private let coarse: AlignedBuffer<Int8>
  private let fine: AlignedBuffer<Int8>
  private let bias: AlignedBuffer<Int64>
  /// What else two scores may be off by, in δ: their biases, and rounding in what they are compared with.
  private let slack: Int64
  private let features: Int

  private static let lanes = 16
  /// The largest |256·h + l|.
  private static let most = 127.0 * 256
  /// Biases are to leave room in 64 bits.
  private static let mostUnits = 0x1p60

  /// `nil` where the machine has no such products, and for weights that whole numbers cannot stand for.
  init?(_ folded: FoldedWeights, features p: Int, _ variant: KernelVariant) {
    let columns = folded.bias.count
    guard variant == KernelVariant.all[0], est_byte_products_available() != 0, p > 0, p <= Int(EST_MOST_BYTE_FEATURES),
      columns <= Int(EST_MOST_BYTE_COLUMNS)
    else { return nil }
    let unit = BLAS.maximumMagnitude(folded.weights) / Self.most
    guard unit.isFinite, unit >= .leastNormalMagnitude else { return nil }
    let units = folded.bias.map { ($0 / unit).rounded() }
    let largest = BLAS.maximumMagnitude(units)
    guard largest < Self.mostUnits else { return nil }
    // Scores in Double, which these are to equal, are off by some (p + 8)·2⁻⁵³ of their terms.
    let terms = Self.most * 255 * Double(p) + largest
    slack = Int64((4 * Double(p + 8) * 0x1p-53 * terms).rounded(.up)) + 4
    bias = AlignedBuffer(units.map { Int64($0) })
    let groups = columns / Self.lanes + 1
    let size = groups * ((p + 3) / 4 * 4) * Self.lanes
    (coarse, fine, features) = (AlignedBuffer(zeros: size), AlignedBuffer(zeros: size), p)
    for k in 0...columns {
      for j in 0..<p {
        let place = Self.place(k, j, p)
        guard k < columns else {
          coarse.pointer[place] = 1  // sums the bytes up
          continue
        }
        let whole = Int((folded.weights[k * p + j] / unit).rounded())
        let high = (whole + 128) >> 8
        coarse.pointer[place] = Int8(high)
        fine.pointer[place] = Int8(whole - 256 * high)
      }
    }
  }

  /// Where the weight of a feature stands in the layout of the kernel.
  private static func place(_ column: Int, _ feature: Int, _ features: Int) -> Int {
    let fours = (features + 3) / 4
    let (group, lane) = (column / lanes, column % lanes)
    return ((group * fours + feature / 4) * lanes + lane) * 4 + feature % 4
  }

  /// The columns of the largest scores, −1 where whole numbers cannot tell; `nil` for features that are no bytes.
  func columns(of x: Features) -> [Int32]? {
    FeatureBlocks(x).withReader { reader -> [Int32]? in
      guard case .bytes(let start) = reader.source else { return nil }
      return [Int32](unsafeUninitializedCapacity: x.rows) { result, count in
        count = x.rows
        guard let to = result.baseAddress else { return }
        let plan = ChunkPlan(rows: x.rows, width: features, partialCount: 1)
        let threads = Parallelism.threads(for: .numbers, x.rows * features)
        Parallelism.perform(tasks: plan.chunks, threads: threads) { _, chunk in
          let (rows, chosen) = (plan.rows(ofChunk: chunk), reader.selection)
          est_byte_columns(
            rows.count, chosen == nil ? start + rows.lowerBound * features : start,
            chosen.map { $0 + rows.lowerBound }, features, bias.count, coarse.pointer, fine.pointer, bias.pointer,
            slack,
            to + rows.lowerBound)
        }
      }
    }
  }
}
