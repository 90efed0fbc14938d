import Testing

@testable import AMQP

@Suite struct LoginTests {
    private let url = BrokerURL(host: "broker", user: "me", password: "secret", vhost: "rebates")

    @Test func aLoginIsThreeAnswers() {
        var login = Login(self.url, heartbeat: 10)
        #expect(
            login.received(.connectionStart(mechanisms: "AMQPLAIN PLAIN", serverVersion: "3.10.8"))
                == .startOk(mechanism: "PLAIN", response: Array("\0me\0secret".utf8))
        )
        #expect(login.serverVersion == "3.10.8")
        #expect(
            login.received(.connectionTune(channelMax: 2047, frameMax: 131_072, heartbeat: 60))
                == .tuneOk(.init(channelMax: 2047, frameMax: 131_072, heartbeat: 10), vhost: "rebates")
        )
        #expect(login.received(.connectionOpenOk) == .done)
    }

    @Test(arguments: [
        (UInt16(0), UInt32(0), UInt16(0), Login.Tuning(channelMax: 2047, frameMax: 131_072, heartbeat: 10)),
        (65_535, .max, 65_535, Login.Tuning(channelMax: 2047, frameMax: 131_072, heartbeat: 10)),
        (8, 8192, 4, Login.Tuning(channelMax: 8, frameMax: 8192, heartbeat: 4)),
        (1, 1, 1, Login.Tuning(channelMax: 1, frameMax: 4096, heartbeat: 1)),
    ])
    func theSmallerWishCountsAndZeroMeansNoWish(
        _ channelMax: UInt16,
        _ frameMax: UInt32,
        _ heartbeat: UInt16,
        _ agreed: Login.Tuning
    ) {
        var login = Login(self.url, heartbeat: 10)
        _ = login.received(.connectionStart(mechanisms: "PLAIN", serverVersion: "4.0"))
        let action = login.received(.connectionTune(channelMax: channelMax, frameMax: frameMax, heartbeat: heartbeat))
        #expect(action == .tuneOk(agreed, vhost: "rebates"))
    }

    @Test func aCertificateNeedsNoPassword() {
        var url = self.url
        url.mechanism = .external
        var login = Login(url, heartbeat: 10)
        #expect(
            login.received(.connectionStart(mechanisms: "EXTERNAL", serverVersion: "3"))
                == .startOk(mechanism: "EXTERNAL", response: [])
        )
    }

    @Test func aMechanismThatIsNotOfferedIsSaid() {
        var login = Login(self.url, heartbeat: 10)
        let error = login.received(.connectionStart(mechanisms: "EXTERNAL", serverVersion: "3")).error
        #expect(error?.code == .loginRefused)
        #expect(error?.message.contains("only EXTERNAL") == true)
    }

    @Test func aRefusalNamesUserAndVirtualHostButNoPassword() {
        var login = Login(self.url, heartbeat: 10)
        _ = login.received(.connectionStart(mechanisms: "PLAIN", serverVersion: "3"))
        let reason = CloseReason(code: 403, text: "ACCESS_REFUSED - Login was refused", method: "")
        let error = login.received(.connectionClose(reason)).error
        #expect(error?.code == .loginRefused)
        #expect(error?.replyCode == 403)
        #expect(error?.message.contains("'me'") == true && error?.message.contains("'rebates'") == true)
        #expect(error?.message.contains("secret") == false)
    }

    @Test(arguments: [
        InboundMethod.connectionOpenOk, .connectionTune(channelMax: 1, frameMax: 1, heartbeat: 1), .qosOk, .other(7),
        .connectionSecure,
    ])
    func anAnswerOutOfOrderEndsTheLogin(_ method: InboundMethod) {
        var login = Login(self.url, heartbeat: 10)
        #expect(login.received(method).error?.code == .protocolViolation)
    }

    @Test func aBrokerThatHangsUpIsExplainedByWhatWasSaidLast() {
        let lost = AMQPError(.connectionLost, "the broker ended the connection without a word")
        var login = Login(self.url, heartbeat: 10)
        #expect(login.connectionEnded(lost) == lost)
        _ = login.received(.connectionStart(mechanisms: "PLAIN", serverVersion: "3"))
        #expect(login.connectionEnded(lost).message.contains("user 'me'"))
        _ = login.received(.connectionTune(channelMax: 0, frameMax: 0, heartbeat: 0))
        #expect(login.connectionEnded(lost).message.contains("virtual host 'rebates'"))
    }
}

extension Login.Action {
    fileprivate var error: AMQPError? { if case .fail(let error) = self { error } else { nil } }
}
