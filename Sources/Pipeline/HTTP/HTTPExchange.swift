internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// One question over HTTP while it is under way.
final class HTTPExchange: NSObject, URLSessionDataDelegate {
    typealias Result = Swift.Result<HTTPClient.Answer, HTTPClient.Fault>

    private struct State {
        var status = 0
        var date: String?
        var body: [UInt8] = []
    }

    private let largest: Int
    private let state = Mutex(State())
    private let results: AsyncStream<Result>
    private let tell: AsyncStream<Result>.Continuation

    init(largest: Int) {
        self.largest = largest
        (self.results, self.tell) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
    }

    /// What came of it: the first end that is told.
    var result: Result {
        get async {
            await self.results.first { _ in true } ?? .failure(HTTPClient.Fault("the question was given up"))
        }
    }

    func end(_ result: Result) {
        self.tell.yield(result)
        self.tell.finish()
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        if let response = response as? HTTPURLResponse {
            let date = response.value(forHTTPHeaderField: "Date")
            self.state.withLock { state in
                state.status = response.statusCode
                state.date = date
            }
        }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLarge = self.state.withLock { state in
            guard state.body.count + data.count <= self.largest else { return true }
            state.body.append(contentsOf: data)
            return false
        }
        guard isTooLarge else { return }
        self.end(.failure(HTTPClient.Fault("the answer is larger than \(self.largest) bytes")))
        dataTask.cancel()
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error { return self.end(.failure(HTTPClient.Fault(error.localizedDescription))) }
        let state = self.state.withLock { $0 }
        self.end(.success(HTTPClient.Answer(status: state.status, date: state.date, body: state.body)))
    }

    /// Has no other credentials when the first were refused.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        self.end(.success(HTTPClient.Answer(status: 401)))
        completionHandler(.rejectProtectionSpace, nil)
    }
}
