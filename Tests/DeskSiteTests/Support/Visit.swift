import Adjudication
import Desk
import Foundation
import JSON
import Ledger
import Messages
import Rulebook
import Settlement
import Synchronization
import Testing

@testable import DeskSite

/// A site over a ledger in memory, and a browser that keeps its cookie.
final class Visit: Sendable {
    let site: Site
    let ledger: SQLiteLedger
    let shelf: RulebookShelf
    private let cookie = Mutex<String?>(nil)
    private let sentAnswers = Sent()

    private static let bundled = Result { RulebookShelf(try BundledRulebooks.load()) }
    static let token = "0123456789abcdef"

    init(_ access: SiteAccess) throws {
        let ledger = try SQLiteLedger()
        let shelf = try Self.bundled.get()
        let sent = self.sentAnswers
        self.ledger = ledger
        self.shelf = shelf
        let sender: Site.Sender = { outcome, _ in
            sent.add(outcome)
            return .recorded(.approved, total: Cents(100), openTasks: 0)
        }
        self.site = Site(ledger: ledger, shelf: shelf, access: access, today: { "2026-06-01" }, send: sender)
    }

    /// What was sent.
    var sent: [ReviewOutcome] { self.sentAnswers.all }

    static func tokens(_ programs: Set<String>? = nil) -> SiteAccess {
        var access = SiteAccess()
        access.tokens = [SiteAccess.Token(reviewer: "dana", token: Self.token)]
        access.programs = programs.map { ["dana": $0] } ?? [:]
        return access
    }

    /// Asks for a page; the cookie that comes with it is kept.
    func get(_ address: String, headers: [(name: String, value: String)] = [], method: String = "GET") async
        -> SiteReply
    {
        let halves = address.split(separator: "?", maxSplits: 1).map(String.init)
        return await self.ask(
            SiteRequest(
                method: method,
                path: halves[0],
                query: halves.count > 1 ? Array(halves[1].utf8) : [],
                headers: headers,
                peer: "127.0.0.1"
            )
        )
    }

    /// Sends a form.
    func post(
        _ path: String,
        _ fields: [String: String],
        headers: [(name: String, value: String)] = [],
        type: String = "application/x-www-form-urlencoded"
    ) async -> SiteReply {
        let body = fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
        return await self.ask(
            SiteRequest(
                method: "POST",
                path: path,
                headers: headers + [("content-type", type)],
                peer: "127.0.0.1",
                body: Array(body.utf8)
            )
        )
    }

    private func ask(_ request: SiteRequest) async -> SiteReply {
        var request = request
        if request[header: "host"] == nil { request.headers.append(("host", "127.0.0.1:8025")) }
        if let cookie = self.cookie.withLock({ $0 }) { request.headers.append(("cookie", cookie)) }
        let reply = await self.site.reply(to: request)
        for header in reply.headers where header.name == "Set-Cookie" {
            let pair = String(header.value.prefix { $0 != ";" })
            self.cookie.withLock { $0 = pair.hasSuffix("=") ? nil : pair }
        }
        return reply
    }

    func signIn() async { _ = await self.post("/sign-in", ["secret": Self.token]) }

    /// The value of a hidden field of a page.
    static func hidden(_ name: String, in page: SiteReply) throws -> String {
        let start = try #require(page.body.range(of: "name=\"\(name)\" value=\""))
        return String(page.body[start.upperBound...].prefix { $0 != "\"" })
    }

    /// Hands in an application with two tasks.
    func submit(_ id: String, customer: String = "Ottilie Brandvold") async throws {
        let name = customer.replacing("\"", with: "\\\"")
        let json = """
            {"application": "\(id)", "revision": 1, "program": "nys-clean-heat", "submitted_on": "2026-05-06",
             "customer": {"id": "C-1", "name": "\(name)", "electric_utility": "national-grid"},
             "site": {"id": "S-1", "kind": "multifamily", "units_choosing_heat_pumps": 2,
              "address": {"line1": "12 Lark Street", "city": "Buffalo", "state": "NY", "zip": "14209"},
              "design_heating_load_btuh": 58000},
             "installer": {"id": "I-1", "name": "Lakeshore", "participating": true},
             "project": {"kind": "retrofit", "existing_fuel": "natural_gas", "completed_on": "2026-04-24"},
             "measures": [{"id": "u3", "measure": "2a", "cost": "15400.00", "integrated_controls": "fossil_heating",
              "heat_pump_first_stage": true, "backup_furnace_btuh": 80000, "units": [
               {"model": "HX-1", "kind": "central", "neep_listed": true, "heating_capacity_btuh": 72000,
                "max_capacity_5f_btuh": 66400}]}],
             "documents": [{"kind": "invoice", "name": "invoice.pdf", "model_numbers": ["HX-1"]},
              {"kind": "load_calculation", "name": "load.pdf"}]}
            """
        let value = try JSONDocument(parsing: Array(json.utf8)).root
        guard case .admitted(let application) = ApplicationReader.admit(value, shelf: self.shelf) else {
            Issue.record("the application is not sound")
            return
        }
        let submission = Submission(Eligibility.assess(application).calculate(), data: value)
        let item = SettlementItem.submission(submission, Origin(portal: "portal-a"))
        let now = Instant(milliseconds: 1_772_442_904_000)
        _ = try await self.ledger.transact(SettlementBatch(items: [item], now: now, shelf: self.shelf))
    }

    /// The id of one of its tasks.
    static func task(_ id: String) -> String { "nys-clean-heat/\(id)/1/NYS-2-5/u3" }
    /// The id as an address has it.
    static func encoded(_ text: String) -> String {
        text.utf8
            .map { byte in
                let isPlain =
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                let digits = String(byte, radix: 16, uppercase: true)
                return isPlain ? String(Unicode.Scalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
            }
            .joined()
    }
}

/// Collects what a site sends.
final class Sent: Sendable {
    private let outcomes = Mutex<[ReviewOutcome]>([])

    var all: [ReviewOutcome] { self.outcomes.withLock { $0 } }

    func add(_ outcome: ReviewOutcome) { self.outcomes.withLock { $0.append(outcome) } }
}
