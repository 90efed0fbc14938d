internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import ServiceLifecycle

/// Serves `/live`, `/ready` and `/metrics` over HTTP.
///
/// Put it before the worker in a service group: it is there before broker and ledger are, and ends after the worker.
public struct HealthSite: Service, CustomStringConvertible {
    private let source: HealthSource
    private let configuration: HealthSiteConfiguration
    private let logger: Logger

    /// What logs of services say.
    public var description: String { "health and metrics" }

    /// A site; nothing happens before ``run()``.
    public init(_ source: HealthSource, _ configuration: HealthSiteConfiguration, logger: Logger) {
        self.source = source
        self.configuration = configuration
        self.logger = logger
    }

    /// Serves until a graceful shutdown.
    ///
    /// Where nobody has named the port and none is free, nothing is served: that is told, and no reason not to work.
    ///
    /// - Throws: ``HealthSiteFault`` if the address can't be had.
    public func run() async throws {
        let ports = self.configuration.port...max(self.configuration.port, self.configuration.lastPort)
        for port in ports {
            do {
                return try await self.serve(port)
            } catch let error as IOError where error.errnoCode == EADDRINUSE && ports.count > 1 {
                continue
            } catch is CancellationError {
                return
            } catch {
                throw HealthSiteFault(place: self.place(port), problem: "\(error)")
            }
        }
        self.logger.warning(
            "no port from \(ports.lowerBound) to \(ports.upperBound) is free: health and metrics are not served; name one by --http"
        )
        try? await gracefulShutdown()
    }

    private func serve(_ port: Int) async throws {
        let (configuration, logger) = (self.configuration, self.logger)
        let bounds = HTTP1Channel.Configuration(
            idleTimeout: .seconds(configuration.idleSeconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: configuration.headerBytes,
                maxHeaderListSize: configuration.headerBytes,
                maxHeaderFieldCount: 64
            )
        )
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .error)
        let application = Application(
            responder: HealthResponder(source: self.source),
            server: .http1(configuration: bounds),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.connections)
            ),
            onServerRunning: { channel in
                let place = self.place(channel.localAddress?.port ?? port)
                let isOther = port != configuration.port
                logger.notice(
                    "serving /live, /ready and /metrics at http://\(place)\(isOther ? ", as ports before it are taken" : "")"
                )
            },
            logger: quiet
        )
        try await application.run()
    }

    private func place(_ port: Int) -> String {
        let host = self.configuration.host
        return "\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}

/// Turns requests into pages.
private struct HealthResponder: HTTPResponder {
    let source: HealthSource

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let page = HealthPage.answer(method: request.method.rawValue, path: request.uri.path, self.source)
        var headers: HTTPFields = [.contentType: page.type, .cacheControl: "no-store"]
        if let allow = page.allow { headers[.allow] = allow }
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: page.body))
        let response = Response(status: .init(code: page.status), headers: headers, body: body)
        return request.method == .head ? response.createHeadResponse() : response
    }
}
