import EstimatorDatasets
import Foundation
import Testing

/// Files in UTF-16 without a mark in front, and those in UTF-8 that look a little like them.
@Suite struct UTF16Tests {
  private static let encodings: [String.Encoding] = [.utf16LittleEndian, .utf16BigEndian]

  /// With characters whose low byte is 0, such as U+4E00 and U+0100, or one of the two is that of a comma, a quote or a
  /// line end, such as U+4E0A, U+0A2C and U+043B.
  @Test(arguments: [
    "一,二\n一,1\n三,2\n", "一\n二\n三\n四\n", "Ā,b\nĀda,1\n", "名字\n中文\n上海\n",
    "上海,三\n不,主\n北京,1\n", "a,b\n,\n,\n1,\n", "Имя,Год\nЛюль,12\n", "ねこ,いぬ\nねこ,いぬ\n",
    "नाम,उम्र\nउबला,12\n", "1,2\r\n3,4\r\n", "ਬਾਬਾ,ਊ\nਬਬ,1\n", "Љл,лл\nлл,1\n", "שם,גיל\nדן,7\n", "한국,b\n서울,1\n",
    "\"a, b\",c\n\"x\",1\n",
  ])
  func utf16IsKnownByItsSeparators(text: String) throws {
    let expected = try Table(csv: Data(text.utf8))
    for encoding in Self.encodings {
      #expect(try Table(csv: #require(text.data(using: encoding))) == expected, "\(encoding)")
    }
  }

  @Test func alsoInLongTexts() throws {
    var random = RandomState(3)
    for scalars in [
      0x4e00...0x9fff, 0x0100...0x017f, 0x0400...0x04ff, 0x0900...0x097f, 0x0a00...0x0a7f, 0x3041...0x3096,
    ] {
      let lines = (0..<300).map { line in
        let cell = (0..<12).compactMap { _ in Unicode.Scalar(UInt32(Int.random(in: scalars, using: &random))) }
        return "\(line),\(String(String.UnicodeScalarView(cell)))"
      }
      let text = (["id,text"] + lines).joined(separator: "\n")
      let expected = try Table(csv: Data(text.utf8))
      for encoding in Self.encodings {
        #expect(try Table(csv: #require(text.data(using: encoding))) == expected, "\(scalars) \(encoding)")
      }
    }
  }

  /// NUL bytes at places that are all even or all odd.
  @Test(arguments: [
    "a,b\n1,\0\n", "idx,name,flag\n1,bob,\0\n2,alice,\0\n3,x,\0\n", "flag\n\0\n\0\n\0\n",
    "a,b\n\0,\0\n\0,\0\n", "a,flag\n\0,\0\n", "flag\n1\0\n2\0\n", "序号,标志\n1,\0\n2,\0\n", "城,f\n北京,\0\n上海,\0\n",
    "a,b\n1\0,2\0\n3\0,4\0\n",
    "x,y\n\01,\02\n\03,\04\n",
  ])
  func utf8WithNULIsUTF8(text: String) throws {
    for repeats in [1, 400] {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      let body = Array(repeatElement(lines.dropFirst(), count: repeats).joined())
      let read = try Table(csv: Data(([lines[0]] + body).map { $0 + "\n" }.joined().utf8))
      #expect(read.names == lines[0].split(separator: ",").map(String.init))
      #expect(read.rows == body.count)
      let last = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      #expect(read.columns.map { $0.values.first??.description } == last)
    }
  }

  @Test func tabsBesideNULAreTabs() throws {
    let row = "1\tbob\t\0\n"
    let read = try Table(csv: Data(("x\ty\tz\n" + String(repeating: row, count: 300)).utf8), separator: "\t")
    #expect(read.names == ["x", "y", "z"] && read.rows == 300)
  }
}
