import Foundation
import Operations
import Testing

@Suite("Secrets in files")
struct SecretFileTests {
    /// A file for one test.
    private func withFile(_ content: String, mode: Int = 0o600, _ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID())").path
        try Data(content.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test(arguments: ["secret", "secret\n", "secret\r\n", "secret\nmore\n"])
    func theFirstLineIsTheSecret(content: String) throws {
        try self.withFile(content) { path in
            let secret = try SecretFile(path).read(source: "x")
            #expect(secret == "secret")
        }
    }

    @Test(arguments: ["", "\n", "\nsecret", "a\0b"]) func whatIsNoSecretIsAFault(content: String) throws {
        try self.withFile(content) { path in
            let error = #expect(throws: SettingError.self) { try SecretFile(path).read(source: "--broker-file") }
            #expect(error?.description == "--broker-file: the first line of “\(path)” is empty or no text")
        }
    }

    @Test func aFileWinsOverWhatStandsBelowIt() throws {
        try self.withFile("amqp://u:p@host\n") { path in
            let settings = try Settings(
                flags: [:],
                environment: ["REBATED_BROKER_FILE": path]
            )
            #expect(settings.text(.broker) == "amqp://u:p@host")
            #expect(settings.find(.broker)?.source == "REBATED_BROKER_FILE (\(path))")
            let flag = try Settings(
                flags: ["broker": ["amqp://flag"]],
                environment: ["REBATED_BROKER_FILE": path]
            )
            #expect(flag.text(.broker) == "amqp://flag")
            let file = try Settings(
                flags: ["broker-file": [path]],
                environment: ["REBATED_BROKER": "amqp://environment"]
            )
            #expect(file.text(.broker) == "amqp://u:p@host")
        }
    }

    @Test func theSameThingSaidTwiceInOnePlaceIsAFault() throws {
        try self.withFile("x") { path in
            let error = #expect(throws: SettingError.self) {
                try Settings(flags: [:], environment: ["REBATED_LEDGER": "a", "REBATED_LEDGER_FILE": path])
            }
            #expect(error?.source == "REBATED_LEDGER_FILE")
            #expect(error?.problem.contains("not both") == true)
        }
    }

    @Test func passwordsAreReadFromTheirFiles() throws {
        try self.withFile("pass word\n") { path in
            let settings = try Settings(flags: ["ledger-password-file": [path]], environment: [:])
            #expect(settings.password(.ledgerPasswordFile)?.values == ["pass word"])
            #expect(settings.password(.brokerPasswordFile) == nil)
            #expect(settings.text(.ledgerPasswordFile) == path)
        }
    }

    @Test func aMissingFileIsToldWithItsSetting() {
        let error = #expect(throws: SettingError.self) {
            try Settings(flags: ["broker-password-file": ["/does/not/exist"]], environment: [:])
        }
        #expect(error?.description == "--broker-password-file: the file “/does/not/exist” is not there")
    }

    @Test(arguments: [(0o600, 0), (0o640, 0), (0o644, 1)]) func whatAllMayReadIsWarnedOf(mode: Int, count: Int) throws {
        try self.withFile("x", mode: mode) { path in
            let settings = try Settings(flags: ["broker-password-file": [path]], environment: [:])
            #expect(settings.warnings.count == count)
        }
    }

    @Test func aLinkThatIsPutElsewhereIsFollowed() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["old", "new"] { try Data(name.utf8).write(to: folder.appending(path: name)) }
        let link = folder.appending(path: "secret").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "old")
        let file = SecretFile(link)
        #expect(try file.read(source: "x") == "old")
        try FileManager.default.removeItem(atPath: link)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "new")
        #expect(try file.read(source: "x") == "new")
    }
}
