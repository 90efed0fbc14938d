internal import Foundation

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// Asks a server over HTTP, within a time and for a bounded answer.
public struct HTTPClient: Sendable {
    /// What a server answered.
    public struct Answer: Sendable, Equatable {
        /// The status, such as 200.
        public let status: Int
        /// What the server takes for the present (`Date`); `nil` if it doesn't tell.
        public let date: String?
        /// The body.
        public let body: [UInt8]

        /// An answer of all its parts.
        public init(status: Int, date: String? = nil, body: [UInt8] = []) {
            self.status = status
            self.date = date
            self.body = body
        }
    }

    /// Why there is no answer.
    public struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// In words, without the address.
        public let description: String

        init(_ description: String) { self.description = description }
    }

    private let limit: Duration
    private let largest: Int

    /// A client.
    ///
    /// - Parameters:
    ///   - limit: How long an answer may take, all of it.
    ///   - largest: The largest body that is taken, in bytes.
    public init(within limit: Duration = .seconds(5), largest: Int = 8 << 20) {
        self.limit = limit
        self.largest = largest
    }

    /// Asks for what is at an address.
    ///
    /// - Parameters:
    ///   - address: `http://…` or `https://…`, without user and password.
    ///   - authorization: The header of that name; never shown.
    /// - Throws: ``Fault`` if no answer came in time, or a larger one.
    public func get(_ address: String, authorization: String? = nil) async throws(Fault) -> Answer {
        guard let url = URL(string: address) else { throw Fault("the address can't be used") }
        let seconds = TimeInterval(self.limit.components.seconds) + 1
        var request = URLRequest(url: url, timeoutInterval: seconds)
        if let authorization { request.setValue(authorization, forHTTPHeaderField: "Authorization") }
        let exchange = HTTPExchange(largest: self.largest)
        // Not every refusal of credentials ends a request by itself, so the time is ours.
        let session = URLSession(configuration: .ephemeral, delegate: exchange, delegateQueue: nil)
        session.dataTask(with: request).resume()
        let clock = Task { [limit = self.limit] in
            try? await Task.sleep(for: limit)
            exchange.end(.failure(Fault("no answer within \(limit.components.seconds) s")))
        }
        defer {
            clock.cancel()
            session.invalidateAndCancel()
        }
        return try await exchange.result.get()
    }
}
