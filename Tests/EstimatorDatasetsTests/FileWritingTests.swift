import EstimatorDatasets
import Foundation
import Testing

/// Every writer of the module writes in the same careful way.
@Suite struct FileWritingTests {
  enum Writer: CaseIterable {
    case npy, npz, idxImages, idxLabels, kaggle

    func write(to url: URL) throws {
      switch self {
      case .npy: try NPY.write(.integers([1, 2]), to: url)
      case .npz: try NPZ.write(["a": .integers([1, 2])], to: url)
      case .idxImages: try IDX.write(images: .zeros(rows: 1, columns: 4), height: 2, width: 2, to: url)
      case .idxLabels: try IDX.write(labels: [1, 2], to: url)
      case .kaggle: try KaggleCSV.write(submission: [1, 2], to: url)
      }
    }
  }

  @Test(arguments: Writer.allCases)
  func aLinkStaysAndAPrivateFileStaysPrivate(writer: Writer) throws {
    try withTemporaryFolder { folder in
      let (file, link) = (folder.appending(path: "file"), folder.appending(path: "link"))
      try Data("old".utf8).write(to: file)
      try #require(chmod(file.path, 0o600) == 0)
      try #require(symlink("file", link.path) == 0)
      try writer.write(to: link)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "file")
      #expect(try Data(contentsOf: file) != Data("old".utf8))
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["file", "link"])
    }
  }

  @Test(arguments: Writer.allCases)
  func aPipeStaysAPipe(writer: Writer) throws {
    try withTemporaryFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try #require(mkfifo(pipe.path, 0o600) == 0)
      let error = #expect(throws: DatasetError.self) { try writer.write(to: pipe) }
      #expect(
        error
          == .cannotWrite(file: "pipe", reason: "there is a pipe of that name, not a file. Choose another name."))
      let type = try FileManager.default.attributesOfItem(atPath: pipe.path)[.type] as? FileAttributeType
      #expect(type != .typeRegular)
    }
  }

  @Test(arguments: Writer.allCases)
  func aMissingFolderOrAFolderInTheWayIsExplained(writer: Writer) throws {
    try withTemporaryFolder { folder in
      let missing = #expect(throws: DatasetError.self) { try writer.write(to: folder.appending(path: "none/a")) }
      #expect(missing?.description.contains("/none” does not exist. Create it first") == true)
      let inTheWay = #expect(throws: DatasetError.self) { try writer.write(to: folder) }
      #expect(inTheWay?.description.hasSuffix("there is a folder of that name. Choose another name.") == true)
      let elsewhere = #expect(throws: DatasetError.self) { try writer.write(to: #require(URL(string: "https://a/b"))) }
      #expect(elsewhere?.description.contains("file URLs") == true)
    }
  }

  @Test func aPipeIsNotReadEither() throws {
    try withTemporaryFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try #require(mkfifo(pipe.path, 0o600) == 0)
      let error = #expect(throws: DatasetError.self) { try NPY.read(contentsOf: pipe) }
      #expect(error?.description.contains("it is a pipe, not a regular file") == true)
    }
  }

  #if os(Linux)
    @Test func filesWithoutASizeAreReadWhole() throws {
      // The kernel makes them as they are read and says that they hold 0 bytes.
      let pages = try NumericCSV<Double>(contentsOf: URL(filePath: "/proc/self/statm"), separator: " ").values
      #expect(pages.rows == 1 && pages.columns == 7 && pages[0, 0] > 0)
    }
  #endif
}
