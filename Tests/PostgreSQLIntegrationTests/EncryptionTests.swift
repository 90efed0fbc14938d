import Foundation
import PostgreSQL
import Testing

extension PostgreSQLIntegrationTests {
    @Suite("Encrypted connections", .serialized)
    struct EncryptionTests {
        private static let openssl = "/usr/bin/openssl"

        /// A certificate for `localhost`, signed by itself.
        private func makeCertificate(in folder: String) async throws {
            _ = try await TestServer.output(
                of: Self.openssl,
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost", "-keyout", folder + "/server.key", "-out", folder + "/server.crt",
                ]
            )
            let manager = FileManager.default
            try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/server.key")
            if getuid() == 0, let owner = getpwnam("postgres")?.pointee {
                for name in ["/server.key", "/server.crt"] { chown(folder + name, owner.pw_uid, owner.pw_gid) }
            }
        }

        @Test(
            "Who can be trusted is, who can't is refused in words, and much data passes",
            .enabled(if: FileManager.default.isExecutableFile(atPath: Self.openssl))
        )
        func verification() async throws {
            try await TestServer.with { server in
                try await self.makeCertificate(in: server.folder)
                let files =
                    "ssl_cert_file = '\(server.folder)/server.crt'\nssl_key_file = '\(server.folder)/server.key'\n"
                try ("ssl = on\n" + files)
                    .write(
                        toFile: server.folder + "/settings.conf",
                        atomically: true,
                        encoding: .utf8
                    )
                try await server.run("restart")
                let url = try await server.url().replacing("127.0.0.1", with: "localhost") + "?sslmode=verify-full"
                let root = "&sslrootcert=\(server.folder)/server.crt"
                let connection = try Connection(to: ServerAddress(url + root))
                #expect(connection.isEncrypted)
                let large = [UInt8](repeating: 3, count: 3_000_001)
                let commands = (0..<6).map { _ in Command("SELECT $1", .bytes(large)) }
                let results = try connection.run(commands, within: .seconds(60))
                #expect(try results.allSatisfy { try $0[0].bytes(0) == large })

                let unknown = #expect(throws: PostgreSQLError.self) {
                    try Connection(to: ServerAddress(url + "&sslrootcert=/etc/ssl/certs/ca-certificates.crt"))
                }
                #expect(unknown?.code == .connectFailed && unknown?.message.contains("certificate") == true)
                let other = #expect(throws: PostgreSQLError.self) {
                    try Connection(to: ServerAddress(url.replacing("localhost", with: "127.0.0.1") + root))
                }
                #expect(other?.code == .connectFailed && other?.message.contains("127.0.0.1") == true)
            }
        }
    }
}
