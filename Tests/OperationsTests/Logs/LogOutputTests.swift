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

    @Test func aLevelThatChangesHoldsForLoggersThatAreInUse() throws {
        let pipe = Pipe()
        let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let logger = Logger(label: "t") { LineLogHandler(label: $0, format: .text, output: output) }
        logger.debug("before")
        output.level = .debug
        logger.debug("between")
        output.level = .error
        logger.warning("after")
        try pipe.fileHandleForWriting.close()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        #expect(text.split(separator: "\n").count == 1)
        #expect(text.contains("between"))
    }
}
