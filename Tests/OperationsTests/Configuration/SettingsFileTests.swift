import Operations
import Testing

@Suite("Settings file")
struct SettingsFileTests {
    @Test func yamlAndJSONAreTheSameToIt() throws {
        let yaml = try SettingsFile(text: "ledger: a.sqlite\nbroker: [amqp://a, amqp://b]\n", name: "f")
        let json = try SettingsFile(text: #"{"ledger": "a.sqlite", "broker": ["amqp://a", "amqp://b"]}"#, name: "f")
        #expect(yaml.entries.mapValues(\.values) == json.entries.mapValues(\.values))
        #expect(yaml.entries["broker"]?.values == ["amqp://a", "amqp://b"])
    }

    @Test func budgetsMayBeAMapping() throws {
        let file = try SettingsFile(text: "budget:\n  efficiency-works: 90000.00\n  other: 5\n", name: "f")
        #expect(file.entries["budget"]?.values == ["efficiency-works=90000.00", "other=5"])
    }

    @Test func anEmptyFileSetsNothing() throws {
        #expect(try SettingsFile(text: "", name: "f").entries.isEmpty)
    }

    @Test(
        arguments: [
            ("batch: 1\nprefech: 5", "f:2:1: unknown setting “prefech”"),
            ("batch: [1, 2]", "f:1:1: “batch” takes one value"),
            ("batch: {a: 1}", "f:1:1: “batch” takes one value"),
            ("broker: {a: 1}", "f:1:1: “broker” takes a value or a list of values"),
            ("broker: [[a]]", "f:1:1: “broker” takes a list of plain values"),
            ("- 1", "f: must be a mapping"),
            ("config: other.yaml", "f:1:1: unknown setting “config”"),
            ("a: b: c", "f: is neither JSON nor YAML"),
        ]
    )
    func faultsAreToldWithTheirPlace(text: String, message: String) {
        let error = #expect(throws: SettingError.self) { try SettingsFile(text: text, name: "f") }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "no error")")
    }

    @Test func repeatedKeysAreErrors() {
        #expect(throws: SettingError.self) { try SettingsFile(text: "batch: 1\nbatch: 2", name: "f") }
    }

    @Test func aMissingFileIsAnError() {
        #expect(throws: SettingError.self) { try SettingsFile(path: "/does/not/exist") }
    }
}
