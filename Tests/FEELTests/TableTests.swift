import Testing

@Suite("Expressions give what the tables say")
struct TableTests {
    @Test(arguments: TableCase.read("unknown"))
    func unknownValuesSpreadOnlyAsFarAsTheyMatter(_ item: TableCase) {
        #expect(written(evaluate(item.source)) == item.expected)
    }

    @Test(arguments: TableCase.read("language"))
    func theLanguageFollowsTheStandard(_ item: TableCase) {
        #expect(written(evaluate(item.source)) == item.expected)
    }

    @Test(arguments: TableCase.read("functions"))
    func everyFunctionDoesWhatItsExampleSays(_ item: TableCase) {
        #expect(written(evaluate(item.source)) == item.expected)
    }

    @Test(arguments: TableCase.read("numbers"))
    func numbersAreExactDecimals(_ item: TableCase) {
        #expect(written(evaluate(item.source)) == item.expected)
    }

    @Test(arguments: ["unknown", "language", "functions", "numbers"])
    func noTableIsEmpty(_ name: String) {
        #expect(TableCase.read(name).count > 30)
    }
}
