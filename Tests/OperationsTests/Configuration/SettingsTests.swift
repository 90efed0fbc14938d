import Foundation
import Logging
import Operations
import Testing

@Suite("Settings")
struct SettingsTests {
    @Test func defaultsHoldWhenNobodySaysOtherwise() throws {
        let settings = try Settings(flags: [:], environment: [:])
        #expect(try settings.integer(.batch, in: 1...10_000) == 256)
        #expect(try settings.duration(.drain) == .seconds(25))
        #expect(try settings.logLevel() == .info)
        #expect(settings.text(.rulebooks) == nil)
    }

    @Test func flagsWinOverTheEnvironmentAndTheEnvironmentOverFiles() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml").path
        try "prefetch: 3\nbatch: 3\ndrain: 3s\n".write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let settings = try Settings(
            flags: ["prefetch": ["1"], "config": [path]],
            environment: ["REBATED_PREFETCH": "2", "REBATED_BATCH": "2"]
        )
        #expect(try settings.integer(.prefetch, in: 1...10) == 1)
        #expect(try settings.integer(.batch, in: 1...10) == 2)
        #expect(try settings.duration(.drain) == .seconds(3))
        #expect(settings.find(.drain)?.source == "\(path):3:1")
    }

    @Test func aLaterFileWins() throws {
        let folder = FileManager.default.temporaryDirectory
        let paths = ["\(UUID()).json", "\(UUID()).yaml"].map { folder.appending(path: $0).path }
        try #"{"batch": 1, "prefetch": 7}"#.write(toFile: paths[0], atomically: true, encoding: .utf8)
        try "batch: 2".write(toFile: paths[1], atomically: true, encoding: .utf8)
        defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
        let settings = try Settings(flags: [:], environment: ["REBATED_CONFIG": paths.joined(separator: ",")])
        #expect(try settings.integer(.batch, in: 1...10) == 2)
        #expect(try settings.integer(.prefetch, in: 1...10) == 7)
    }

    @Test func emptyVariablesCountAsUnset() throws {
        let settings = try Settings(flags: [:], environment: ["REBATED_LEDGER": ""])
        #expect(settings.text(.ledger) == "rebated.sqlite")
    }

    @Test func misspeltVariablesAreFaults() {
        var faults = SettingFaults()
        let environment = [
            "REBATED_PREFTCH": "1", "REBATED_BATCH": "1", "REBATED_TEST_X": "1", "REBATED_FAULT": "x", "HOME": "/",
            "REBATED_XYZ": "1", "REBATED_EMPTY": "",
        ]
        let settings = Settings(flags: [:], environment: environment, faults: &faults)
        #expect(
            faults.list.map(\.description) == [
                "REBATED_PREFTCH: is no setting of rebated; did you mean REBATED_PREFETCH?",
                "REBATED_XYZ: is no setting of rebated; `rebated config list` names them all",
            ]
        )
        #expect(settings.text(.batch) == "1")
    }

    @Test func variablesThatKubernetesMakesAreNoSettings() throws {
        let settings = try Settings(
            flags: [:],
            environment: [
                "REBATED_SERVICE_HOST": "10.0.0.1", "REBATED_SERVICE_PORT": "8025", "REBATED_SERVICE_PORT_HTTP": "8025",
                "REBATED_PORT": "tcp://10.0.0.1:8025", "REBATED_PORT_8025_TCP": "tcp://10.0.0.1:8025",
                "REBATED_PORT_8025_TCP_ADDR": "10.0.0.1", "REBATED_CONSOLE_PORT_8025_TCP_PROTO": "tcp",
            ]
        )
        #expect(settings.text(.port) == "8025")
        #expect(settings.find(.port)?.isDefault == true)
    }

    @Test func allFaultsAreFoundAtOnce() {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml").path
        try? "prefech: 3\nbatch: [1, 2]\n".write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        var faults = SettingFaults()
        _ = Settings(flags: ["config": [path]], environment: ["REBATED_X": "1"], faults: &faults)
        #expect(
            faults.list.map(\.source) == ["REBATED_X", "\(path):1:1", "\(path):2:1"]
        )
    }

    @Test func aWrongValueIsToldWithItsSource() throws {
        let settings = try Settings(flags: [:], environment: ["REBATED_BATCH": "many"])
        let error = #expect(throws: SettingError.self) { try settings.integer(.batch, in: 1...10) }
        #expect(error?.description == "REBATED_BATCH: “many” is not a whole number from 1 to 10")
    }

    @Test func budgetsComeAsPairs() throws {
        let settings = try Settings(flags: ["budget": ["a=1000.00", "b=5"]], environment: [:])
        #expect(try settings.budgets().map(\.program) == ["a", "b"])
        #expect(try settings.budgets().map(\.amount) == ["1000.00", "5"])
    }

    @Test(arguments: [["a"], ["=5"], ["a="], ["a=1", "a=2"]])
    func wrongBudgetsAreErrors(texts: [String]) throws {
        let settings = try Settings(flags: ["budget": texts], environment: [:])
        #expect(throws: SettingError.self) { try settings.budgets() }
    }

    @Test func secretsAreNotPartOfHelp() {
        #expect(Setting.broker.help.contains("REBATED_BROKER"))
        #expect(Setting.logLevel.environmentName == "REBATED_LOG_LEVEL")
    }
}
