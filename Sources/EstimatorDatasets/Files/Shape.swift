/// Arithmetic with shapes that come from files.
enum Shape {
  /// The number of elements of an array; `nil` when a size is negative or the product overflows.
  static func count(_ shape: [Int]) -> Int? {
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }
}
