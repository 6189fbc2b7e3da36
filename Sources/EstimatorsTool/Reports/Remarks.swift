import Foundation

/// Says something beside the answer, on standard error.
func remark(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
