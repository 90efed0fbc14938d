internal import AMQP
internal import ArgumentParser
internal import Operations
internal import Pipeline
internal import Rulebook

/// Whom the topology is for.
struct TopologyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A portal's broker user; once for each. The connection's own user and - (submissions without a user) "
                + "always have a queue.",
            valueName: "name"
        )
    )
    var portal: [String] = []

    @Option(
        help: ArgumentHelp(
            "A program with reviewers; once for each (default: every known program).",
            valueName: "name"
        )
    )
    var program: [String] = []

    @Option(help: ArgumentHelp(Setting.rulebooks.help, valueName: "folder"))
    var rulebooks: String?

    /// What these options say, as settings.
    var flags: [Setting: [String]] { [.rulebooks: self.rulebooks.map { [$0] } ?? []] }

    /// The topology for the options, with the users of the broker's addresses among the portals.
    func topology(_ settings: Settings, _ connection: ConnectionConfiguration) throws -> WorkTopology {
        for (option, names) in [("--portal", self.portal), ("--program", self.program)] {
            for name in names where !Self.isPlain(name) {
                throw SettingError(source: option, problem: "“\(name)” may hold only letters, digits and . _ - @")
            }
        }
        let users = connection.urls.map(\.user).filter(Self.isPlain)
        let programs = self.program.isEmpty ? try Shelf.load(settings.text(.rulebooks)).programs : self.program
        return WorkTopology(portals: users + self.portal, programs: programs)
    }

    /// Names become words of binding patterns, where `*` and `#` would take other portals' decisions.
    private static func isPlain(_ name: String) -> Bool {
        let marks = Set("._-@".utf8)
        return !name.isEmpty && name.utf8.count <= 64
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: marks.contains(byte)
                }
            }
    }
}
