internal import AMQP
internal import ArgumentParser
internal import Operations
internal import Pipeline
internal import Rulebook

/// Whom the topology is for.
struct TopologyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A portal's broker user, with the programs that it may submit to (default: all); once for each. The "
                + "connection's own user, named as nothing else, and - (submissions without a user) always have a queue.",
            valueName: "name[=program,…]"
        )
    )
    var portal: [String] = []

    @Option(
        help: ArgumentHelp(
            "A reviewer's broker user, with the programs that they may answer for (default: all); once for each. What "
                + "is refused to them goes to a queue of theirs.",
            valueName: "name[=program,…]"
        )
    )
    var reviewer: [String] = []

    @Option(help: ArgumentHelp("A worker's broker user; once for each.", valueName: "name"))
    var worker: [String] = []

    @Option(
        help: ArgumentHelp(
            "The broker user of a review desk (`rebated review`, `rebated console`) that answers in the names of its "
                + "reviewers; workers must have it among their --trusted-users.",
            valueName: "name[=program,…]"
        )
    )
    var desk: [String] = []

    @Option(help: ArgumentHelp("An operator's broker user; once for each.", valueName: "name"))
    var `operator`: [String] = []

    @Option(
        help: ArgumentHelp(
            "A program with reviewers; once for each (default: every known program).",
            valueName: "name"
        )
    )
    var program: [String] = []

    @Option(.rulebooks) var rulebooks: String?

    /// What these options say, as settings.
    var flags: [Setting: [String]] { [.rulebooks: self.rulebooks.given] }

    /// The topology for the options, with the users of the broker's addresses among the portals unless they are parties.
    func topology(_ settings: Settings, _ connection: ConnectionConfiguration) throws -> WorkTopology {
        for name in self.program { try PartyOption.check(name, "--program") }
        let known = try Shelf.load(settings.text(.rulebooks)).programs
        let parties = try self.parties(known: known + self.program)
        let others = Set(parties.map(\.name))
        let users = connection.urls.map(\.user).filter { PartyOption.isPlain($0) && !others.contains($0) }
        return WorkTopology(portals: users, programs: self.program.isEmpty ? known : self.program, parties: parties)
    }

    private func parties(known: [String]) throws(SettingError) -> [Party] {
        var parties: [Party] = []
        let options: [(Party.Role, [String])] = [
            (.portal, self.portal), (.reviewer, self.reviewer), (.worker, self.worker), (.desk, self.desk),
            (.operator, self.operator),
        ]
        for (role, texts) in options {
            for text in texts {
                guard let party = try PartyOption(role, text).party(known: known) else { continue }
                parties.append(party)
            }
        }
        return parties
    }
}
