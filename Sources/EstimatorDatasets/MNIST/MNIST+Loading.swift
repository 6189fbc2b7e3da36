import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension MNIST {
  /// Reads the data set from a folder, in whichever form it is there. The first of these that is complete is taken:
  ///
  /// 1. the four original IDX files, plain or `.gz`, with `-` or `.` before `idx`: `train-images-idx3-ubyte.gz`, …
  ///    (Fashion-MNIST and KMNIST have these names, too);
  /// 2. `mnist_train.npz` and `mnist_test.npz` with arrays `X` and `y`, whole numbers of any type;
  /// 3. Keras's `mnist.npz` with `x_train`, `y_train`, `x_test`, `y_test`;
  /// 4. `mnist_train.csv` and `mnist_test.csv`, or `fashion-mnist_train.csv` and `fashion-mnist_test.csv`: the label
  ///   first,
  ///    then the pixels, with names on top or without;
  /// 5. Kaggle's `train.csv`, and `test.csv` if there is one. Its pictures have no labels;
  /// 6. QMNIST's four files: `qmnist-train-images-idx3-ubyte.gz`, `qmnist-train-labels-idx2-int.gz`, …;
  /// 7. one of EMNIST's sets: `emnist-letters-train-images-idx3-ubyte.gz`, …, as ``load(from:emnist:)`` reads it.
  ///
  /// A folder that has the name of a file, as some archives unpack, is looked into.
  ///
  /// - Complexity: About 0.3 s for IDX.gz; the result takes 55 MB.
  /// - Throws: ``DatasetError/notFound(folder:lookedFor:advice:)`` with what was looked for and what was missing,
  ///   ``DatasetError/invalidSetting(name:value:rule:)`` where there are several of EMNIST's sets, or what is wrong
  ///   with a file.
  public static func load(from folder: URL) throws -> MNIST {
    for form in MNISTForm.plain where form.missingFiles(in: folder).isEmpty {
      return try form.load(from: folder)
    }
    let sets = EMNISTSet.allCases.filter { MNISTForm.emnist($0).missingFiles(in: folder).isEmpty }
    if sets.count == 1 { return try load(from: folder, emnist: sets[0]) }
    try Setting.require(
      sets.isEmpty, "emnist", "nothing",
      "one of the sets in the folder (\(sets.map(\.rawValue).joined(separator: ", "))): MNIST.load(from: folder, emnist: …)"
    )
    throw DatasetError.notFound(
      folder: folder.path, lookedFor: (MNISTForm.plain + [.emnist(.letters)]).map { $0.report(on: folder) },
      advice: "Pass the folder that holds one of these, or fetch the files with `try await MNIST.download(to: folder)` "
        + "of EstimatorDownloads."
    )
  }

  /// Reads one of EMNIST's sets from a folder with its four IDX files, plain or `.gz`.
  ///
  ///     let letters = try MNIST.load(from: folder, emnist: .letters)        // labels 1…26
  ///
  /// EMNIST stores its pictures with rows and columns exchanged. They are turned, so that they stand upright as MNIST's
  /// do.
  ///
  /// - Throws: ``DatasetError/notFound(folder:lookedFor:advice:)`` with the missing files, or what is wrong with one.
  public static func load(from folder: URL, emnist set: EMNISTSet) throws -> MNIST {
    let form = MNISTForm.emnist(set)
    guard form.missingFiles(in: folder).isEmpty else {
      throw DatasetError.notFound(
        folder: folder.path, lookedFor: [form.report(on: folder)],
        advice: "Pass the folder that EMNIST's gzip.zip was unpacked to, or another set.")
    }
    return try form.load(from: folder)
  }

  /// Reads the data set from the folder at a path. See ``load(from:)-(URL)``.
  public static func load(from path: String) throws -> MNIST {
    try load(from: URL(fileURLWithPath: path, isDirectory: true))
  }
}
