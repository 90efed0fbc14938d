import AMQP
import Foundation
import Testing

/// A certificate authority of a test's own, and a listener of the broker that shows its certificate.
struct TestAuthority {
    static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl"]
        .first {
            FileManager.default.isExecutableFile(atPath: $0)
        }

    let folder: URL

    /// Makes the authority, a certificate for `localhost` and 127.0.0.1, and one for a client.
    init() async throws {
        self.folder = FileManager.default.temporaryDirectory.appendingPathComponent("amqp-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        try await self.openssl(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=a test's authority",
            "-addext",
            "basicConstraints=critical,CA:TRUE",
            "-keyout",
            self.path("ca.key"),
            "-out",
            self.path("ca.pem")
        )
        try await self.certify("server", extensions: "subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        try await self.certify("client", extensions: "extendedKeyUsage=clientAuth\n")
    }

    func path(_ name: String) -> String { self.folder.appendingPathComponent(name).path }

    func remove() { try? FileManager.default.removeItem(at: self.folder) }

    /// Opens an encrypted listener on a free port while the body runs.
    func withListener<Value>(
        needsClientCertificate: Bool = false,
        _ body: (UInt16) async throws -> Value
    ) async throws -> Value {
        let port = try Self.freePort()
        let options = """
            [{cacertfile,"\(self.path("ca.pem"))"},{certfile,"\(self.path("server.pem"))"},\
            {keyfile,"\(self.path("server.key"))"},{verify,verify_peer},\
            {fail_if_no_peer_cert,\(needsClientCertificate)}]
            """
        try await TestBroker.control(
            "eval",
            "rabbit_networking:start_ssl_listener({\"127.0.0.1\",\(port)}, \(options), 2)."
        )
        let result: Result<Value, any Error>
        do { result = .success(try await body(port)) } catch { result = .failure(error) }
        try await TestBroker.control("eval", "ranch:stop_listener({acceptor, {127,0,0,1}, \(port)}).")
        return try result.get()
    }

    private func certify(_ name: String, extensions: String) async throws {
        try Data(extensions.utf8).write(to: URL(fileURLWithPath: self.path("\(name).ext")))
        try await self.openssl(
            "req",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=\(name)",
            "-keyout",
            self.path("\(name).key"),
            "-out",
            self.path("\(name).csr")
        )
        try await self.openssl(
            "x509",
            "-req",
            "-in",
            self.path("\(name).csr"),
            "-CA",
            self.path("ca.pem"),
            "-CAkey",
            self.path("ca.key"),
            "-CAcreateserial",
            "-days",
            "2",
            "-extfile",
            self.path("\(name).ext"),
            "-out",
            self.path("\(name).pem")
        )
    }

    private func openssl(_ arguments: String...) async throws {
        let (status, printed) = try await TestBroker.run(#require(Self.openssl), arguments)
        try #require(status == 0, "openssl \(arguments): \(printed)")
    }

    private static func freePort() throws -> UInt16 {
        let probe = TestProxy(to: 1)
        defer { probe.close() }
        return probe.port
    }
}
