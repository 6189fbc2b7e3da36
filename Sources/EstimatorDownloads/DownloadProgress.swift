/// How far the download of one file is.
public struct DownloadProgress: Sendable, Hashable {
  /// The file's name.
  public let file: String
  /// Bytes that arrived.
  public let received: Int
  /// Bytes in all, if the server told.
  public let expected: Int?
}
