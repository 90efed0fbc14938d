import FEELCommand
import Testing

@Suite("Expressions at the command line")
struct FEELSessionTests {
    private static let facts = Array(
        #"{"cost": 14250.75, "audit date": "@2024-02-29", "wait": "@P4Y", "units": [{"type": "ducted"}], "n": null}"#
            .utf8
    )

    @Test(arguments: [
        ("min(0.2 * cost, 400)", "400"), ("audit date + wait", "@\"2028-02-29\""), ("units[1]", "{type: \"ducted\"}"),
        ("n", "null"), ("\"\\u001B[2J\"", "\"\\u001B[2J\""), ("\"a\\\"\" + \"b\"", "\"a\\\"b\""), ("[1..3)", "[1..3)"),
        ("cost / 3 > 4750", "true"),
    ]) func valuesAreWrittenInTheLanguage(_ source: String, _ value: String) {
        var session = FEELSession()
        #expect(session.load(facts: Self.facts) == nil)
        #expect(session.evaluate(source).output == value)
    }

    @Test func aFaultIsShownWithItsPlace() {
        let answer = FEELSession().evaluate("1 +")
        #expect(answer.isFault)
        #expect(answer.output.isEmpty)
        #expect(answer.notes == ["1:4: error: expected an expression, found the end\n  1 +\n     ^"])
    }

    @Test(arguments: [
        ("[1]", "facts must be a JSON object"), ("{", "not JSON: "),
        (#"{"a": "@x"}"#, "\"@x\" is no date, time or duration"),
    ]) func factsThatAreNoneAreRefused(_ text: String, _ problem: String) {
        var session = FEELSession()
        #expect(session.load(facts: Array(text.utf8))?.hasPrefix(problem) == true)
    }

    @Test func aDialogueKnowsItsCommands() {
        var dialogue = FEELDialogue()
        #expect(dialogue.reply(to: " 1 + 1 ") == .say(output: "2", notes: []))
        #expect(dialogue.reply(to: ":type 1 + 1") == .say(output: "number", notes: []))
        #expect(dialogue.reply(to: ":facts a b.json") == .readFacts(path: "a b.json"))
        #expect(dialogue.load(facts: Array(#"{"x": 1}"#.utf8), from: "f") == .say(output: "x", notes: []))
        #expect(
            dialogue.load(facts: Array("1".utf8), from: "f")
                == .say(output: "", notes: ["f: facts must be a JSON object"])
        )
        #expect(dialogue.reply(to: "x + 1") == .say(output: "2", notes: []))
        #expect(dialogue.reply(to: ":quit") == .quit)
        #expect(dialogue.reply(to: "") == .say(output: "", notes: []))
        #expect(dialogue.reply(to: ":no") == .say(output: "", notes: ["there is no command :no; `:help` names them"]))
    }
}
