internal import Foundation

/// A file of OTLP/JSON documents, one a line.
///
/// Opened anew for each document, so that it can be moved away and another one begins. Several workers may write to one.
actor TraceFile: SpanSink {
    private let path: String
    /// Whether the last line is not whole, on a full disk for instance.
    private var isTorn = false

    init(path: String) { self.path = path }

    nonisolated var place: String { self.path }

    func write(_ document: [UInt8]) throws(ExportFault) {
        let descriptor = open(self.path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw self.fault }
        defer { close(descriptor) }
        let line = (self.isTorn ? [UInt8(ascii: "\n")] : []) + document + [UInt8(ascii: "\n")]
        var rest = line[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                let fault = self.fault
                self.isTorn = self.isTorn || rest.count < line.count
                throw fault
            }
            rest = rest.dropFirst(written)
        }
        self.isTorn = false
    }

    private var fault: ExportFault { ExportFault(description: String(cString: strerror(errno)), isTransient: true) }
}
