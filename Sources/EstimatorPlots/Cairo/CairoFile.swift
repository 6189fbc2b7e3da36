#if Plots
  import CCairo
  import Files

  /// Figures as the bytes of a file.
  enum CairoFile {
    /// Cairo's image surfaces end here.
    static let pixelLimit = 32_767

    static func encode(_ figure: some Figure, as format: FigureFormat, scale: Double) throws -> [UInt8] {
      switch format.kind {
      case .png: try png(figure, scale: scale)
      case .svg: try vector(figure) { cairo_svg_surface_create_for_stream(append, $0, $1, $2) }
      case .pdf: try vector(figure) { cairo_pdf_surface_create_for_stream(append, $0, $1, $2) }
      }
    }

    private static func png(_ figure: some Figure, scale: Double) throws -> [UInt8] {
      let width = try pixels(figure.size.width * scale)
      let height = try pixels(figure.size.height * scale)
      guard width <= pixelLimit, height <= pixelLimit else {
        throw FigureError.tooLarge(width: width, height: height, limit: pixelLimit)
      }
      guard Memory.has(Memory.bytes(width, height, 4)) else {
        throw FigureError.noMemory(width: width, height: height, bytes: Memory.bytes(width, height, 4))
      }
      let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
      defer { cairo_surface_destroy(surface) }
      guard let surface else { throw FigureError.drawingFailed(reason: "no image surface") }
      try draw(figure, on: surface, scale: scale, hasPixels: true)
      var bytes = [UInt8]()
      try check(withUnsafeMutablePointer(to: &bytes) { cairo_surface_write_to_png_stream(surface, append, $0) })
      return bytes
    }

    private static func vector(
      _ figure: some Figure, create: (UnsafeMutableRawPointer, Double, Double) -> OpaquePointer?
    ) throws -> [UInt8] {
      _ = try (pixels(figure.size.width), pixels(figure.size.height))
      var bytes = [UInt8]()
      try withUnsafeMutablePointer(to: &bytes) { pointer in
        guard let surface = create(pointer, figure.size.width, figure.size.height) else {
          throw FigureError.drawingFailed(reason: "no vector surface")
        }
        defer { cairo_surface_destroy(surface) }
        // Finishing writes the last bytes, also after an error, while `bytes` still stays in place.
        defer { cairo_surface_finish(surface) }
        try draw(figure, on: surface, scale: 1, hasPixels: false)
        cairo_surface_finish(surface)
        try check(cairo_surface_status(surface))
      }
      return bytes
    }

    private static func draw(
      _ figure: some Figure, on surface: OpaquePointer, scale: Double, hasPixels: Bool
    ) throws {
      try check(cairo_surface_status(surface))
      let canvas = CairoCanvas(surface: surface, scale: scale, hasPixels: hasPixels)
      // The paper reaches one point beyond the edge, since the last pixel may be a fraction of one.
      let size = figure.size
      canvas.fill(FigureRectangle(x: 0, y: 0, width: size.width + 1, height: size.height + 1), .white)
      figure.draw(on: canvas)
      if let failure = canvas.failure { throw failure }
    }

    /// A length in whole pixels, at least 1. A figure from elsewhere may claim any size.
    private static func pixels(_ length: Double) throws -> Int {
      guard length > 0, length < 1e9 else {
        throw FigureError.invalidSetting(name: "size", value: "\(length)", rule: "above 0 and below a billion points")
      }
      return max(1, Int(length.rounded(.up)))
    }

    private static func check(_ status: cairo_status_t) throws {
      guard status == CAIRO_STATUS_SUCCESS else {
        throw FigureError.drawingFailed(reason: String(cString: cairo_status_to_string(status)))
      }
    }

    /// Collects what cairo writes. `target` points to the array of bytes.
    private static let append:
      @Sendable @convention(c) (
        UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32
      ) -> cairo_status_t = { target, data, count in
        guard let target, let data else { return CAIRO_STATUS_WRITE_ERROR }
        target.assumingMemoryBound(to: [UInt8].self).pointee
          .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
      }
  }
#endif
