internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// Turns HTTP requests into the site's, and its answers into HTTP.
struct SiteResponder: HTTPResponder {
    let site: Site
    let bodyTime: Duration
    let logger: Logger

    func respond(to request: Request, context: SiteContext) async throws -> Response {
        let start = ContinuousClock.now
        let path = request.uri.path
        var asked = SiteRequest(
            method: request.method.rawValue,
            path: path,
            query: Array((request.uri.query ?? "").utf8),
            headers: request.headers.map { ($0.name.canonicalName, $0.value) },
            peer: context.peer
        )
        if let authority = request.head.authority, asked.count(header: "host") == 0 {
            asked.headers.append(("host", authority))
        }
        var reply: SiteReply
        var isCut = false
        if asked.method == "POST" {
            switch await self.body(of: request) {
            case .some(let bytes) where bytes.count <= Site.longestBody:
                asked.body = bytes
                reply = await self.site.reply(to: asked)
            case .some:
                isCut = true
                reply = .tooLarge
                reply.secure()
            case .none:
                isCut = true
                reply = .problem(408, "That took too long", "The form did not come within \(self.bodyTime).")
                reply.secure()
            }
        } else {
            reply = await self.site.reply(to: asked)
        }
        // Neither queries nor names: they are about people.
        let time = ContinuousClock.now - start
        self.logger.debug("\(asked.method) \(Self.known(path)) \(reply.status) in \(time)")
        return Self.response(reply, closes: isCut)
    }

    /// The body, or more than is taken of one that is too large; `nil` if it did not come in time.
    private func body(of request: Request) async -> [UInt8]? {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Site.longestBody {
            return [UInt8](repeating: 0, count: Site.longestBody + 1)
        }
        let body = request.body
        return await withTaskGroup(of: [UInt8]?.self) { group in
            group.addTask {
                var bytes: [UInt8] = []
                do {
                    for try await part in body {
                        bytes += part.readableBytesView
                        if bytes.count > Site.longestBody { return bytes }
                    }
                } catch { return nil }
                return bytes
            }
            group.addTask { [bodyTime] in
                try? await Task.sleep(for: bodyTime)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    private static func response(_ reply: SiteReply, closes: Bool) -> Response {
        var headers = HTTPFields()
        for (name, value) in reply.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        if closes { headers[.connection] = "close" }
        return Response(
            status: .init(code: reply.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: reply.body))
        )
    }

    /// The path, if it is one of the site's: anything may stand in another.
    private static func known(_ path: String) -> String { Site.isKnown(path) ? path : "(unknown path)" }
}
