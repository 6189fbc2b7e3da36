#if Plots
  import CCairo

  extension Raster {
    /// The picture in the bytes of a PNG file; transparency is dropped.
    ///
    /// - Throws: ``FigureError/drawingFailed(reason:)`` when cairo cannot read it.
    package init(png: some Sequence<UInt8>) throws {
      var source = PNGSource(bytes: Array(png))
      let surface = withUnsafeMutablePointer(to: &source) {
        cairo_image_surface_create_from_png_stream(PNGSource.read, $0)
      }
      defer { cairo_surface_destroy(surface) }
      guard let surface, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
        let data = cairo_image_surface_get_data(surface)
      else { throw FigureError.drawingFailed(reason: "these bytes are not a PNG picture") }
      let stride = Int(cairo_image_surface_get_stride(surface))
      self.init(
        width: Int(cairo_image_surface_get_width(surface)), height: Int(cairo_image_surface_get_height(surface))
      ) { column, row in
        let word = UnsafeRawPointer(data).load(fromByteOffset: row * stride + column * 4, as: UInt32.self)
        return FigureColor(word)
      }
    }
  }

  /// Bytes that cairo reads piece by piece.
  private struct PNGSource {
    let bytes: [UInt8]
    var position = 0

    static let read:
      @Sendable @convention(c) (
        UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt8>?, UInt32
      ) -> cairo_status_t = { source, target, count in
        guard let source = source?.assumingMemoryBound(to: PNGSource.self), let target,
          source.pointee.position + Int(count) <= source.pointee.bytes.count
        else { return CAIRO_STATUS_READ_ERROR }
        for index in 0..<Int(count) { target[index] = source.pointee.bytes[source.pointee.position + index] }
        source.pointee.position += Int(count)
        return CAIRO_STATUS_SUCCESS
      }
  }
#endif
