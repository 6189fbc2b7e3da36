/// A setting that is one of several, to which later versions may add: clients see a struct with static members, written
/// like the cases of an enum, so that one more breaks no `switch` of theirs. The package's own code switches over
/// ``kind``, where the compiler sees to it that nothing is left out.
///
/// It prints, compares and is coded as `Kind` would be.
///
/// A public property that takes something out of a `Kind` with texts, lists or labels is `@inline(never)`: where it was
/// inlined, the optimiser of Swift 6.3 failed on code such as `cell.double.map(text) ?? cell.description`.
package protocol OpenChoice<Kind>: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
  associatedtype Kind: Sendable, Hashable

  /// Which one it is, with what belongs to it.
  var kind: Kind { get }

  init(_ kind: Kind)
}

extension OpenChoice {
  /// ``kind``, `nil` for a choice with a text of its own.
  package var plainKind: (any Sendable)? { description == "\(kind)" ? kind : nil }

  public var description: String { "\(kind)" }
  public var debugDescription: String { "\(String(reflecting: Self.self)).\(kind)" }
}

/// A choice whose alternatives can be counted.
package protocol ListedChoice: OpenChoice, CaseIterable where Kind: CaseIterable {}

extension ListedChoice {
  public static var allCases: [Self] { Kind.allCases.map(Self.init) }
}

/// A choice whose alternatives have names, by which they are coded.
package protocol NamedChoice: ListedChoice, RawRepresentable where Kind: RawRepresentable<String> {}

extension NamedChoice {
  public var rawValue: String { kind.rawValue }

  public init?(rawValue: String) {
    guard let kind = Kind(rawValue: rawValue) else { return nil }
    self.init(kind)
  }
}

/// A choice that is coded with what belongs to it, in the form that Swift gives to enums.
package protocol CodedChoice: OpenChoice, Codable where Kind: Codable {}

extension CodedChoice {
  public init(from decoder: any Decoder) throws { self.init(try Kind(from: decoder)) }

  public func encode(to encoder: any Encoder) throws { try kind.encode(to: encoder) }
}
