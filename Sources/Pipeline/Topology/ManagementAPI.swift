internal import AMQP
internal import Foundation
internal import JSON

/// RabbitMQ's management API: the only door through which policies, bindings and alarms can be seen.
public struct ManagementAPI: Sendable {
    /// `http://host:15672`, without user and password.
    private let base: URL
    private let authorization: String
    private let client = HTTPClient()

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
        try await self.ask("queues", [vhost, name]).map { ManagedQueue(name: name, $0.root) }
    }

    /// What leads to a queue.
    ///
    /// - Returns: `nil` if there is no such queue.
    /// - Throws: ``ManagementFault`` if it can't be asked.
    func bindings(of queue: String, in vhost: String) async throws(ManagementFault) -> [BindingDeclaration]? {
        try await self.ask("queues", [vhost, queue], "bindings")
            .map { document in
                document.root.elements.compactMap { entry in
                    guard let source = entry["source"]?.string, let key = entry["routing_key"]?.string else {
                        return nil
                    }
                    return BindingDeclaration(exchange: source, queue: queue, routingKey: key)
                }
            }
    }

    /// The nodes' alarms, in words such as `rabbit@one is low on memory`; needs a user with the tag `monitoring`.
    ///
    /// - Throws: ``ManagementFault`` if it can't be asked.
    public func alarms() async throws(ManagementFault) -> [String] {
        guard let document = try await self.ask("nodes", []) else { return [] }
        return document.root.elements.flatMap { node -> [String] in
            let name = node["name"]?.string ?? "a node"
            var words: [String] = []
            if node["running"]?.boolean == false { words.append("\(name) is not running") }
            if node["mem_alarm"]?.boolean == true { words.append("\(name) is low on memory") }
            if node["disk_free_alarm"]?.boolean == true { words.append("\(name) is low on disk") }
            return words
        }
    }

    /// The broker's time, as text of HTTP's `Date`; whole seconds.
    ///
    /// - Throws: ``ManagementFault`` if it doesn't answer or doesn't tell.
    public func date() async throws(ManagementFault) -> String {
        guard let date = try await self.answer("\(self.base.absoluteString)/api/whoami").date else {
            throw ManagementFault("the management API at \(self.place) doesn't tell the time")
        }
        return date
    }

    private func ask(_ kind: String, _ names: [String], _ part: String? = nil) async throws(ManagementFault)
        -> JSONDocument?
    {
        let path = ([kind] + names.map(Self.escaped) + (part.map { [$0] } ?? [])).joined(separator: "/")
        let answer = try await self.answer("\(self.base.absoluteString)/api/\(path)")
        switch answer.status {
        case 200: break
        case 404: return nil
        case 401, 403: throw ManagementFault("the management API at \(self.place) refuses the user")
        default: throw ManagementFault("the management API at \(self.place) answers with status \(answer.status)")
        }
        guard let document = try? JSONDocument(parsing: answer.body) else {
            throw ManagementFault("the management API at \(self.place) answers with something that is no JSON")
        }
        return document
    }

    private func answer(_ address: String) async throws(ManagementFault) -> HTTPClient.Answer {
        do throws(HTTPClient.Fault) {
            return try await self.client.get(address, authorization: self.authorization)
        } catch {
            throw ManagementFault("the management API at \(self.place) can't be asked: \(error)")
        }
    }

    private var place: String { "\(self.base.host ?? ""):\(self.base.port.map(String.init) ?? "")" }

    /// Everything but letters, digits and `-._~`, as one segment of a path wants it.
    private static func escaped(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
