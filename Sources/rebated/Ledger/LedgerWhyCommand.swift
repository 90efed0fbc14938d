internal import ArgumentParser
internal import Ledger
internal import Messages
internal import Operations

/// Every cent against a limit.
struct LedgerWhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Tells every cent that counts against someone's limits, and which application it came from.",
        discussion: """
            SCOPE is what limits are counted for: customer, home (by the site's id; site is the same), dwelling_unit \
            (SITE/UNIT; dwelling is the same) or program. application:PROGRAM/ID tells what one application was given \
            and gave back. “link” is the decision's place in its program's journal.
            """
    )

    @Argument(
        help: ArgumentHelp("customer:C-77, home:S-1, program:NAME, application:PROGRAM/ID …", valueName: "scope:key")
    )
    var subject: String

    @OptionGroup var place: LedgerPlace

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            let (scope, key) = try Self.parse(self.subject)
            let account = try await self.place.read { ledger in
                if scope == "application" {
                    let parts = key.split(separator: "/", maxSplits: 1).map(String.init)
                    guard parts.count == 2 else {
                        throw SettingError(source: "SCOPE:KEY", problem: "“\(key)” is not PROGRAM/ID")
                    }
                    return try await Account(of: ApplicationKey(program: parts[0], application: parts[1]), ledger)
                }
                return try await Account(scope: scope, key: key, ledger)
            }
            if self.json { Console.say(account.json) } else { account.lines.forEach(Console.say) }
        }
    }

    private static let scopes = [
        "customer": "customer", "home": "home", "site": "home", "dwelling_unit": "dwelling_unit",
        "dwelling": "dwelling_unit", "program": "program", "application": "application",
    ]

    static func parse(_ subject: String) throws(SettingError) -> (scope: String, key: String) {
        let parts = subject.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty, let scope = Self.scopes[parts[0]] else {
            let known = Self.scopes.keys.sorted().joined(separator: ", ")
            throw SettingError(
                source: "SCOPE:KEY",
                problem: "“\(subject)” is not like customer:C-77; scopes are \(known)"
            )
        }
        return (scope, parts[1])
    }
}
