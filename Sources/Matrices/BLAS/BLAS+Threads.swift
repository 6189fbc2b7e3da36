extension BLAS {
  /// Runs the closure with BLAS on one thread, and gives the host its own setting back when the last caller leaves.
  ///
  /// OpenBLAS's own threads would fight with ours over the cores, and the bits of a long dot product would depend on
  /// how many there are.
  package static func singleThreaded<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Routines.singleThreaded(body)
  }

  /// What answers behind the door, in words: for reports and for the check that it is not a slow reference library.
  package static var name: String { Routines.name }
}
