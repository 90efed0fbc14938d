import Adjudication
import Desk
import JSON
import Ledger
import Messages
import Testing

struct AnswerDraftTests {
    private static func task(choices: [String] = [], suggested: String? = nil, setsAmount: Bool = false) -> TaskSummary
    {
        let review = ReviewTask(
            task: "p/A-1/1/R-1",
            kind: "kind",
            rule: "R-1",
            measure: nil,
            question: "?",
            suggested: suggested,
            choices: choices,
            dueOn: nil,
            setsAmount: setsAmount
        )
        var json = JSONWriter()
        let key = ApplicationKey(program: "p", application: "A-1")
        let decision = Decision(
            key: key,
            revision: 1,
            edition: "1",
            digest: "d",
            status: .inReview,
            lines: [],
            findings: [],
            missing: [],
            tasks: [],
            decidedAt: "2026-03-02T09:15:04Z"
        )
        review.write(to: &json, decision: decision, openedAt: "2026-03-02T09:15:04Z")
        return TaskSummary(
            TaskRecord(
                task: review.task,
                key: key,
                revision: 1,
                kind: "kind",
                rule: "R-1",
                line: nil,
                state: .open,
                body: json.finish(),
                openedAt: 0,
                dueOn: nil
            )
        )
    }

    private static let tasks = [
        "plain": Self.task(),
        "amount": Self.task(setsAmount: true),
        "choices": Self.task(choices: ["2a", "2b"], suggested: "2a"),
        "no suggestion": Self.task(choices: ["2a", "2b"]),
    ]

    @Test(
        arguments: [
            ("plain", AnswerDraft(verdict: .approve), nil),
            ("plain", AnswerDraft(verdict: .deny, note: "too large"), nil),
            ("plain", AnswerDraft(), AnswerDraft.Field.outcome),
            ("plain", AnswerDraft(verdict: .approve, amount: "5"), .amount),
            ("plain", AnswerDraft(verdict: .approve, choice: "2a"), .choice),
            ("plain", AnswerDraft(verdict: .approve, note: String(repeating: "x", count: 10_001)), .note),
            ("amount", AnswerDraft(verdict: .approve), .amount),
            ("amount", AnswerDraft(verdict: .deny), nil),
            ("amount", AnswerDraft(verdict: .approve, amount: "$1,234.50"), nil),
            ("amount", AnswerDraft(verdict: .approve, amount: "1,23"), .amount),
            ("amount", AnswerDraft(verdict: .approve, amount: "-5"), .amount),
            ("amount", AnswerDraft(verdict: .approve, amount: "12.345"), .amount),
            ("choices", AnswerDraft(verdict: .approve), nil),
            ("choices", AnswerDraft(verdict: .approve, choice: "2b"), nil),
            ("choices", AnswerDraft(verdict: .approve, choice: "3"), .choice),
            ("no suggestion", AnswerDraft(verdict: .approve), .choice),
            ("no suggestion", AnswerDraft(verdict: .deny), nil),
        ] as [(String, AnswerDraft, AnswerDraft.Field?)]
    )
    func `what passes is taken by a worker, what does not names its field`(
        name: String,
        draft: AnswerDraft,
        field: AnswerDraft.Field?
    ) throws {
        let task = try #require(Self.tasks[name])
        switch draft.outcome(for: task, reviewer: "dana") {
        case .failure(let faults): #expect(faults.faults.map(\.field) == [field])
        case .success(let outcome):
            #expect(field == nil)
            var json = JSONWriter()
            outcome.write(to: &json)
            let sent = OutcomeDraft(try JSONDocument(parsing: json.finish()).root)
            #expect(throws: Never.self) { try sent.outcome(for: task.review, notOpen: "").get() }
        }
    }

    @Test(
        arguments: [
            ("1234", "1234.00"), ("1234.5", "1234.50"), ("1,234.50", "1234.50"), ("$12", "12.00"), ("0.05", "0.05"),
            ("12,34", nil), ("1.", nil), ("1e3", nil), ("", nil), ("١٢", nil), ("$", nil),
        ] as [(String, String?)]
    )
    func `amounts are read as people type them, and no other way`(text: String, amount: String?) throws {
        let draft = AnswerDraft(verdict: .approve, amount: text)
        let task = try #require(Self.tasks["amount"])
        let outcome = try? draft.outcome(for: task, reviewer: "dana").get()
        #expect(outcome?.amount?.description == amount)
    }

    @Test
    func `a note is advised with a denial and a request, and its controls are taken out`() throws {
        let task = try #require(Self.tasks["plain"])
        #expect(AnswerDraft(verdict: .deny).advice != nil)
        #expect(AnswerDraft(verdict: .requestInformation, note: " \n").advice != nil)
        #expect(AnswerDraft(verdict: .approve).advice == nil)
        let outcome = try AnswerDraft(verdict: .deny, note: " a\u{1B}[31m\r\nb\u{202E} ")
            .outcome(for: task, reviewer: "d").get()
        #expect(outcome.note == "a [31m\nb")
    }

    @Test(arguments: ["", "  ", "a\nb", "\u{1B}[1m", String(repeating: "x", count: 129)])
    func `a reviewer needs a name that can be shown`(name: String) throws {
        let task = try #require(Self.tasks["plain"])
        #expect(throws: AnswerDraft.Faults.self) {
            try AnswerDraft(verdict: .approve).outcome(for: task, reviewer: name).get()
        }
    }
}
