// Guarded by `EncoderTests`.
extension [String] {
  /// The same names, all different: one that stands there before gets a number behind it, as in `age (2)`.
  package var distinct: [String] {
    var taken = Set(self)
    guard taken.count < count else { return self }
    var (seen, numbers): (Set<String>, [String: Int]) = ([], [:])
    return map { name in
      if seen.insert(name).inserted { return name }
      var number = numbers[name] ?? 2
      while !taken.insert("\(name) (\(number))").inserted { number += 1 }
      numbers[name] = number + 1
      return "\(name) (\(number))"
    }
  }
}
