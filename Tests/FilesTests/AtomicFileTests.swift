import Foundation
import Testing

import Files

/// What the one writer promises, file by file.
@Suite struct AtomicFileTests {
  @Test func aFileAppearsAndIsReplaced() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "größe a")
      try write("old", to: file)
      try write("", to: file)
      #expect(try text(of: file) == "")
      try write("new", to: file)
      #expect(try text(of: file) == "new")
      #expect(try names(in: folder) == ["größe a"])
    }
  }

  @Test func aNewFileHasTheModeOfTheMask() throws {
    try withTemporaryFolder { folder in
      let plain = folder.appending(path: "plain")
      #expect(FileManager.default.createFile(atPath: plain.path, contents: nil))
      close(open(folder.appending(path: "opened").path, O_CREAT | O_WRONLY, 0o666))
      try write("a", to: folder.appending(path: "written"))
      #expect(try mode(of: folder.appending(path: "written")) == mode(of: folder.appending(path: "opened")))
    }
  }

  @Test(arguments: [0o600, 0o640, 0o755, 0o606] as [mode_t])
  func theModeOfAFileIsKept(bits: mode_t) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try write("old", to: file)
      try #require(chmod(file.path, bits) == 0)
      try write("new", to: file)
      #expect(try mode(of: file) == bits)
      #expect(try text(of: file) == "new")
    }
  }

  @Test func theOwnerOfAFileIsKept() throws {
    // Only the superuser may give files away.
    guard geteuid() == 0 else { return }
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try write("old", to: file)
      try #require(chown(file.path, 1234, 2345) == 0)
      try write("new", to: file)
      #expect(try status(of: file).st_uid == 1234)
      #expect(try status(of: file).st_gid == 2345)
    }
  }

  // MARK: Links

  @Test(arguments: ["real", "sub/real", "../folder/real"])
  func aLinkStaysAndItsTargetIsReplaced(destination: String) throws {
    try withTemporaryFolder { outer in
      let folder = outer.appending(path: "folder")
      try FileManager.default.createDirectory(
        at: folder.appending(path: "sub"), withIntermediateDirectories: true)
      let link = folder.appending(path: "link")
      let target = folder.appending(path: destination)
      for old in ["old", nil] {
        if let old { try Data(old.utf8).write(to: target) } else { try FileManager.default.removeItem(at: target) }
        try? FileManager.default.removeItem(at: link)
        try #require(symlink(destination, link.path) == 0)
        try write("new", to: link)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == destination)
        #expect(try text(of: target) == "new", "also where the link led to nothing")
      }
    }
  }

  @Test func linksToLinksAreFollowedAndCirclesRefused() throws {
    try withTemporaryFolder { folder in
      try Data("old".utf8).write(to: folder.appending(path: "0"))
      for number in 1...20 { try #require(symlink("\(number - 1)", folder.appending(path: "\(number)").path) == 0) }
      try write("new", to: folder.appending(path: "20"))
      #expect(try text(of: folder.appending(path: "0")) == "new")

      try #require(symlink("b", folder.appending(path: "a").path) == 0)
      try #require(symlink("a", folder.appending(path: "b").path) == 0)
      #expect(try problem(folder.appending(path: "a")).kind == .links)
    }
  }

  @Test func anotherHardLinkKeepsTheOldContent() throws {
    try withTemporaryFolder { folder in
      let (file, other) = (folder.appending(path: "file"), folder.appending(path: "other"))
      try write("old", to: file)
      try #require(link(file.path, other.path) == 0)
      try write("new", to: file)
      #expect(try text(of: other) == "old")
    }
  }

  // MARK: What is left alone

  @Test func aPipeIsLeftAlone() throws {
    try withTemporaryFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try #require(mkfifo(pipe.path, 0o600) == 0)
      try #require(symlink("pipe", folder.appending(path: "link").path) == 0)
      for name in ["pipe", "link"] {
        let error = try problem(folder.appending(path: name))
        #expect(error.kind == .special)
        #expect(error.description == "there is a pipe of that name, not a file. Choose another name.")
      }
      #expect(try status(of: pipe).st_mode & S_IFMT == S_IFIFO)
      #expect(try names(in: folder) == ["link", "pipe"])
    }
  }

  @Test func aDeviceIsLeftAlone() throws {
    try withTemporaryFolder { folder in
      let device = folder.appending(path: "device")
      // A node of our own that leads to what /dev/null does; only the superuser may make one.
      guard mknod(device.path, S_IFCHR | 0o600, dev_t(1 << 8 | 3)) == 0 else { return }
      let error = try problem(device)
      #expect(error.kind == .special)
      #expect(error.description.contains("a device"))
      #expect(try status(of: device).st_mode & S_IFMT == S_IFCHR)
    }
  }

  @Test func whatMayNotBeWrittenIsKnownBefore() throws {
    try withTemporaryFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try #require(mkfifo(pipe.path, 0o600) == 0)
      for (path, kind) in [(pipe.path, FileError.Kind.special), (folder.path, .folder)] {
        let error = #expect(throws: FileError.self) { try AtomicFile.check(path) }
        #expect(error?.kind == kind)
      }
      try AtomicFile.check(folder.appending(path: "new").path)
      #expect(try names(in: folder) == ["pipe"])
    }
  }

  @Test func aSocketIsLeftAlone() throws {
    try withTemporaryFolder { folder in
      let socket = folder.appending(path: "s")
      guard mknod(socket.path, S_IFSOCK | 0o600, 0) == 0 else { return }
      let error = try problem(socket)
      #expect(error.description.contains("a socket"))
      #expect(try status(of: socket).st_mode & S_IFMT == S_IFSOCK)
    }
  }

  @Test func aFolderIsLeftAlone() throws {
    try withTemporaryFolder { folder in
      try write("inside", to: folder.appending(path: "file"))
      #expect(try problem(folder).kind == .folder)
      #expect(try names(in: folder) == ["file"])
    }
  }

  @Test func aWriteProtectedFileIsLeftAlone() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try write("old", to: file)
      try #require(chmod(file.path, 0o444) == 0)
      // The superuser may write anyway, and the mode stays.
      if geteuid() == 0 {
        try write("new", to: file)
        #expect(try mode(of: file) == 0o444)
      } else {
        #expect(try problem(file).kind == .noRights)
        #expect(try text(of: file) == "old")
      }
    }
  }

  // MARK: Reasons

  @Test func aMissingFolderIsNamed() throws {
    try withTemporaryFolder { folder in
      let error = try problem(folder.appending(path: "none/file"))
      #expect(error.kind == .noFolder)
      #expect(error.description.contains("“\(folder.path)/none” does not exist. Create it first"))
      try write("a", to: folder.appending(path: "file"))
      #expect(try problem(folder.appending(path: "file/b")).description.contains("a file is in the way"))
      #expect(try names(in: folder) == ["file"])
    }
  }

  @Test func aNameThatNoSystemTakesIsRefused() throws {
    try withTemporaryFolder { folder in
      let long = try problem(folder.appending(path: String(repeating: "x", count: 300)))
      #expect(long.kind == .badName)
      #expect(long.description.contains("longer than the system allows"))
      for path in ["", "/", folder.path + "/", folder.path + "/a\0b"] {
        let error = try #require(throws: FileError.self) { try write("a", path: path) }
        #expect(error.kind == .badName)
      }
      #expect(try names(in: folder) == [])
    }
  }

  @Test(arguments: [1, 20, 100, 255])
  func namesOfAllLengthsAreWritten(length: Int) throws {
    try withTemporaryFolder { folder in
      let name = String(repeating: "n", count: length)
      try write("a", to: folder.appending(path: name))
      #expect(try names(in: folder) == [name])
    }
  }

  @Test(arguments: [
    (ENOSPC, FileError.Kind.full, "Make room"), (EDQUOT, .full, "Make room"), (EACCES, .noRights, "Choose another"),
    (EPERM, .noRights, "may not be written to"), (EROFS, .readOnly, "can only be read"),
    (ENOENT, .noFolder, "does not exist"), (EFBIG, .tooLarge, "as large as this"), (EISDIR, .folder, "a folder"),
    (EBUSY, .busy, "mounted"), (EMFILE, .system(EMFILE), "ulimit -n"), (EIO, .system(EIO), "Choose another"),
  ])
  func everyReasonHasItsOwnRemedy(number: Int32, kind: FileError.Kind, words: String) {
    let error = FileError.writing(number, in: "/data")
    #expect(error.kind == kind)
    #expect(error.description.contains(words))
    #expect(error.description.hasSuffix("."))
    #expect(number == ENOENT || !error.description.contains("exist"), "the folder is there")
  }

  @Test func foldersAreMadeWithThoseAroundThem() throws {
    try withTemporaryFolder { folder in
      let deep = folder.appending(path: "a/b/c")
      for _ in 0..<2 { try Folder.make(deep.path) }
      #expect(try status(of: deep).st_mode & S_IFMT == S_IFDIR)
      try write("a", to: deep.appending(path: "file"))
      for path in ["file", "file/d"] {
        let error = #expect(throws: FileError.self) { try Folder.make(deep.appending(path: path).path) }
        #expect(error?.kind == .noFolder)
      }
    }
  }
}
