import CEstimators
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@_cdecl("estimators_scaler_save")
public func scalerSave(_ scaler: OpaquePointer?, _ path: UnsafePointer<CChar>?) -> Int32 {
  guarded { try object(scaler, as: ScalerHandle.self, "scaler").save(URL(filePath: text(path, "path"))) }
}

@_cdecl("estimators_scaler_load")
public func scalerLoad(
  _ path: UnsafePointer<CChar>?, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guarded {
    let result = try place(result, "result")
    result.pointee = handle(try ScalerHandle.load(URL(filePath: text(path, "path"))))
  }
}

@_cdecl("estimators_file_describe")
public func fileDescribe(
  _ path: UnsafePointer<CChar>?, _ description: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  guarded {
    let description = try place(description, "text")
    description.pointee = handedOut("\(try ModelFileInfo(contentsOf: URL(filePath: text(path, "path"))))")
  }
}
