/// Objects that C holds: a handle owns one count of its object.

/// A new handle of an object.
func handle(_ object: AnyObject) -> OpaquePointer { OpaquePointer(Unmanaged.passRetained(object).toOpaque()) }

/// The object of a handle.
func object<Object: AnyObject>(_ handle: OpaquePointer?, as type: Object.Type, _ name: String) throws -> Object {
  guard let handle else { throw Refusal.argument("\(name) is NULL.") }
  return Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
}

/// Gives the handle's count back.
func release<Object: AnyObject>(_ handle: OpaquePointer?, as type: Object.Type) {
  guard let handle else { return }
  Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).release()
}
