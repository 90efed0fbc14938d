import FEELCommand
import Testing

@Suite("rebated feel answers line by line")
struct FEELProtocolTests {
    private func answer(_ line: String) -> String {
        String(decoding: FEELProtocol.answer(line: Array(line.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        (#"{"id": "1", "expr": "1 + 2", "context": {}}"#, #"{"id":"1","value":{"number":"3"}}"#),
        (
            #"{"id": "2", "expr": "a b * c+d", "context": {"a b": {"number": "2"}, "c+d": {"number": "2.50"}}}"#,
            #"{"id":"2","value":{"number":"5.00"}}"#
        ),
        (#"{"id": "3", "expr": "x", "context": {"x": null}}"#, #"{"id":"3","value":null}"#),
        (
            #"{"id": "4", "expr": "x[name = \"b\"].size", "context": {"x": {"list": [{"context": {"name": {"string": "a"}, "size": {"number": "1"}}}, {"context": {"name": {"string": "b"}, "size": {"number": "2"}}}]}}}"#,
            #"{"id":"4","value":{"list":[{"number":"2"}]}}"#
        ),
        (
            #"{"id": "5", "expr": "d + duration(\"P1M\")", "context": {"d": {"date": "2024-01-31"}}}"#,
            #"{"id":"5","value":{"date":"2024-02-29"}}"#
        ),
        (
            #"{"id": "6", "expr": "p", "context": {"p": {"duration": "P14M"}}}"#,
            #"{"id":"6","value":{"duration":"P1Y2M"}}"#
        ),
        (
            #"{"id": "7", "expr": "[1..2)", "context": {}}"#,
            #"{"id":"7","value":{"range":{"start":{"number":"1"},"end":{"number":"2"},"startIncluded":true,"endIncluded":false}}}"#
        ),
        (
            #"{"id": "8", "expr": "t", "context": {"t": {"time": "10:00:00@Europe/Paris"}}}"#,
            #"{"id":"8","value":{"time":"10:00:00@Europe/Paris"}}"#
        ),
        (
            #"{"id": "9", "expr": "{a: true}", "context": {}}"#,
            #"{"id":"9","value":{"context":{"a":{"boolean":true}}}}"#
        ),
    ]) func casesAreAnswered(_ line: String, _ expected: String) {
        #expect(self.answer(line) == expected)
    }

    @Test(arguments: [
        "", "x", "[]", "1", "{}", #"{"id": 1, "expr": "1", "context": {}}"#, #"{"id": "1", "context": {}}"#,
        #"{"id": "1", "expr": "1", "context": []}"#, #"{"id": "1", "id": "2", "expr": "1", "context": {}}"#,
    ]) func whatIsNoCaseIsAnsweredWithoutAnID(_ line: String) {
        #expect(self.answer(line).hasPrefix(#"{"id":null,"error":""#))
    }

    @Test(arguments: [
        #"{"id": "1", "expr": "1 +", "context": {}}"#,
        #"{"id": "1", "expr": "x", "context": {"x": {"number": "many"}}}"#,
        #"{"id": "1", "expr": "x", "context": {"x": {"number": "1", "string": "1"}}}"#,
        #"{"id": "1", "expr": "x", "context": {"x": {"colour": "red"}}}"#,
        #"{"id": "1", "expr": "x", "context": {"x": 1}}"#,
        #"{"id": "1", "expr": "every i in 1..1000000000 satisfies true", "context": {}}"#,
    ]) func whatCannotBeEvaluatedIsAnError(_ line: String) {
        #expect(self.answer(line).hasPrefix(#"{"id":"1","error":""#))
    }

    @Test func whatIsLackingIsUnsupported() {
        let line = #"{"id": "1", "expr": "function(a) external {java: {}}", "context": {}}"#
        #expect(self.answer(line).hasPrefix(#"{"id":"1","unsupported":""#))
    }
}
