internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import ServiceLifecycle

/// Serves the site over HTTP: the only part that knows of sockets.
public struct SiteServer: Service, CustomStringConvertible {
    private let site: Site
    private let configuration: SiteConfiguration
    private let logger: Logger

    /// What logs of services say: nothing of who may use it.
    public var description: String { "the reviewers' site" }

    /// A server; nothing happens before ``run()``.
    public init(_ site: Site, _ configuration: SiteConfiguration, logger: Logger) {
        self.site = site
        self.configuration = configuration
        self.logger = logger
    }

    /// Serves until a graceful shutdown: what is in hand is answered.
    public func run() async throws {
        let configuration = self.configuration
        let logger = self.logger
        let bounds = HTTP1Channel.Configuration(
            idleTimeout: .seconds(configuration.idleSeconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: configuration.headerBytes,
                maxHeaderListSize: configuration.headerBytes,
                maxHeaderFieldCount: 100
            )
        )
        let application = Application(
            responder: SiteResponder(site: self.site, bodyTime: configuration.bodyTime, logger: logger),
            server: .http1(configuration: bounds),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.connections)
            ),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
                logger.notice("serving reviewers at http://\(host):\(port)")
            },
            logger: self.logger.withLevel(.warning)
        )
        try await application.run()
    }
}

extension Logger {
    /// The same logger, with less to say.
    fileprivate func withLevel(_ level: Logger.Level) -> Logger {
        var logger = self
        logger.logLevel = max(logger.logLevel, level)
        return logger
    }
}

/// What a request's connection tells.
struct SiteContext: InitializableFromSource {
    let peer: String

    init(source: ApplicationRequestContextSource) {
        self.peer = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
