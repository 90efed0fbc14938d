extension AMQPError {
    /// What a broker said when it closed a channel, with what can be done about it.
    ///
    /// - Parameters:
    ///   - reason: The broker's code and words.
    ///   - subject: What it is about: `queue 'name'`.
    ///   - url: The broker.
    init(_ reason: CloseReason, about subject: String, at url: BrokerURL) {
        let place = "virtual host '\(url.vhost)' of \(url.endpoint)"
        switch reason.code {
        case 404 where reason.text.contains("no "):
            self.init(
                .notFound,
                replyCode: reason.code,
                "\(subject) can't be used: something that it needs doesn't exist in \(place); declare it there "
                    + "(the broker: \(reason.text))"
            )
        case 404:
            self.init(.notFound, replyCode: reason.code, "\(subject) can't be reached in \(place): \(reason.text)")
        case 403:
            self.init(
                .accessRefused,
                replyCode: reason.code,
                "user '\(url.user)' may not use \(subject) in \(place); ask for the permission "
                    + "(the broker: \(reason.text))"
            )
        case 406 where reason.text.contains("delivery acknowledgement"):
            self.init(
                .channelClosed,
                replyCode: reason.code,
                "a message of \(subject) was not acknowledged in time, and all that await their ack come again "
                    + "(the broker: \(reason.text))"
            )
        case 406:
            self.init(.preconditionFailed, replyCode: reason.code, "\(subject) in \(place): \(reason.text)")
        default:
            self.init(
                .channelClosed,
                replyCode: reason.code,
                "the broker closed the channel of \(subject): \(reason.text)"
            )
        }
    }
}
