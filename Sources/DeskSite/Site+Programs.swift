internal import Desk
internal import Ledger
internal import Messages
internal import Rulebook

extension Site {
    func application(_ query: Fields, _ visitor: Visitor) async throws(LedgerFault) -> SiteReply {
        let key = ApplicationKey(program: query["program"], application: query["id"])
        guard visitor.maySee(key.program), let page = try await self.reader.application(key) else {
            let text = "It does not exist, or it belongs to a program that you don’t review."
            return .problem(404, "There is no such application", text, visitor)
        }
        let view = ApplicationView(page: page, today: self.today())
        return .page(Page(title: "Application \(key.application)", visitor: visitor, isWide: true, main: view.main))
    }

    func programList(_ visitor: Visitor) -> SiteReply {
        let editions = self.programs(of: visitor).flatMap { self.shelf.editions(of: $0) }
        let main = ProgramListView.main(editions)
        return .page(Page(title: "Programs", visitor: visitor, current: .programs, main: main))
    }

    func program(_ query: Fields, _ visitor: Visitor) -> SiteReply {
        let editions = visitor.maySee(query["id"]) ? self.shelf.editions(of: query["id"]) : []
        let wanted = query["edition"]
        guard let rulebook = wanted.isEmpty ? editions.last : editions.last(where: { $0.edition == wanted }) else {
            let text = "It does not exist, or you don’t review it."
            return .problem(404, "There is no such program", text, visitor)
        }
        let view = ProgramView(rulebook: rulebook, editions: editions)
        return .page(Page(title: rulebook.title, visitor: visitor, current: .programs, isWide: true, main: view.main))
    }

    /// The programs that a visitor may see.
    func programs(of visitor: Visitor) -> [String] { self.shelf.programs.filter(visitor.maySee) }

    /// The kinds of task that programs have.
    func kinds(_ programs: [String]) -> [String] {
        let rules = programs.flatMap { self.shelf.editions(of: $0) }
            .flatMap { rulebook in rulebook.rules + rulebook.measures.flatMap(\.rules) }
        return Set(rules.compactMap { $0.task?.kind }).sorted()
    }
}
