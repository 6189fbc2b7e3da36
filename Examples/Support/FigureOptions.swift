import ArgumentParser
import EstimatorPlots
import Files
import Foundation

/// Where pictures go.
public struct FigureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write pictures to this folder, as PNG. It is made if need be.", valueName: "folder"))
  public var figures: String?

  @Flag(help: "Draw pictures in the terminal.")
  public var show = false

  public init() {}

  /// Whether anybody wants to see pictures.
  public var areWanted: Bool { show || figures != nil }

  /// Draws a figure where it is wanted: in the terminal, in `name`.png, or in neither.
  public func draw(_ figure: @autoclosure () throws -> some TerminalFigure, name: String) throws {
    guard areWanted else { return }
    let figure = try figure()
    if show { print(figure.terminal() + "\n") }
    guard let figures else { return }
    let folder = URL(filePath: figures, directoryHint: .isDirectory)
    do {
      try Folder.make(folder.path)
    } catch {
      throw FigureError.notWritten(path: folder.path, reason: error.description)
    }
    let file = folder.appending(path: "\(name).png")
    try figure.write(to: file)
    note("Wrote \(file.path)")
  }
}
