import EstimatorDatasets
import EstimatorWeights
import Estimators
import Foundation

/// Every reader of files, on damaged ones.
enum FileTargets {
  static func all(scratch: URL) throws -> [Target] {
    try [
      npy(), npz(scratch), npzOfDamagedArrays(), rowsOfFiles(scratch), idx(), idxInGzip(), numericCSV(), table(),
      kaggle(scratch),
      mnist(scratch), safetensors(), skops(),
    ]
  }

  /// Damages one of the seeds.
  private static func make(_ seeds: [[UInt8]], as format: String) -> @Sendable (inout CaseRandom) -> Input {
    { random in
      var bytes = random.pick(seeds)
      let slips = ByteDamage(others: seeds).damage(&bytes, &random)
      return Input(bytes: slice(bytes, &random), format: format, slips: slips)
    }
  }

  /// A third of all are slices that begin somewhere within other bytes.
  private static func slice(_ bytes: [UInt8], _ random: inout CaseRandom) -> Data {
    guard random.chance(1, of: 3) else { return Data(bytes) }
    let before = 1 + random.below(9)
    let whole = Data((0..<before).map { UInt8($0) } + bytes + [7, 7])
    return whole[before..<before + bytes.count]
  }

  // MARK: NumPy

  private static func npy() -> Target {
    Target(name: "npy", weight: 6, make: make(FileSeeds.arrays, as: "npy")) { input in
      let array = try NPY.read(input.bytes)
      return { _ in try use(array) }
    }
  }

  private static func use(_ array: NumPyArray) throws {
    try each([
      { _ = try array.matrix(as: Double.self) }, { _ = try array.matrix(as: Float.self) },
      { _ = try array.matrix(as: UInt8.self) }, { _ = try array.matrix(as: Int32.self) },
      { _ = try array.vector(as: Double.self) }, { _ = try array.integers() }, { _ = try array.booleans() },
      { _ = try array.strings() }, { _ = array.count },
    ])
  }

  private static func use(_ archive: NPZ) throws {
    try each(archive.names.map { name in { try use(archive.array(name)) } })
  }

  private static func npz(_ scratch: URL) throws -> Target {
    Target(name: "npz", weight: 6, make: make(try FileSeeds.archives(scratch), as: "npz")) { input in
      let archive = try NPZ(input.bytes)
      return { _ in try use(archive) }
    }
  }

  /// Damaged arrays in an archive whose sums are right, so that they are read.
  private static func npzOfDamagedArrays() -> Target {
    Target(
      name: "npz of damaged arrays", weight: 3,
      make: { random in
        var archive = Archive()
        var slips: [String] = []
        for name in ["a.npy", "b.npy"] {
          var bytes = random.pick(FileSeeds.arrays)
          slips += ByteDamage(others: FileSeeds.arrays).damage(&bytes, &random)
          try archive.add(random.chance(1, of: 9) ? "a.npy" : name, Data(bytes), deflated: random.chance(1, of: 2))
        }
        return Input(bytes: archive.finished(), format: "npz", slips: slips)
      },
      open: { input in
        let archive = try NPZ(input.bytes)
        return { _ in try use(archive) }
      })
  }

  /// Rows that are read while they are needed, dense and sparse.
  private static func rowsOfFiles(_ scratch: URL) throws -> Target {
    let file = scratch.appendingPathComponent("rows.npz")
    return Target(name: "rows of npz", weight: 4, make: make(try FileSeeds.storedRows(scratch), as: "npz")) { input in
      { random in
        let budget = random.pick([0, 100, 1 << 20])
        try input.bytes.write(to: file)
        try each([
          { _ = try FileRows(npz: file, array: "data", budget: budget).features.columns },
          { _ = try FileRows(npz: file, array: "dense", budget: budget).features.matrix() },
          { try SparseFileRows(npz: file, budget: budget).features.forEachBlock { _ = $0.storedSparse } },
        ])
      }
    }
  }

  // MARK: Weights

  private static func safetensors() throws -> Target {
    Target(name: "safetensors", weight: 6, make: make(try FileSeeds.safetensors(), as: "safetensors")) { input in
      let file = try Safetensors(input.bytes)
      return { _ in try each(file.arrays.values.map { array in { try use(array) } }) }
    }
  }

  /// Damaged schemas and arrays in archives whose sums are right, so that they are read.
  private static func skops() throws -> Target {
    let seeds = try FileSeeds.skops()
    let contents = seeds.flatMap { $0.map(\.content) }
    return Target(
      name: "skops", weight: 6,
      make: { random in
        var (entries, archive, slips) = (random.pick(seeds), Archive(), [String]())
        for _ in 0..<1 + random.below(3) {
          let place = random.below(entries.count)
          slips += ByteDamage(others: contents).damage(&entries[place].content, &random)
        }
        for entry in entries {
          try archive.add(entry.name, Data(entry.content), deflated: random.chance(1, of: 2))
        }
        return Input(bytes: archive.finished(), format: "skops", slips: slips)
      },
      open: { input in
        let steps = try SkopsFile(input.bytes).steps
        return { _ in
          try each([
            { _ = try LogisticRegression<String>.Model(skops: steps).predictProbabilities(ModelUses.doubles) },
            { _ = try LogisticRegression<Int>.Model(skops: steps).predictProbabilities(ModelUses.doubles) },
            { _ = try StandardScaler.Model(skops: steps).transform(ModelUses.doubles) },
            { _ = try MinMaxScaler.Model(skops: steps).transform(ModelUses.doubles) },
            { _ = try RobustScaler.Model(skops: steps).transform(ModelUses.doubles) },
            { _ = try Pipeline<StandardScaler, LogisticRegression<String>>.Model(skops: steps).classes },
          ])
        }
      })
  }

  // MARK: IDX

  private static func idx() -> Target {
    Target(name: "IDX", weight: 4, make: make(FileSeeds.idx + FileSeeds.idxInGzip, as: "idx"), open: openIDX)
  }

  private static func idxInGzip() -> Target {
    Target(
      name: "IDX in gzip", weight: 3,
      make: { random in
        var input = make(FileSeeds.idx, as: "idx.gz")(&random)
        input.bytes = try FileSeeds.gzip(input.bytes)
        if random.chance(1, of: 4) { input.bytes += try FileSeeds.gzip(Data([1, 2, 3])) }
        return input
      }, open: openIDX)
  }

  private static func openIDX(_ input: Input) throws -> Target.Use {
    let bytes = input.bytes
    return { _ in try each([{ _ = try IDX.images(from: bytes) }, { _ = try IDX.labels(from: bytes) }]) }
  }

  // MARK: Text

  private static func numericCSV() -> Target {
    Target(name: "numeric CSV", weight: 6, make: make(FileSeeds.numbers, as: "csv")) { input in
      let bytes = input.bytes
      return { random in
        let header = random.pick([nil, true, false])
        let separator = random.pick([Character(","), ",", ";", "\t", " "])
        try each([
          { _ = try NumericCSV(bytes, as: Double.self, hasHeader: header, separator: separator) },
          { _ = try NumericCSV(bytes, as: Float.self, hasHeader: header, separator: separator) },
          { _ = try NumericCSV(bytes, as: UInt8.self, hasHeader: header, separator: separator) },
          { _ = try NumericCSV(bytes, as: Int32.self, hasHeader: header, separator: separator) },
        ])
      }
    }
  }

  private static func table() -> Target {
    Target(name: "table", weight: 6, make: make(FileSeeds.tables + FileSeeds.numbers, as: "csv")) { input in
      let bytes = input.bytes
      return { random in
        let separator = random.pick([Character(","), ",", ";", "\t"])
        let names = random.pick([nil, nil, nil, ["a", "b", "c"]])
        let kinds: [String: Table.Kind] = random.pick([[:], [:], ["a": .double], ["a": .string], ["size": .integer]])
        let table = try Table(csv: bytes, names: names, separator: separator, kinds: kinds)
        _ = table.description
        try each(table.columns.map { column in { _ = (column.values, column.numbers, column.missingCount) } })
      }
    }
  }

  private static func kaggle(_ scratch: URL) -> Target {
    let file = scratch.appendingPathComponent("kaggle.csv")
    return Target(name: "Kaggle CSV", weight: 3, make: make(FileSeeds.kaggle, as: "csv")) { input in
      try input.bytes.write(to: file)
      return { _ in
        try each([{ _ = try KaggleCSV.train(contentsOf: file) }, { _ = try KaggleCSV.test(contentsOf: file) }])
      }
    }
  }

  /// A folder of four files, of which one is damaged.
  private static func mnist(_ scratch: URL) throws -> Target {
    let folder = scratch.appendingPathComponent("mnist", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let names = [
      "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
    ]
    let seeds = try FileSeeds.mnist()
    for (name, bytes) in zip(names, seeds) { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
    return Target(name: "MNIST folder", weight: 1, make: make(seeds, as: "idx")) { input in
      { random in
        let place = random.below(4)
        let file = folder.appendingPathComponent(names[place])
        try input.bytes.write(to: file)
        defer { try? Data(seeds[place]).write(to: file) }
        let data = try MNIST.load(from: folder)
        try Fault.require(data.train.images.rows == data.train.labels.count, "pictures and labels differ in number")
      }
    }
  }
}
