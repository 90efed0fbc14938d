// What a topology client asks, and how it reads the answers.
extension TopologyClient {
    /// - Throws: ``AMQPError`` with what the broker objects to.
    @discardableResult func require(_ subject: String, _ question: (inout FrameWriter) -> Void) async throws(AMQPError)
        -> InboundMethod
    {
        let answer = try await self.ask(question)
        guard case .channelClose(let reason) = answer else { return answer }
        if reason.code == 406, let difference = Inequivalence(reason.text) {
            throw AMQPError(.preconditionFailed, replyCode: 406, "\(subject) \(difference.words)")
        }
        throw AMQPError(reason, about: subject, at: self.link.url)
    }

    func problem(_ subject: String, _ question: (inout FrameWriter, _ passive: Bool) -> Void) async throws(AMQPError)
        -> TopologyProblem?
    {
        if case .channelClose(let reason) = try await self.ask({ question(&$0, true) }) {
            switch reason.code {
            case 404: return TopologyProblem(.missing, subject, "is missing in virtual host '\(self.link.url.vhost)'")
            default: return TopologyProblem(.inaccessible, subject, "can't be looked at: \(reason.text)")
            }
        }
        // It exists, so this compares and creates nothing; who may not declare may not compare.
        guard case .channelClose(let reason) = try await self.ask({ question(&$0, false) }) else { return nil }
        guard reason.code == 406 else {
            self.uncompared.append(subject)
            return nil
        }
        guard let difference = Inequivalence(reason.text) else {
            return TopologyProblem(.differs, subject, "differs: \(reason.text)")
        }
        return TopologyProblem(
            .differs,
            subject,
            difference.words,
            argument: difference.argument,
            present: difference.present
        )
    }
}
