import Foundation
import Logging
import Operations
import Testing

@Suite("Log output")
struct LogOutputTests {
    @Test func linesOfABatchArriveWholeAndInOrder() throws {
        let pipe = Pipe()
        let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let logger = Logger(label: "t") { label in
            LineLogHandler(label: label, format: .text, output: output)
        }
        output.batched {
            for number in 0..<100 { logger.info("line", metadata: ["number": "\(number)"]) }
        }
        logger.debug("not written")
        try pipe.fileHandleForWriting.close()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 100)
        #expect(lines.last?.hasSuffix("line number=99") == true)
    }

    @Test func aLevelThatIsChangedHoldsAtOnceForEveryLogger() throws {
        let pipe = Pipe()
        let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor, level: .warning)
        let first = Logger(label: "first") { LineLogHandler(label: $0, format: .text, output: output) }
        var second = first
        second[metadataKey: "k"] = "v"
        var quiet = first
        quiet.logLevel = .error
        for level in Logger.Level.allCases {
            output.level = level
            #expect(output.level == level && first.logLevel == level && second.logLevel == level)
            #expect(quiet.logLevel == max(level, .error))
        }
        output.level = .info
        first.debug("no")
        first.info("one")
        output.level = .debug
        second.debug("two")
        quiet.warning("no")
        output.level = .error
        first.warning("no")
        try pipe.fileHandleForWriting.close()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        let words = text.split(separator: "\n").map { $0.dropFirst(34) }
        #expect(words == ["one", "two k=v"])
    }
}
