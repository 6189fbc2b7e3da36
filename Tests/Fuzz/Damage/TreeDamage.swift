/// One to six slips in a model's tree: hostile numbers, lost keys, lists of other lengths, parts of other models.
struct TreeDamage {
  /// Trees of all models, to take parts from.
  let others: [Tree]

  func damage(_ tree: inout Tree, _ random: inout CaseRandom) -> [String] {
    let slips = random.chance(1, of: 2) ? 1 : 1 + random.below(6)
    return (0..<slips).map { _ in slip(&tree, "", &random) }
  }

  /// Walks down to a place and changes what is there. Every branch of an object is as likely, however large it is, so
  /// that the few counts of a model are reached as often as its many coefficients.
  private func slip(_ tree: inout Tree, _ path: String, _ random: inout CaseRandom) -> String {
    switch tree {
    case .object(var members) where !members.isEmpty && random.chance(11, of: 12):
      let place = random.below(members.count)
      let name = "\(path).\(members[place].key)"
      guard random.chance(1, of: 10) else {
        let note = slip(&members[place].value, name, &random)
        tree = .object(members)
        return note
      }
      let note = change(&members, place, &random)
      tree = .object(members)
      return "\(name) \(note)"
    case .list(var elements) where !elements.isEmpty && random.chance(2, of: 3):
      let place = random.below(elements.count)
      let note = slip(&elements[place], "\(path)[\(place)]", &random)
      tree = .list(elements)
      return note
    case .list(var elements) where random.chance(5, of: 6):
      let note = change(&elements, &random)
      tree = .list(elements)
      return "\(path) \(note)"
    default:
      tree = replacement(for: tree, &random)
      return "\(path) := \(String(tree.json.prefix(60)))"
    }
  }

  private func change(_ members: inout [Tree.Member], _ place: Int, _ random: inout CaseRandom) -> String {
    switch random.below(4) {
    case 0, 1:
      members.remove(at: place)
      return "left out"
    case 2:
      members.append(.init(key: members[place].key, value: random.pick(others).part(&random)))
      return "twice"
    default:
      members[place].key = random.pick(Hostile.texts)
      return "renamed"
    }
  }

  private func change(_ elements: inout [Tree], _ random: inout CaseRandom) -> String {
    let count = elements.count
    switch random.below(6) {
    case 0: elements = []
    case 1: elements.removeSubrange(random.stretch(of: count))
    case 2: elements.append(elements.last ?? .number("1"))
    case 3: elements.reverse()
    case 4: elements.insert(random.pick(others).part(&random), at: random.below(count + 1))
    default: if count < 64 { elements = Array(repeatElement(elements, count: 1 + random.below(32)).joined()) }
    }
    return "of \(count) elements now \(elements.count)"
  }

  private func replacement(for tree: Tree, _ random: inout CaseRandom) -> Tree {
    switch (tree, random.below(12)) {
    case (.number(let text), 0): Double(text).map { .number("\(-$0)") } ?? .null
    case (.number(let text), 1): Int(text).map { .number("\($0 &+ 1)") } ?? .number("1")
    case (.number(let text), 2): Int(text).map { .number("\($0 &- 1)") } ?? .number("-1")
    // A whole number stays one most of the time: others are refused before anybody looks at them.
    case (.number(let text), 3...7):
      .number(Int(text) == nil ? random.pick(Hostile.numbers) : "\(random.pick(Hostile.integers))")
    case (.number, 8...9): .number(random.pick(Hostile.numbers))
    case (.bool(let flag), 0...8): .bool(!flag)
    case (.text, 0...6): .text(random.pick(Hostile.texts))
    case (_, 9): random.pick([.null, .list([]), .object([]), .bool(true)])
    case (_, 10): .number(random.pick(Hostile.numbers))
    default: random.pick(others).part(&random)
    }
  }
}
