import Testing

@testable import Ledger

@Suite("A process knows which of its bundles the broker has answered for")
struct OwnBundlesTests {
    private func bundle(_ key: Int64, _ ids: String...) -> EventBundle {
        EventBundle(key: key, events: ids.map { StoredEvent(Sample.event($0), telling: nil) })
    }

    private func changes(published: [String] = [], returned: [String] = []) -> BookChanges {
        var changes = BookChanges()
        changes.published = published
        changes.returned = returned.map { ($0, "no route") }
        return changes
    }

    /// Bundles 1 with a and b, and 2 with c.
    private func bundles() -> OwnBundles {
        let bundles = OwnBundles()
        bundles.done(OwnBundles.Marks(), adding: self.bundle(1, "a", "b"))
        bundles.done(OwnBundles.Marks(), adding: self.bundle(2, "c"))
        return bundles
    }

    @Test("A bundle ends with the last of its events, however the marks come")
    func ends() {
        let bundles = self.bundles()
        let first = bundles.sort(self.changes(published: ["b", "row", "b"]))
        #expect(first.ended == [] && first.published == ["row", "b"])
        bundles.done(first, adding: nil)
        let second = bundles.sort(self.changes(published: ["c", "a"]))
        #expect(Set(second.ended) == [1, 2] && second.published == [])
        bundles.done(second, adding: nil)
        let third = bundles.sort(self.changes(published: ["a", "c"]))
        #expect(third.ended == [] && third.published == ["a", "c"])
    }

    @Test("What is sent back gets a row of its own, and is answered for")
    func returned() {
        let bundles = self.bundles()
        let marks = bundles.sort(self.changes(published: ["a"], returned: ["b", "row"]))
        #expect(marks.ended == [1] && marks.published == [])
        #expect(marks.setApart.map(\.event.event.id) == ["b"] && marks.returned.map(\.id) == ["row"])
    }

    @Test("A transaction that is not committed has changed nothing")
    func undone() {
        let bundles = self.bundles()
        for _ in 0..<2 { #expect(bundles.sort(self.changes(published: ["a", "b"])).ended == [1]) }
        bundles.done(bundles.sort(self.changes(published: ["a"])), adding: nil)
        #expect(bundles.sort(self.changes(returned: ["b"])).ended == [1])
    }

    @Test("Of two transactions side by side neither may see the end: the next one does")
    func sideBySide() {
        let bundles = self.bundles()
        let (left, right) = (bundles.sort(self.changes(published: ["a"])), bundles.sort(self.changes(published: ["b"])))
        #expect(left.ended == [] && right.ended == [])
        bundles.done(left, adding: nil)
        bundles.done(right, adding: nil)
        let next = bundles.sort(self.changes())
        #expect(next.ended == [1])
        bundles.done(next, adding: nil)
        #expect(bundles.sort(self.changes()).ended == [])
    }

    @Test("Where others may have taken a bundle over, its events may have rows as well")
    func loose() {
        let bundles = self.bundles()
        bundles.loosen()
        bundles.done(bundles.sort(self.changes()), adding: self.bundle(3, "d"))
        let marks = bundles.sort(self.changes(published: ["a", "b", "d"]))
        #expect(Set(marks.ended) == [1, 3] && marks.published == ["a", "b"])
    }

    @Test("An id that comes again in another bundle is awaited there")
    func again() {
        let bundles = self.bundles()
        bundles.done(bundles.sort(self.changes(published: ["b"])), adding: self.bundle(3, "a"))
        let marks = bundles.sort(self.changes(published: ["a"]))
        #expect(Set(marks.ended) == [1, 3])
    }
}
