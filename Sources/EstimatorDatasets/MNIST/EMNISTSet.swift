/// The sets of EMNIST, handwritten letters and digits in MNIST's form (Cohen, Afshar, Tapson, van Schaik 2017).
///
/// Labels are the numbers of the files: digits 0…9, letters 1…26 for A to Z, and the others as EMNIST's mapping files
/// list them.
public enum EMNISTSet: String, Sendable, Hashable, Codable, CaseIterable {
  /// 47 classes of equal size.
  case balanced
  /// 62 classes: digits, capital and small letters.
  case byClass = "byclass"
  /// 47 classes: capital and small letters that look alike are one.
  case byMerge = "bymerge"
  /// 10 classes of equal size.
  case digits
  /// 26 classes, capital and small letters together.
  case letters
  /// 10 classes, as many pictures as MNIST.
  case mnist
}
