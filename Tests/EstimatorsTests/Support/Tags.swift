import Testing

extension Tag {
  /// Takes more than two seconds of a core. `Scripts/test --quick` leaves it out.
  @Tag static var slow: Self
}
