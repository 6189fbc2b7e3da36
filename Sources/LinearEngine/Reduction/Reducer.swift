/// Where sums over rows meet: the seam at which several processes, or machines, are joined into one fit.
///
/// The rows of the whole data are cut into chunks, by their shape alone, and the sums of chunks are added in one binary
/// tree: at level k chunk i + 2ᵏ is added to chunk i, for i a multiple of 2ᵏ⁺¹. A process holds runs of chunks. It
/// hands over the sums of the largest complete subtrees in its runs, at most 2·log₂ of the chunks for each run, and
/// they are put together along that same tree: so the bits of a sum depend on nothing but the number of chunks.
///
/// ``ChunkTree/total(_:of:)`` is that tree, for reducers that gather all parts.
///
/// Guarded by `ReducerTests`.
public protocol Reducer: Sendable {
  /// The runs of chunks that this process holds, ascending; empty for a process without rows.
  ///
  /// - Parameter chunks: How many chunks all processes hold together.
  func runs(of chunks: Int) -> [Range<Int>]
  /// The sum over all chunks of all processes.
  ///
  /// - Parameters:
  ///   - mine: The subtrees of this process.
  ///   - chunks: How many chunks there are in all.
  /// - Throws: When the others can't be reached, say.
  func total(_ mine: [ChunkSum], of chunks: Int) throws -> [Double]
}

/// The sum of a complete subtree of the tree of chunks.
public struct ChunkSum: Sendable, Hashable {
  /// Its first chunk, a multiple of `size`.
  public let first: Int
  /// A power of two: how many chunks it has, or would have if the chunks did not end before.
  public let size: Int
  public let sum: [Double]

  public init(first: Int, size: Int, sum: [Double]) { (self.first, self.size, self.sum) = (first, size, sum) }
}

/// One process that holds all rows.
public struct OneProcess: Reducer {
  public init() {}

  public func runs(of chunks: Int) -> [Range<Int>] { [0..<chunks] }

  public func total(_ mine: [ChunkSum], of chunks: Int) throws -> [Double] { try ChunkTree.total(mine, of: chunks) }
}

/// The binary tree in which the sums of chunks are added.
public enum ChunkTree {
  /// The largest complete subtrees in a run of chunks, ascending.
  public static func subtrees(of run: Range<Int>, of chunks: Int) -> [(first: Int, size: Int)] {
    assert(run.lowerBound >= 0 && run.upperBound <= chunks, "Chunks \(run) of \(chunks)")
    var (result, first): ([(first: Int, size: Int)], Int) = ([], run.lowerBound)
    while first < run.upperBound {
      var size = 1
      while first % (2 * size) == 0, min(first + 2 * size, chunks) <= run.upperBound, size < chunks { size *= 2 }
      result.append((first, size))
      first = min(first + size, chunks)
    }
    return result
  }

  /// The sum of all chunks, from subtrees that cover each of them once.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` where a chunk is missing or sums differ in length.
  public static func total(_ parts: [ChunkSum], of chunks: Int) throws -> [Double] {
    let byFirst = Dictionary(parts.map { ($0.first, $0) }) { $0.size >= $1.size ? $0 : $1 }
    func node(_ first: Int, _ size: Int) throws -> [Double] {
      if let part = byFirst[first], part.size >= size { return part.sum }
      guard size > 1 else {
        throw EstimatorError.unsupported(
          what: "A sum without chunk \(first) of \(chunks)", instead: "Every chunk must be held by one process.")
      }
      let (half, left) = (size / 2, try node(first, size / 2))
      guard first + half < chunks else { return left }
      let right = try node(first + half, half)
      guard left.count == right.count else {
        throw EstimatorError.unsupported(
          what: "A sum of parts of \(left.count) and of \(right.count) numbers",
          instead: "All processes must fit the same model.")
      }
      return zip(left, right).map(+)
    }
    var size = 1
    while size < chunks { size *= 2 }
    return try node(0, size)
  }
}
