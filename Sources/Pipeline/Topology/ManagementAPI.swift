internal import AMQP
internal import Foundation
internal import JSON

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// RabbitMQ's management API: the only door through which policies can be seen.
public struct ManagementAPI: Sendable {
    /// `http://host:15672`, without user and password.
    private let base: URL
    private let authorization: String
    private let timeout: TimeInterval = 5

    /// Reads an address.
    ///
    /// - Parameters:
    ///   - text: `http://` or `https://`, with user and password or without.
    ///   - user: Who asks if the address doesn't tell.
    ///   - password: That user's password.
    /// - Returns: `nil` if it is no such address.
    public init?(_ text: String, user: String, password: String) {
        guard var parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme?.lowercased() ?? ""),
            parts.host?.isEmpty == false
        else { return nil }
        let name = parts.user ?? user
        let secret = parts.user == nil ? password : parts.password ?? ""
        parts.user = nil
        parts.password = nil
        while parts.path.hasSuffix("/") { parts.path.removeLast() }
        guard let base = parts.url else { return nil }
        self.base = base
        self.authorization = "Basic " + Data("\(name):\(secret)".utf8).base64EncodedString()
    }

    /// A queue as the broker sees it.
    ///
    /// - Returns: `nil` if there is none of that name.
    /// - Throws: ``ManagementFault`` if it can't be asked.
    func queue(_ name: String, in vhost: String) async throws(ManagementFault) -> ManagedQueue? {
        let path = [vhost, name].map(Self.escaped).joined(separator: "/")
        guard let url = URL(string: "\(self.base.absoluteString)/api/queues/\(path)") else {
            throw ManagementFault("the management API's address can't be used")
        }
        var request = URLRequest(url: url, timeoutInterval: self.timeout)
        request.setValue(self.authorization, forHTTPHeaderField: "Authorization")
        let body: Data
        switch await Self.answer(to: request, within: .seconds(self.timeout)) {
        case .none: throw ManagementFault("the management API at \(self.place) doesn't answer")
        case .failed(let words): throw ManagementFault("the management API at \(self.place) can't be asked: \(words)")
        case .answered(200, let data): body = data
        case .answered(404, _): return nil
        case .answered(401, _), .answered(403, _):
            throw ManagementFault("the management API at \(self.place) refuses the user")
        case .answered(let status, _):
            throw ManagementFault("the management API at \(self.place) answers with status \(status)")
        }
        guard let document = try? JSONDocument(parsing: Array(body)) else {
            throw ManagementFault("the management API at \(self.place) answers with something that is no JSON")
        }
        return ManagedQueue(name: name, document.root)
    }

    /// What came of a request.
    private enum Answer: Sendable {
        case answered(Int, Data)
        case failed(String)
    }

    /// Asks, and waits no longer than told: not every refusal of credentials ends a request by itself.
    private static func answer(to request: URLRequest, within limit: Duration) async -> Answer? {
        let (answers, answer) = AsyncStream<Answer>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let session = URLSession(
            configuration: .ephemeral,
            delegate: Refusal { answer.yield(.answered(401, Data())) },
            delegateQueue: nil
        )
        let task = session.dataTask(with: request) { data, response, error in
            if let response = response as? HTTPURLResponse {
                answer.yield(.answered(response.statusCode, data ?? Data()))
            } else {
                answer.yield(.failed(error?.localizedDescription ?? "no answer"))
            }
            answer.finish()
        }
        task.resume()
        let clock = Task {
            try? await Task.sleep(for: limit)
            answer.finish()
        }
        defer {
            clock.cancel()
            session.invalidateAndCancel()
        }
        return await answers.first { _ in true }
    }

    /// Has no other credentials when the first were refused.
    private final class Refusal: NSObject, URLSessionTaskDelegate {
        private let tell: @Sendable () -> Void

        init(_ tell: @escaping @Sendable () -> Void) {
            self.tell = tell
        }

        func urlSession(
            _ session: URLSession,
            task: URLSessionTask,
            didReceive challenge: URLAuthenticationChallenge,
            completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
        ) {
            self.tell()
            completionHandler(.rejectProtectionSpace, nil)
        }
    }

    private var place: String { "\(self.base.host ?? ""):\(self.base.port.map(String.init) ?? "")" }

    /// Everything but letters, digits and `-._~`, as one segment of a path wants it.
    private static func escaped(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}

/// Why the management API could not be asked.
struct ManagementFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
