import Foundation
import Operations
import Testing

@Suite("The list of settings")
struct SettingTests {
    @Test func namesAreThereOnce() {
        #expect(Set(Setting.known.map(\.name)).count == Setting.known.count)
        #expect(Setting.known.allSatisfy { !$0.readers.isEmpty })
    }

    @Test func thePageOfTheDocumentationIsTheListItself() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/rebated/rebated.docc/Configuration.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let wanted = SettingsPage.lines.joined(separator: "\n") + "\n"
        #expect(text == wanted, "write it anew: rebated config list --markdown > \(page.path)")
    }

    @Test(
        arguments: [
            ("prefech", "prefetch"), ("brocker", "broker"), ("loglevel", "log-level"),
            ("trusted-user", "trusted-users"),
        ]
    )
    func whatWasMeantIsFound(name: String, meant: String) {
        #expect(NearestName.find(name, among: Setting.known.map(\.name)) == meant)
    }

    @Test func whatIsFarFromEverythingIsNot() {
        #expect(NearestName.find("colour", among: Setting.known.map(\.name)) == nil)
    }
}

@Suite("What has changed")
struct SettingsSnapshotTests {
    private func snapshot(_ flags: [String: [String]], files: [String: [UInt8]] = [:]) throws -> SettingsSnapshot {
        SettingsSnapshot(try Settings(flags: flags, environment: [:]), of: .run, files: files)
    }

    @Test func valuesAreCompared() throws {
        let old = try self.snapshot(["batch": ["1"], "log-level": ["debug"]])
        #expect(try self.snapshot(["batch": ["1"], "log-level": ["debug"]]).changes(since: old).isEmpty)
        let difference = try self.snapshot(["batch": ["2"]]).changes(since: old)
        #expect(difference.settings == [.batch, .logLevel])
        #expect(difference.needsRestart)
        #expect(difference.names == "batch, log-level")
        #expect(try !self.snapshot(["batch": ["1"]]).changes(since: old).needsRestart)
    }

    @Test func whatTheCommandDoesNotReadDoesNotCount() throws {
        let old = try self.snapshot([:])
        #expect(try self.snapshot(["port": ["1"]]).changes(since: old).isEmpty)
    }

    @Test func whatTookEffectIsTakenOver() throws {
        let old = try self.snapshot(["batch": ["1"], "log-level": ["debug"], "log-format": ["json"]])
        let new = try self.snapshot(["batch": ["2"], "log-level": ["error"], "log-format": ["text"]])
        #expect(new.changes(since: old.adopting(.atOnce, of: new)).settings == [.batch, .logFormat])
        #expect(new.changes(since: new.adopting(.process, of: old)).settings == [.logFormat])
    }

    @Test func theContentOfFilesCounts() throws {
        let old = try self.snapshot([:], files: ["/ca.pem": [1], "/key.pem": [1]])
        let new = try self.snapshot([:], files: ["/ca.pem": [2], "/key.pem": [1], "/new.pem": [1]])
        let difference = new.changes(since: old)
        #expect(difference.files == ["/ca.pem"])
        #expect(difference.needsRestart)
    }
}
