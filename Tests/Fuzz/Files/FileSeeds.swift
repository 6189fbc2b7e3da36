import EstimatorDatasets
import EstimatorWeights
import Estimators
import Foundation

/// Small whole files of every format, to be damaged.
enum FileSeeds {
  // MARK: NumPy

  /// Every element type, both byte orders, both orders of elements, several shapes, the three versions of the header.
  static let arrays: [[UInt8]] = types.flatMap { code, size in
    shapes.flatMap { shape in
      [false, true].map { isFortran in
        npy(code, size: size, shape: shape, isFortran: isFortran, version: UInt8(1 + (shape.count + size) % 3))
      }
    }
  }

  private static let types: [(code: String, size: Int)] = [
    ("|b1", 1), ("|u1", 1), ("|i1", 1), ("<u2", 2), ("<i2", 2), ("<u4", 4), ("<i4", 4), ("<u8", 8), ("<i8", 8),
    ("<f4", 4),
    ("<f8", 8), (">u2", 2), (">i4", 4), (">i8", 8), (">f4", 4), (">f8", 8), ("<U3", 12), (">U2", 8), ("|S4", 4),
    ("<f2", 2),
    ("|O", 8),
  ]

  private static let shapes: [[Int]] = [[], [3], [0], [2, 3], [3, 0], [1, 1], [2, 2, 2]]

  private static func npy(_ code: String, size: Int, shape: [Int], isFortran: Bool, version: UInt8) -> [UInt8] {
    let list = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let text = "{'descr': '\(code)', 'fortran_order': \(isFortran ? "True" : "False"), 'shape': (\(list)), }"
    let prefix = version == 1 ? 10 : 12
    let header =
      text.padding(toLength: 64 * ((text.count + prefix) / 64 + 1) - prefix - 1, withPad: " ", startingAt: 0) + "\n"
    let count = withUnsafeBytes(of: UInt32(header.utf8.count).littleEndian) { Array($0) }
    var bytes = [0x93] + Array("NUMPY".utf8) + [version, 0] + count.prefix(version == 1 ? 2 : 4)
    bytes += Array(header.utf8)
    // Small numbers of a few bytes, and characters that exist.
    for byte in 0..<size * shape.reduce(1, *) { bytes.append(byte % min(size, 4) == 0 ? UInt8(1 + byte % 9) : 0) }
    return bytes
  }

  /// As the package writes them, stored and deflated, and with entries that need a longer form.
  static func archives(_ scratch: URL) throws -> [[UInt8]] {
    let file = scratch.appendingPathComponent("seed.npz")
    let numbers = try Matrix<Double>([[1, 2.5], [-3, 4]])
    let arrays: [String: NumPyArray] = try [
      "X": .matrix(numbers), "y": .integers([1, 0]), "names": .strings(["ä", "bc"]), "flags": .booleans([true, false]),
    ]
    return try [false, true].map { compressed in
      try NPZ.write(arrays, to: file, compressed: compressed)
      return Array(try Data(contentsOf: file))
    } + [wideArchive()]
  }

  private static func wideArchive() throws -> [UInt8] {
    var archive = Archive()
    for (place, array) in arrays.prefix(3).enumerated() {
      try archive.add("a\(place).npy", Data(array), deflated: place == 1)
    }
    return Array(archive.finished())
  }

  /// Sparse rows as SciPy saves them, with a dense array beside.
  static func storedRows(_ scratch: URL) throws -> [[UInt8]] {
    let file = scratch.appendingPathComponent("seed.npz")
    return try [[0.5, -1, 2], [1, 1, 1]].map { values in
      try NPZ.write(
        [
          "format": .strings(["csr"]), "shape": .integers([4, 5]), "indptr": .integers([0, 2, 2, 3, 3]),
          "indices": .vector([Int32(1), 4, 0]), "data": .vector(values),
          "dense": .matrix(Matrix(rows: 2, columns: 3, values + values)),
        ], to: file)
      return [UInt8](try Data(contentsOf: file))
    }
  }

  // MARK: Weights

  static func safetensors() throws -> [[UInt8]] {
    let numbers = try Matrix<Double>([[1, 2.5], [-3, 4]])
    let arrays: [String: NumPyArray] = [
      "coef_": .matrix(numbers), "intercept_": .vector([Float(1), 2]), "classes_": .integers([3, 4]),
      "flags": .booleans([true, false]), "bytes": .vector([UInt8(1), 2, 3]),
    ]
    return [
      Array(try Safetensors(arrays: arrays).content(file: "a seed")),
      Array(try Safetensors(arrays: arrays, metadata: ["classes_": "[\"a\",\"b\"]"]).content(file: "a seed")),
    ]
  }

  /// The entries of the files that scikit-learn has written for the tests.
  static func skops() throws -> [[(name: String, content: [UInt8])]] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Reference/interchange")
    let names = ["strings", "objects", "binary", "standard", "min-max", "robust", "pipeline-standard", "pipeline-none"]
    return try names.map { name in
      let archive = try ZipArchive(Data(contentsOf: folder.appendingPathComponent(name + ".skops")), file: name)
      return try archive.entries.map { ($0.name, Array(try archive.content(of: $0))) }
    }
  }

  // MARK: IDX

  static let idx: [[UInt8]] = [
    idx([4, 2, 3]), idx([6]), idx([0, 28, 28]), idx([0]), idx([2, 2, 2, 2]), idx([3, 0, 5]),
    idx([5], type: 0x0c, size: 4),
    idx([2, 2, 2], type: 0x0d, size: 4), idx([3, 2], type: 0x0e, size: 8), idx([4], type: 9),
    idx([3], type: 0x0b, size: 2),
  ]

  static let idxInGzip: [[UInt8]] = idx.compactMap { try? Array(gzip(Data($0))) }

  static func gzip(_ bytes: Data) throws -> Data { try Deflate.compress(Data(bytes), as: .gzip, file: "a seed") }

  private static func idx(_ shape: [Int], type: UInt8 = 8, size: Int = 1) -> [UInt8] {
    var bytes: [UInt8] = [0, 0, type, UInt8(shape.count)]
    for length in shape { bytes += [0, 0, UInt8(length >> 8), UInt8(length & 255)] }
    for byte in 0..<size * shape.reduce(1, *) { bytes.append(UInt8(truncatingIfNeeded: byte * 37)) }
    return bytes
  }

  /// Pictures and labels to train on, then to test with.
  static func mnist() throws -> [[UInt8]] { [idx([3, 28, 28]), idx([3]), idx([2, 28, 28]), idx([2])] }

  // MARK: Text

  static let numbers = texts(
    "a,b,c\n1,2.5,-3e2\n4,5,6\n", "1,2\n3,4", "1\n2\n3\n", "x;y\n0.1;1e-300\n-0;+5\n", "1\t2\n3\t4\n",
    "a,b\r\n1,2\r\n3,4\r\n",
    " 1 , 2 \n 3 , 4 \n\n\n", "0,128,255\n1,2,3\n", "a\n", "",
    "1,2,3\n4,5,6\n7,8,9\n10,11,12\n13,14,15\n16,17,18\n19,20,21\n")

  static let tables = texts(
    "size,name,ripe\n1.5,apple,true\n,\"a \"\"b\"\", c\",false\n3,NA,\n", "a;b\n\"x\ny\";2\n;3\n",
    "zip\n01234\n99999\n",
    "a,b,c\r\n1,,x\r\n2,TRUE,\"\"\r\n", "\u{feff}a,b\n1,2\n", "only,a,header\n", "a\tb\n\"q\"\t1\n",
    "9223372036854775807,x\n1,y\n",
    "a,a\n1,2\n", "é,🌲\nü,ß\n", "a,b\n1,2\n1,2\n1,2\n1,2\n1,2\nx,2\n")

  static let kaggle: [[UInt8]] = {
    let pixels = (0..<9).map { "pixel\($0)" }.joined(separator: ",")
    return texts(
      "label,\(pixels)\n5,0,1,2,3,4,5,6,7,255\n0,0,0,0,0,0,0,0,0,0\n", "\(pixels)\n0,1,2,3,4,5,6,7,255\n",
      "label,pixel0\r\n1,2\r\n", "ImageId,Label\n1,2\n")
  }()

  private static func texts(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }
}
