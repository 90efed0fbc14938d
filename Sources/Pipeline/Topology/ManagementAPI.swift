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
        let answer: (data: Data, response: URLResponse)
        do { answer = try await URLSession.shared.data(for: request) } catch {
            throw ManagementFault("the management API at \(self.place) can't be asked: \(error.localizedDescription)")
        }
        switch (answer.response as? HTTPURLResponse)?.statusCode ?? 0 {
        case 200: break
        case 404: return nil
        case 401, 403: throw ManagementFault("the management API at \(self.place) refuses the user")
        case let status: throw ManagementFault("the management API at \(self.place) answers with status \(status)")
        }
        guard let document = try? JSONDocument(parsing: Array(answer.data)) else {
            throw ManagementFault("the management API at \(self.place) answers with something that is no JSON")
        }
        return ManagedQueue(name: name, document.root)
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
