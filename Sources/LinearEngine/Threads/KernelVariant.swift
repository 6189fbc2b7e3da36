// Guarded by `ThreadTests`.
import CKernels
import Matrices
internal import Platform

/// Which compiled form of the hot loops runs.
///
/// The fastest that this machine has, unless `ESTIMATORS_KERNEL` pins one: `avx512`, `avx2`, `baseline` or `blas`. In a
/// debug build, where C is compiled without optimisation, products go through BLAS.
package struct KernelVariant: Sendable, Hashable {
  /// The place in the table of the C target, the fastest first.
  let index: Int
  /// Whether the two products of a block go through CBLAS instead of our own loops.
  let usesBLAS: Bool

  /// The name that reports show.
  package var name: String { usesBLAS ? "blas" : Self.name(at: index) }

  /// All that this machine can run.
  package static var all: [KernelVariant] {
    (0..<Int(est_variant_count())).map { KernelVariant(index: $0, usesBLAS: false) }
      + [KernelVariant(index: 0, usesBLAS: true)]
  }

  /// The one that fits use. An unknown or unavailable pin is ignored, and the report names what ran.
  package static let current: KernelVariant = {
    let pin = getenv("ESTIMATORS_KERNEL").map { String(cString: $0) }
    if let pinned = all.first(where: { $0.name == pin }) { return pinned }
    return KernelVariant(index: 0, usesBLAS: est_optimized() == 0)
  }()

  /// Doubles in a vector of its kernels.
  package var doubleLanes: Int { Double.lanes(Double.kernels(self)) }

  private static func name(at index: Int) -> String {
    assert(index >= 0 && index < Int(est_variant_count()), "Variant \(index) of the kernels")
    return String(cString: est_variant_f64(Int32(index)).pointee.name)
  }
}
