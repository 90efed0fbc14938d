internal import ArgumentParser
internal import FEELCommand
internal import Foundation

/// Evaluates expressions of the rule language, a line each.
struct FeelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feel",
        abstract: "Evaluates expressions of the rule language, FEEL, from JSON lines on standard input.",
        discussion: """
            Each line is an object with "id", "expr" and "context" (names with typed values, such as \
            {"x": {"number": "12.50"}}). Each is answered at once by a line with the same id and "value" or "error".
            """
    )

    func run() throws {
        var lines = LineBuffer()
        var isOpen = true
        while isOpen {
            let chunk = FileHandle.standardInput.availableData
            isOpen = !chunk.isEmpty
            if isOpen { lines.append(chunk) } else { lines.end() }
            var output: [UInt8] = []
            while let line = lines.next() {
                if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") })
                {
                    continue
                }
                output += FEELProtocol.answer(line: line)
                output.append(UInt8(ascii: "\n"))
            }
            if !output.isEmpty { try FileHandle.standardOutput.write(contentsOf: Data(output)) }
        }
    }
}
