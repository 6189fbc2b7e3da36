import CEstimators
import Estimators

@_cdecl("estimators_scaler_create")
public func scalerCreate(
  _ settings: UnsafePointer<CChar>?, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guarded {
    let result = try place(result, "result")
    result.pointee = handle(try ScalerHandle(json: settings == nil ? "" : text(settings, "settings")))
  }
}

@_cdecl("estimators_scaler_free")
public func scalerFree(_ scaler: OpaquePointer?) { release(scaler, as: ScalerHandle.self) }

@_cdecl("estimators_scaler_fit")
public func scalerFit(
  _ scaler: OpaquePointer?, _ rows: OpaquePointer?, _ weightsStart: UnsafePointer<Double>?, _ weightCount: Int64
) -> Int32 {
  guarded {
    let scaler = try object(scaler, as: ScalerHandle.self, "scaler")
    let x = try object(rows, as: RowsHandle.self, "rows").features
    guard weightsStart != nil else { return try scaler.fit(x, weights: nil) }
    try scaler.fit(x, weights: weights(weightsStart, count(weightCount, "count")))
  }
}

@_cdecl("estimators_scaler_transform")
public func scalerTransform(
  _ scaler: OpaquePointer?, _ rows: OpaquePointer?, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guarded {
    let result = try place(result, "result")
    let scaler = try object(scaler, as: ScalerHandle.self, "scaler")
    result.pointee = handle(RowsHandle(try scaler.transform(object(rows, as: RowsHandle.self, "rows").features)))
  }
}

@_cdecl("estimators_scaler_change")
public func scalerChange(
  _ scaler: OpaquePointer?, _ shift: UnsafeMutablePointer<Double>?, _ factor: UnsafeMutablePointer<Double>?,
  _ count: Int64
) -> Int32 {
  guarded {
    let scaler = try object(scaler, as: ScalerHandle.self, "scaler")
    let columns = try EstimatorsC.count(count, "count", upTo: Int64(Int32.max))
    let change = try scaler.change(columns: columns)
    let shifts = try room(shift, count, for: columns, "shift")
    let factors = try room(factor, count, for: columns, "factor")
    _ = shifts.update(fromContentsOf: change?.shift ?? Array(repeating: 0, count: columns))
    _ = factors.update(fromContentsOf: change?.scale ?? Array(repeating: 1, count: columns))
  }
}
