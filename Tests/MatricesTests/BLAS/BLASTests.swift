import Matrices
import Testing

#if canImport(COpenBLAS) && !BuiltInLinearAlgebra
  import COpenBLAS
#endif

@Suite struct BLASTests {
  @Test func vectorsAddScaleAndMultiply() {
    var y = [1.0, 2, 3]
    BLAS.add(2, times: [1, 0, -1], to: &y)
    #expect(y == [3, 2, 1])
    BLAS.scale(&y, by: 0.5)
    #expect(y == [1.5, 1, 0.5])
    #expect(BLAS.dot(y, [2, 2, 2]) == 6)
    #expect(BLAS.dot([], []) == 0)
  }

  @Test func theLargestMagnitudeShowsMissingNumbers() {
    #expect(BLAS.maximumMagnitude([]) == 0)
    #expect(BLAS.maximumMagnitude([1, -3, 2]) == 3)
    #expect(BLAS.maximumMagnitude([1, -.infinity]) == .infinity)
    #expect(BLAS.maximumMagnitude([.nan, 1]).isNaN)
    #expect(BLAS.maximumMagnitude([1, .nan, .infinity]).isNaN)
  }
}

/// The number of BLAS threads belongs to the whole process, so each test runs in one of its own.
@Suite struct BLASThreadsTests {
  @Test func whatAnswersIsNamed() { #expect(!BLAS.name.isEmpty) }

  #if canImport(COpenBLAS) && !BuiltInLinearAlgebra
    struct Refused: Error {}

    @Test func theHostsSettingComesBackAfterNestedUseAndAfterAnError() async {
      await #expect(processExitsWith: .success) {
        openblas_set_num_threads(2)
        let hosts = openblas_get_num_threads()
        BLAS.singleThreaded {
          precondition(openblas_get_num_threads() == 1)
          BLAS.singleThreaded { precondition(openblas_get_num_threads() == 1) }
          precondition(openblas_get_num_threads() == 1)
        }
        precondition(openblas_get_num_threads() == hosts)
        try? BLAS.singleThreaded { throw Refused() }
        precondition(openblas_get_num_threads() == hosts)
      }
    }

    @Test func theLastOfManyCallersGivesTheSettingBack() async {
      await #expect(processExitsWith: .success) {
        openblas_set_num_threads(2)
        let hosts = openblas_get_num_threads()
        await withTaskGroup(of: Int32.self) { group in
          for _ in 0..<20 { group.addTask { BLAS.singleThreaded { openblas_get_num_threads() } } }
          for await inside in group { precondition(inside == 1) }
        }
        precondition(openblas_get_num_threads() == hosts)
      }
    }
  #endif
}
