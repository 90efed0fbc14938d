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
            LineLogHandler(label: label, level: .info, format: .text, output: output)
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
}
