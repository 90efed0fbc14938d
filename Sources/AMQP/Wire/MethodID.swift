internal import CRabbitMQ

/// The methods that this client sends; numbers from the library's headers.
struct MethodID: RawRepresentable, Sendable, Equatable {
    /// Class × 65,536 + method.
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ value: amqp_method_number_t) { self.rawValue = value }

    static let connectionStartOk = MethodID(AMQP_CONNECTION_START_OK_METHOD)
    static let connectionTuneOk = MethodID(AMQP_CONNECTION_TUNE_OK_METHOD)
    static let connectionOpen = MethodID(AMQP_CONNECTION_OPEN_METHOD)
    static let connectionClose = MethodID(AMQP_CONNECTION_CLOSE_METHOD)
    static let connectionCloseOk = MethodID(AMQP_CONNECTION_CLOSE_OK_METHOD)
    static let channelOpen = MethodID(AMQP_CHANNEL_OPEN_METHOD)
    static let channelFlowOk = MethodID(AMQP_CHANNEL_FLOW_OK_METHOD)
    static let channelClose = MethodID(AMQP_CHANNEL_CLOSE_METHOD)
    static let channelCloseOk = MethodID(AMQP_CHANNEL_CLOSE_OK_METHOD)
    static let exchangeDeclare = MethodID(AMQP_EXCHANGE_DECLARE_METHOD)
    static let queueDeclare = MethodID(AMQP_QUEUE_DECLARE_METHOD)
    static let queueBind = MethodID(AMQP_QUEUE_BIND_METHOD)
    static let basicQos = MethodID(AMQP_BASIC_QOS_METHOD)
    static let basicConsume = MethodID(AMQP_BASIC_CONSUME_METHOD)
    static let basicCancel = MethodID(AMQP_BASIC_CANCEL_METHOD)
    static let basicPublish = MethodID(AMQP_BASIC_PUBLISH_METHOD)
    static let basicAck = MethodID(AMQP_BASIC_ACK_METHOD)
    static let basicReject = MethodID(AMQP_BASIC_REJECT_METHOD)
    static let confirmSelect = MethodID(AMQP_CONFIRM_SELECT_METHOD)
}
