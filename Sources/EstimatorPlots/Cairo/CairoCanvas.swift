#if Plots
  import CCairo

  /// A canvas on a cairo surface.
  final class CairoCanvas: Canvas {
    private let context: OpaquePointer
    /// Whether the surface has pixels, so that edges look crisp only on whole ones.
    private let hasPixels: Bool

    /// - Parameters:
    ///   - surface: Kept by the caller, who destroys it after this canvas.
    ///   - scale: Surface units per point.
    init(surface: OpaquePointer, scale: Double, hasPixels: Bool) {
      context = cairo_create(surface)
      self.hasPixels = hasPixels
      cairo_scale(context, scale, scale)
      cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
      useUnhintedText()
    }

    deinit { cairo_destroy(context) }

    /// A picture that cairo cannot take.
    private var refused: FigureError?

    /// The first thing that went wrong.
    var failure: FigureError? {
      let status = cairo_status(context)
      guard status != CAIRO_STATUS_SUCCESS else { return refused }
      return .drawingFailed(reason: String(cString: cairo_status_to_string(status)))
    }

    func fill(_ rectangle: FigureRectangle, _ color: FigureColor) {
      setSource(color)
      let rectangle = snapped(rectangle)
      cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
      cairo_fill(context)
    }

    func line(_ points: [FigurePoint], _ style: LineStyle) {
      guard let first = points.first else { return }
      let isUpright = zip(points, points.dropFirst()).allSatisfy { $0.x == $1.x || $0.y == $1.y }
      let width = isUpright ? wholePixels(style.width) : style.width
      let place = { (point: FigurePoint) in isUpright ? self.centred(point, lineWidth: width) : point }
      setSource(style.color)
      cairo_set_line_width(context, width)
      cairo_set_line_cap(context, style.cap == .round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_SQUARE)
      cairo_move_to(context, place(first).x, place(first).y)
      for point in points.count > 1 ? points.dropFirst() : points[...] {
        cairo_line_to(context, place(point).x, place(point).y)
      }
      cairo_stroke(context)
    }

    func text(_ text: String, at point: FigurePoint, _ style: TextStyle) {
      // Where DejaVu is missing, fontconfig gives the nearest sans-serif.
      let weight = style.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL
      cairo_select_font_face(context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, weight)
      cairo_set_font_size(context, style.size)
      // A zero character would end cairo's text early.
      let text = text.replacing("\0", with: " ")
      setSource(style.color)
      cairo_save(context)
      cairo_translate(context, point.x, point.y)
      cairo_rotate(context, -style.rotation * .pi / 180)
      cairo_move_to(context, -width(of: text) * share(style.horizontal), capHeight * share(style.vertical))
      cairo_show_text(context, text)
      cairo_restore(context)
    }

    func image(_ raster: Raster, in rectangle: FigureRectangle) {
      guard max(raster.width, raster.height) <= CairoFile.pixelLimit else {
        refused = .pictureTooLong(width: raster.width, height: raster.height, limit: CairoFile.pixelLimit)
        return
      }
      let rectangle = seen(snapped(rectangle))
      // Vector files lose the filter and readers smooth what they enlarge, so there each pixel is written many times.
      let repeats = hasPixels ? 1 : max(1, min(8, 1024 / max(raster.width, raster.height)))
      let pixels = raster.enlarged(by: repeats)
      withSurface(of: pixels) { surface in
        cairo_save(context)
        cairo_translate(context, rectangle.x, rectangle.y)
        cairo_scale(context, rectangle.width / Double(pixels.width), rectangle.height / Double(pixels.height))
        cairo_set_source_surface(context, surface, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), shrinks(pixels) ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST)
        // Painting writes a plain image into vector files; filling a shape would write a pattern few readers know.
        cairo_paint(context)
        cairo_restore(context)
      }
    }

    func clip(to rectangle: FigureRectangle, _ body: () -> Void) {
      cairo_save(context)
      cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
      cairo_clip(context)
      body()
      cairo_restore(context)
    }
  }

  // Helpers.
  extension CairoCanvas {
    /// Letters keep their true widths at every scale, so that all three formats agree.
    private func useUnhintedText() {
      let options = cairo_font_options_create()
      cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
      cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT)
      cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
      cairo_set_font_options(context, options)
      cairo_font_options_destroy(options)
    }

    private func setSource(_ color: FigureColor) {
      cairo_set_source_rgba(
        context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
        Double(color.alpha) / 255)
    }

    private func width(of text: String) -> Double {
      var extents = cairo_text_extents_t()
      cairo_text_extents(context, text, &extents)
      return extents.x_advance
    }

    /// Height of a capital letter, so that lines with and without descenders sit alike.
    private var capHeight: Double {
      var extents = cairo_text_extents_t()
      cairo_text_extents(context, "H", &extents)
      return -extents.y_bearing
    }

    private func share(_ anchor: TextStyle.Horizontal) -> Double {
      switch anchor {
      case .leading: 0
      case .center: 0.5
      case .trailing: 1
      }
    }

    private func share(_ anchor: TextStyle.Vertical) -> Double {
      switch anchor {
      case .baseline: 0
      case .middle: 0.5
      case .top: 1
      }
    }

    /// Whether an enlarged or reduced copy of the raster would lose pixels under the present transformation.
    private func shrinks(_ raster: Raster) -> Bool {
      guard hasPixels else { return false }
      var (width, height) = (1.0, 1.0)
      cairo_user_to_device_distance(context, &width, &height)
      return width < 1 || height < 1
    }

    private func withSurface(of raster: Raster, _ body: (OpaquePointer) -> Void) {
      let stride = raster.width * 4
      // Cairo's pixels are native 32-bit words, alpha on top, colours premultiplied by it.
      var words = raster.pixels.map(\.premultipliedWord)
      words.withUnsafeMutableBytes { bytes in
        let surface = cairo_image_surface_create_for_data(
          bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), CAIRO_FORMAT_ARGB32, Int32(raster.width),
          Int32(raster.height), Int32(stride))
        guard let surface else { return }
        body(surface)
        // A vector surface may still refer to the pixels; finishing makes it take its own copy.
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
      }
    }

    // Snapping to whole pixels, for image surfaces only.

    private func toDevice(_ point: FigurePoint) -> FigurePoint {
      var (x, y) = (point.x, point.y)
      cairo_user_to_device(context, &x, &y)
      return FigurePoint(x, y)
    }

    private func fromDevice(_ point: FigurePoint) -> FigurePoint {
      var (x, y) = (point.x, point.y)
      cairo_device_to_user(context, &x, &y)
      return FigurePoint(x, y)
    }

    private func snapped(_ rectangle: FigureRectangle) -> FigureRectangle {
      guard hasPixels else { return rectangle }
      let low = fromDevice(toDevice(FigurePoint(rectangle.minX, rectangle.minY)).rounded())
      let high = fromDevice(toDevice(FigurePoint(rectangle.maxX, rectangle.maxY)).rounded())
      return FigureRectangle(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
    }

    /// Where a picture is so long that its other side vanishes, it is drawn as a thin line: cairo takes no empty area.
    private func seen(_ rectangle: FigureRectangle) -> FigureRectangle {
      let least = wholePixels(0.1)
      return FigureRectangle(
        x: rectangle.x, y: rectangle.y, width: max(rectangle.width, least), height: max(rectangle.height, least))
    }

    private func wholePixels(_ width: Double) -> Double {
      guard hasPixels else { return width }
      var (pixels, ignored) = (width, 0.0)
      cairo_user_to_device_distance(context, &pixels, &ignored)
      return width * max(1, pixels.rounded()) / pixels
    }

    /// The nearest place where an upright line of this width covers whole pixels.
    private func centred(_ point: FigurePoint, lineWidth: Double) -> FigurePoint {
      guard hasPixels else { return point }
      var (pixels, ignored) = (lineWidth, 0.0)
      cairo_user_to_device_distance(context, &pixels, &ignored)
      let half = Int(pixels.rounded()).isMultiple(of: 2) ? 0 : 0.5
      let device = toDevice(point)
      return fromDevice(FigurePoint((device.x - half).rounded() + half, (device.y - half).rounded() + half))
    }
  }

  extension FigurePoint {
    fileprivate func rounded() -> FigurePoint { FigurePoint(x.rounded(), y.rounded()) }
  }

  extension FigureColor {
    fileprivate var premultipliedWord: UInt32 {
      func scaled(_ level: UInt8) -> UInt32 { (UInt32(level) * UInt32(alpha) + 127) / 255 }
      return UInt32(alpha) << 24 | scaled(red) << 16 | scaled(green) << 8 | scaled(blue)
    }
  }
#endif
