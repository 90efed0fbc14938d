import JSON
import Ledger
import Messages
import Settlement
import Testing

@Suite("A large batch is settled in parts")
struct SettlementPartTests {
    /// What the parts of a batch would write, one after the other.
    private func parts(of batch: SettlementBatch, _ books: inout Books) throws -> [BookChanges] {
        var parts: [BookChanges] = []
        _ = batch.settle(&books) { books in
            if let part = books.takeChanges() { parts.append(part) }
        }
        return parts + [books.changes]
    }

    private func books(_ batch: SettlementBatch) -> Books {
        let programs = batch.programs.map { ProgramRecord(program: $0) }
        let keys = batch.balances(Books())
        return Books(
            now: 1,
            programs: programs,
            absent: batch.applications,
            balances: Dictionary(keys.map { ($0, 0) }) { first, _ in first }
        )
    }

    private func batch(_ texts: [String], published: [String] = []) throws -> SettlementBatch {
        let desk = try Desk()
        return SettlementBatch(
            items: try texts.map { desk.item(try JSONDocument(parsing: Array($0.utf8)).root) },
            published: published,
            now: Instant(milliseconds: 1_772_442_904_000),
            shelf: desk.shelf
        )
    }

    @Test("Its parts say together what it says whole: decisions once and in order, the rest as it stands in the end")
    func same() throws {
        // Customers meet their caps across parts, and some come twice with a higher revision.
        var texts = (0..<200).map { application("A-\($0)", customer: "C-\($0 % 40)", site: "S-\($0 % 40)") }
        texts.insert(application("A-3", revision: 2, customer: "C-3"), at: 150)
        let batch = try self.batch(texts, published: ["x"])
        var (one, other) = (self.books(batch), self.books(batch))
        let parts = try self.parts(of: batch, &one)
        _ = batch.settle(&other)
        let whole = other.changes
        #expect(parts.count == 4)
        #expect(parts.flatMap(\.decisions) == whole.decisions && whole.decisions.count == 201)
        #expect(parts.flatMap(\.entries) == whole.entries)
        #expect(parts.flatMap(\.events) == whole.events)
        #expect(parts.flatMap(\.editions) == whole.editions && whole.editions.count == 1)
        #expect(parts.last?.programs == whole.programs)
        // Marks lock rows that are there: all of them at the end, in one order.
        #expect(parts.dropLast().allSatisfy { $0.published.isEmpty } && parts.last?.published == ["x"])
        let cents = { (changes: [BookChanges]) in
            Dictionary(changes.flatMap(\.balances).map { ($0.key, $0.cents) }) { _, last in last }
        }
        #expect(cents(parts) == cents([whole]))
        let records = { (changes: [BookChanges]) in
            Dictionary(changes.flatMap(\.applications).map { ($0.key, $0) }) { _, last in last }
        }
        #expect(records(parts) == records([whole]))
    }

    @Test("From an event on that the outbox may have already, all is written together")
    func events() throws {
        var texts = (0..<200).map { application("A-\($0)", customer: "C-\($0)", site: "S-\($0)") }
        texts[100] = application("A-7", customer: "C-7", site: "S-7")
        let batch = try self.batch(texts)
        var books = self.books(batch)
        let parts = try self.parts(of: batch, &books)
        #expect(parts.map(\.events.count) == [64, 136])
        #expect(parts.flatMap(\.events).map(\.id).filter { $0 == parts.first?.events[7].id }.count == 2)
    }

    @Test("What is no application of the plan's is a mistake in whatever part it comes")
    func mistakes() throws {
        let batch = try self.batch((0..<130).map { application("A-\($0)", customer: "C-\($0)", site: "S-\($0)") })
        var books = Books(
            programs: batch.programs.map { ProgramRecord(program: $0) },
            absent: Set(batch.applications.filter { $0.application != "A-70" }),
            balances: Dictionary(batch.balances(Books()).map { ($0, 0) }) { first, _ in first }
        )
        let parts = try self.parts(of: batch, &books)
        #expect(parts.first?.mistakes.isEmpty == true && parts.last?.mistakes.isEmpty == false)
    }
}
