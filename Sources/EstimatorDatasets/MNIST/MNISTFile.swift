/// The four original files, by their names without `.gz`.
package enum MNISTFile: String, CaseIterable, Sendable {
  case trainImages = "train-images-idx3-ubyte"
  case trainLabels = "train-labels-idx1-ubyte"
  case testImages = "t10k-images-idx3-ubyte"
  case testLabels = "t10k-labels-idx1-ubyte"

  /// The names under which people have a file of this kind: as distributed, and as some programs unpack it.
  static func names(of distributed: String) -> [String] {
    [distributed, distributed.replacing("-idx", with: ".idx")].flatMap { [$0, $0 + ".gz"] }
  }

  /// The size of the uncompressed file in bytes.
  package var size: Int {
    switch self {
    case .trainImages: 47_040_016
    case .trainLabels: 60_008
    case .testImages: 7_840_016
    case .testLabels: 10_008
    }
  }

  /// The SHA-256 of the uncompressed file. Compressed copies differ from mirror to mirror.
  package var digest: String {
    switch self {
    case .trainImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    case .trainLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    case .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    case .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    }
  }
}
