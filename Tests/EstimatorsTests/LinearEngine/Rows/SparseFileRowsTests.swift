import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// Compressed rows in a file are those in memory.
@Suite struct SparseFileRowsTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "SparseFileRowsTests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Seven in ten numbers are 0; more rows than are read at a time.
  private static let matrix: SparseMatrix = {
    var random = RandomState(3)
    let sample = PassSample(rows: 900, columns: 23, classes: 3)
    return SparseMatrix(known: sample.numbers.map { random.random() < 0.3 ? $0 + 0.25 : 0 })
  }()
  private static let labels = PassSample(rows: 900, columns: 23, classes: 3).classes.map { Int($0) }

  /// A file as SciPy has it, its arrays changed by the test.
  private func file(_ name: String, _ changed: [String: NumPyArray] = [:]) throws -> URL {
    let url = folder.appending(path: name)
    let m = Self.matrix
    let arrays: [String: NumPyArray] = [
      "format": try .strings(["csr"]), "shape": .integers([m.rows, m.columns]), "indptr": .integers(m.rowStarts),
      "indices": .vector(m.columnIndices), "data": .vector(m.values),
    ]
    try NPZ.write(arrays.merging(changed) { $1 }, to: url)
    return url
  }

  @Test(arguments: [0, 3000, 30_000, 1 << 22])
  func numbersAreThoseOfTheFile(budget: Int) throws {
    let rows = try SparseFileRows(npz: file("rows"), budget: budget)
    let x = rows.features
    #expect(x.isFile == (budget < 1 << 22) && x.isSparse)
    #expect(rows.kept.rows == (budget < 3000 ? 0 : budget < 1 << 22 ? rows.kept.rows : 900))
    #expect(budget == 0 || rows.kept.rows > 0)
    #expect(try x.matrix() == Self.matrix.dense)
    #expect(try x.selectingRows([899, 3, 3]).sparseRows() == Self.matrix.selecting(rows: [899, 3, 3]))
    #expect(try x.selectingColumns([22, 0]).matrix()[42, 0] == Self.matrix.dense[42, 22])
    try requireFinite(x)
    #expect(rows.storedCount == Self.matrix.values.count)
  }

  @Test(arguments: [Solver.lbfgs, .newtonCG, .newtonCholesky, .gd, .sgd(shuffle: false), .auto])
  func aFitFromAFileIsThatFromMemory(solver: Solver) throws {
    let file = try SparseFileRows(npz: file("fit"), budget: 9000).features
    let scaler = try StandardScaler(withMean: false).fitted(to: Self.matrix)
    #expect(try StandardScaler(withMean: false).fitted(to: file) == scaler)
    #expect(try MaxAbsScaler().fitted(to: file) == MaxAbsScaler().fitted(to: Self.matrix))
    let (a, b) = (try scaler.transform(file), try scaler.transform(Self.matrix.features))
    #expect(a.isFile)
    let clf = LogisticRegression<Int>(solver: solver, maxIterations: 30)
    try BLAS.singleThreaded {
      let (one, other) = (try clf.fitted(to: a, Self.labels), try clf.fitted(to: b, Self.labels))
      #expect(one.coefficients == other.coefficients)
      #expect(one.report.objective == other.report.objective && one.report.certificate == other.report.certificate)
      #expect(try one.predict(a) == other.predict(b))
    }
  }

  @Test func chosenRowsAndOtherEstimatorsReadIt() throws {
    let file = try SparseFileRows(npz: file("chosen")).features
    let chosen = (0..<900).filter { $0 % 3 != 0 }.reversed() + [5, 5]
    let (a, b) = (try file.selectingRows(chosen), try Self.matrix.features.selectingRows(chosen))
    let y = chosen.map { Self.labels[$0] }
    let clf = LogisticRegression<Int>(penalty: .l1, c: 0.1, maxIterations: 30)
    #expect(try clf.fitted(to: a, y).coefficients == clf.fitted(to: b, y).coefficients)
    #expect(try MultinomialNB<Int>().fitted(to: a, y).predict(a) == MultinomialNB<Int>().fitted(to: b, y).predict(b))
    #expect(try Normalizer().fitted(to: a).transform(a).matrix() == Normalizer().fitted(to: b).transform(b).matrix())
  }

  @Test(arguments: [Solver.saga, .sag, .coordinateDescent, .coordinateDescent(form: .dual)])
  func solversThatJumpAboutRefuse(solver: Solver) throws {
    let file = try SparseFileRows(npz: file("jump")).features
    let clf = LogisticRegression<Int>(multiClass: .ovr, solver: solver)
    let error = #expect(throws: EstimatorError.self) { try clf.fitted(to: file, Self.labels) }
    let text = "\(try #require(error))"
    #expect(text.contains("budget"))
  }

  // MARK: Files of SciPy

  private struct Files: Decodable {
    let dense: [[Double]]
    let good: [Data]
    let compressed: Data
    let columns: Data
    let unsorted: Data
  }

  private func written(_ data: Data) throws -> URL {
    let url = folder.appending(path: UUID().uuidString)
    try data.write(to: url)
    return url
  }

  @Test func filesOfSciPyAreRead() throws {
    let files = try Reference.load("sparse-npz", as: Files.self)
    for data in files.good {
      for budget in [0, 1000] {
        let rows = try SparseFileRows(npz: written(data), budget: budget)
        #expect(try rows.features.matrix() == Matrix(rows: 4, columns: 4, files.dense.flatMap { $0 }))
      }
    }
  }

  @Test func filesThatCannotBeReadRowByRowAreRefused() throws {
    let files = try Reference.load("sparse-npz", as: Files.self)
    func message(_ data: Data) throws -> String {
      let error = #expect(throws: (any Error).self) { try SparseFileRows(npz: written(data)).features.matrix() }
      return "\(try #require(error))"
    }
    #expect(try message(files.compressed).contains("compressed=False"))
    #expect(try message(files.columns).contains("tocsr()"))
    #expect(try message(files.unsorted).contains("sort_indices()"))
    #expect(try message(files.good[0].dropLast(200)).contains("Fetch it again"))
  }

  // MARK: Hostile files

  @Test func arraysThatContradictEachOtherAreRefused() throws {
    let m = Self.matrix
    func opens(_ changed: [String: NumPyArray]) throws {
      _ = try SparseFileRows(npz: file(UUID().uuidString, changed)).features.matrix()
    }
    var starts = m.rowStarts
    starts[7] = starts[9] + 1
    #expect(throws: FileRowsError.self) { try opens(["indptr": .integers(starts)]) }
    starts[7] = -1
    #expect(throws: FileRowsError.self) { try opens(["indptr": .integers(starts)]) }
    starts[7] = .max
    #expect(throws: FileRowsError.self) { try opens(["indptr": .integers(starts)]) }
    // One row of all numbers: more than it has columns.
    starts = [0] + Array(repeating: m.values.count, count: m.rows)
    #expect(throws: FileRowsError.self) { try opens(["indptr": .integers(starts)]) }
    for (place, column) in [(50, Int32(23)), (50, -1), (m.values.count - 1, .max)] {
      var indices = m.columnIndices
      indices[place] = column
      #expect(throws: FileRowsError.self) { try opens(["indices": .vector(indices)]) }
    }
    #expect(throws: FileRowsError.self) { try opens(["indices": .integers(m.columnIndices.map { Int($0) + 1 << 32 })]) }
    #expect(throws: FileRowsError.self) { try opens(["shape": .integers([m.rows, -1])]) }
    #expect(throws: FileRowsError.self) { try opens(["shape": .integers([m.rows, 1 << 40])]) }
    #expect(DatasetError.Code.wrongShape ~= thrown { try opens(["shape": .integers([m.rows])]) })
    #expect(DatasetError.Code.malformed ~= thrown { try opens(["shape": .integers([m.rows + 1, 23])]) })
    #expect(DatasetError.Code.malformed ~= thrown { try opens(["indptr": .vector([0.5])]) })
    #expect(DatasetError.Code.malformed ~= thrown { try opens(["data": .vector(Array(m.values.dropLast()))]) })
    #expect(DatasetError.Code.unsupported ~= thrown { try opens(["data": .booleans(m.values.map { _ in true })]) })
  }

  @Test func aFileThatBecomesShorterIsNoticed() throws {
    let url = try file("cut")
    let x = try SparseFileRows(npz: url).features
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 5000)
    try handle.close()
    let error = #expect(throws: FileRowsError.self) { try LogisticRegression<Int>().fitted(to: x, Self.labels) }
    let text = "\(try #require(error))"
    #expect(text.contains("cut") && text.contains("shorter"))
  }

  /// Row after row, each number is moved to larger memory a few times only.
  @Test(arguments: [0, 1 << 22])
  func aWindowGrowsByHalvesOfWhatItHolds(budget: Int) throws {
    let (file, window) = (try SparseFileRows(npz: file("window"), budget: budget), SparseWindow())
    var places: Set<UnsafeMutablePointer<Double>> = []
    for row in 0..<900 {
      try file.append(row..<row + 1, to: window)
      places.insert(window.values)
    }
    #expect(places.count <= 15)
    var builder = SparseBuilder(columns: 23)
    window.copy(to: &builder)
    #expect(builder.matrix == Self.matrix)
  }

  /// A file of holes, larger than any memory.
  @Test func rowsThatMemoryCannotHoldAreRefused() throws {
    let (url, count) = (folder.appending(path: "holes"), 1 << 38)
    let starts = (0...1024).map { ($0 << 28).littleEndian }
    try starts.withUnsafeBytes { try Data($0).write(to: url) }
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 1 << 41)
    try handle.close()
    typealias Place = SparseFileRows.Place
    let file = try SparseFileRows(
      contentsOf: url, rows: 1024, columns: Int(Int32.max), storedCount: count,
      starts: Place(offset: 0, kind: .int64, isBigEndian: false),
      indices: Place(offset: 1 << 14, kind: .int32, isBigEndian: false),
      values: Place(offset: 1 << 14, kind: .uint8, isBigEndian: false), budget: 0)
    func message(_ body: () throws -> some Any) throws -> String {
      "\(try #require(#expect(throws: FileRowsError.self) { try body() }))"
    }
    let chosen = file.features
    let text = try message { try chosen.selectingRows(Array(stride(from: 0, to: 1024, by: 2))).ownRows() }
    #expect(text.contains("512 rows store \(count / 2) numbers"))
    #expect(try message { try file.append(0..<1024, to: SparseWindow()) }.contains("more than fit in memory"))
  }

  @Test func numbersThatAreNotFiniteAreNamed() throws {
    var values = Self.matrix.values
    let k = Self.matrix.rowStarts[400]
    values[k] = .infinity
    let x = try SparseFileRows(npz: file("infinite", ["data": .vector(values)])).features
    let column = "\(Self.matrix.columnIndices[k])"
    #expect(throws: EstimatorError.notFinite(row: 400, column: column, value: .infinity)) { try requireFinite(x) }
  }
}

extension SparseMatrix {
  /// Of a matrix that is known to have few columns.
  fileprivate init(known dense: Matrix<Double>) {
    do { try self.init(dense) } catch { preconditionFailure("\(error)") }
  }
}
