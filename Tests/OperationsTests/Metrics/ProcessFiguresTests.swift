import Testing

@testable import Operations

@Suite("Figures of the process") struct ProcessFiguresTests {
    private let system = "cpu  1 2 3\nbtime 1700000000\nprocesses 5\n"
    /// As proc(5) has it, of a program with an unkind name.
    private let process = """
        4711 (a) b (c) S 1 4711 4711 0 -1 4194560 1500 0 2 0 250 50 0 0 20 0 9 0 12300 987654321 2560 18446744073709551615 1 1
        """

    @Test func theyAreReadFromProc() throws {
        let figures = try #require(
            ProcessFigures(process: self.process, system: self.system, ticks: 100, pageSize: 4_096)
        )
        #expect(figures.processorSeconds == 3)
        #expect(figures.residentBytes == 2_560 * 4_096)
        #expect(figures.startTime == 1_700_000_123)
    }

    @Test(arguments: ["", "4711 (x) S 1 2 3", "rubbish"]) func anythingElseIsNoFigure(text: String) {
        #expect(ProcessFigures(process: text, system: self.system, ticks: 100, pageSize: 4_096) == nil)
    }
}
