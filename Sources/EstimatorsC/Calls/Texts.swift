import CEstimators

/// A copy of a text that C frees with `estimators_text_free`.
func handedOut(_ text: String) -> UnsafeMutablePointer<CChar> {
  text.replacing("\0", with: "\u{FFFD}").withCString { from in
    var length = 0
    while from[length] != 0 { length += 1 }
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: length + 1)
    copy.initialize(from: from, count: length + 1)
    return copy
  }
}

@_cdecl("estimators_text_free")
public func textFree(_ text: UnsafeMutablePointer<CChar>?) { text?.deallocate() }

@_cdecl("estimators_version")
public func version() -> Int32 { 1 }
