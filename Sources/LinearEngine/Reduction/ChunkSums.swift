/// The sums of one process, chunk by chunk of the rows; a ``Reducer`` makes them the sums of all.
///
/// Guarded by `ReducerTests`, `ThreadTests`.
struct ChunkSums {
  let partials: AlignedBuffer<Double>
  let partialCount: Int
  let chunks: Int

  init(chunks: Int, partialCount: Int) {
    assert(chunks >= 1 && partialCount >= 0, "Sums of \(partialCount) numbers in \(chunks) chunks")
    self.chunks = chunks
    // Whole cache lines, so that no two threads write to one.
    self.partialCount = (partialCount + 7) / 8 * 8
    partials = AlignedBuffer(zeros: chunks * self.partialCount)
  }

  /// Sums for a plan, in the memory of earlier ones where that is enough. Each chunk is to be cleared before it is
  /// added to.
  init(reusing kept: inout ChunkSums?, _ plan: ChunkPlan, partialCount: Int) {
    let padded = (partialCount + 7) / 8 * 8
    (chunks, self.partialCount) = (plan.chunks, padded)
    if let kept, kept.partials.count >= chunks * padded {
      partials = kept.partials
    } else {
      partials = AlignedBuffer(uninitialized: chunks * padded)
      kept = self
    }
  }

  func partial(_ chunk: Int) -> UnsafeMutablePointer<Double> {
    assert(chunk >= 0 && chunk < chunks, "Chunk \(chunk) of \(chunks)")
    return partials.pointer + chunk * partialCount
  }

  /// Sets some numbers of a chunk to 0, from the given one on.
  func clear(_ chunk: Int, from first: Int = 0) {
    assert(first >= 0 && first <= partialCount, "Number \(first) of \(partialCount)")
    (partial(chunk) + first).update(repeating: 0, count: partialCount - first)
  }

  /// The total of all chunks of all processes, left in chunk 0.
  ///
  /// - Throws: What the reducer throws.
  func reduce(by reducer: any Reducer, threads: Int = 1) throws -> UnsafeMutablePointer<Double> {
    let runs = reducer.runs(of: chunks)
    if runs == [0..<chunks] {
      addTree(0..<chunks, threads: threads)
      return partials.pointer
    }
    assert(zip(runs, runs.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }, "Runs overlap: \(runs)")
    assert(runs.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= chunks }, "Runs of \(chunks) chunks: \(runs)")
    let parts = runs.flatMap { run in
      ChunkTree.subtrees(of: run, of: chunks).map { first, size in
        addTree(first..<min(chunks, first + size), threads: threads)
        let sum = UnsafeBufferPointer(start: partial(first), count: partialCount)
        return ChunkSum(first: first, size: size, sum: Array(sum))
      }
    }
    let total = try reducer.total(parts, of: chunks)
    precondition(total.count == partialCount, "A reducer returns as many numbers as it gets")
    for (index, number) in total.enumerated() { partials.pointer[index] = number }
    return partials.pointer
  }

  /// The total of the chunks of this process, left in chunk 0: for sums over something else than rows.
  func addHere() { addTree(0..<chunks, threads: 1) }

  /// Adds the chunks of a subtree into its first: chunk i + 2ᵏ to chunk i at level k, always the same tree. Each number
  /// has the same one, whichever thread adds it up.
  private func addTree(_ run: Range<Int>, threads: Int) {
    assert(run.lowerBound >= 0 && run.upperBound <= chunks, "Chunks \(run) of \(chunks)")
    let piece = 4096
    let pieces = (partialCount + piece - 1) / piece
    Parallelism.perform(tasks: pieces, threads: pieces * run.count < 32 ? 1 : threads) { _, task in
      addTree(run, task * piece..<min(partialCount, (task + 1) * piece))
    }
  }

  private func addTree(_ run: Range<Int>, _ numbers: Range<Int>) {
    var distance = 1
    while distance < run.count {
      for chunk in stride(from: run.lowerBound, to: run.upperBound - distance, by: 2 * distance) {
        let (into, from) = (partial(chunk), partial(chunk + distance))
        for index in numbers { into[index] += from[index] }
      }
      distance *= 2
    }
  }
}
