internal import Foundation

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// A collector that takes OTLP over HTTP, as JSON.
struct TraceCollector: SpanSink {
    private let url: URL
    private let session: URLSession
    private let limit: Duration

    init(_ url: URL, limit: Duration = .seconds(3)) {
        self.url = url
        self.limit = limit
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        configuration.httpCookieStorage = nil
        self.session = URLSession(configuration: configuration)
    }

    var place: String {
        "\(self.url.scheme ?? "http")://\(self.url.host ?? "")\(self.url.port.map { ":\($0)" } ?? "")\(self.url.path)"
    }

    func write(_ document: [UInt8]) async throws(ExportFault) {
        var request = URLRequest(url: self.url)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(document)
        switch await self.status(of: request) {
        case .none: throw ExportFault(description: "no answer", isTransient: true)
        case .some(200..<300): return
        // Source: the specification of OTLP/HTTP, "Retryable Response Codes".
        case .some(let status):
            let isTransient = [429, 502, 503, 504].contains(status)
            throw ExportFault(description: "answers with status \(status)", isTransient: isTransient)
        }
    }

    /// The status of the answer; `nil` if none comes in time.
    private func status(of request: URLRequest) async -> Int? {
        let (answers, answer) = AsyncStream<Int?>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let task = self.session.dataTask(with: request) { _, response, _ in
            answer.yield((response as? HTTPURLResponse)?.statusCode)
            answer.finish()
        }
        task.resume()
        let clock = Task {
            try? await Task.sleep(for: self.limit)
            answer.finish()
        }
        defer {
            clock.cancel()
            task.cancel()
        }
        return await answers.first { _ in true } ?? nil
    }
}
