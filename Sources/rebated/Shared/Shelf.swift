internal import Ledger
internal import Messages
internal import Operations
internal import Rulebook

/// Rulebooks and budgets, as commands take them from settings.
enum Shelf {
    /// The rulebooks that are built in and those of a folder; warnings go to standard error.
    static func load(_ directory: String?) throws(RulebookFault) -> RulebookShelf {
        let (shelf, warnings) = try RulebookDirectory.load(directory)
        for warning in warnings { Console.complain("\(warning)") }
        return shelf
    }

    /// The shelf with the editions that the ledger has decided by, so that what waits for a reviewer can be finished.
    static func archiving(_ ledger: any Ledger, _ shelf: RulebookShelf) async throws -> RulebookShelf {
        var archived: [Rulebook] = []
        for record in try await ledger.editions() where shelf.edition(digest: record.digest) == nil {
            let file = "\(record.program), edition \(record.edition), as the ledger keeps it"
            do {
                archived.append(try Rulebook.load(record.text, file: file).rulebook)
            } catch {
                // No reason not to work: only what still waits for a reviewer under it can't be finished.
                Console.complain("rebated: an edition that decisions rest on can't be read any more: \(error)")
            }
        }
        return archived.isEmpty ? shelf : shelf.adding(archived: archived)
    }

    /// The budgets that settings name, checked: a known program and an amount of dollars.
    static func budgets(
        _ settings: Settings,
        _ shelf: RulebookShelf
    ) throws(SettingError) -> [(program: String, amount: Cents)] {
        let source = settings.find(.budget)?.source ?? "--budget"
        var budgets: [(program: String, amount: Cents)] = []
        for (program, text) in try settings.budgets() {
            if shelf.editions(of: program).isEmpty {
                let known = shelf.programs.joined(separator: ", ")
                throw SettingError(source: source, problem: "“\(program)” is no known program; known are \(known)")
            }
            // Whole dollars are what a person types.
            guard let amount = Cents(text) ?? Cents(text + ".00") else {
                throw SettingError(source: source, problem: "“\(text)” is no amount of dollars such as 90000.00")
            }
            budgets.append((program, amount))
        }
        return budgets
    }
}
