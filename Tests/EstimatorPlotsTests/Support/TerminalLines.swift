import Foundation

/// The lines of a terminal picture without its escape sequences.
func plainLines(_ text: String) -> [String] {
  text.replacing(/\u{1B}\[[0-9;]*m/, with: "").components(separatedBy: "\n")
}
