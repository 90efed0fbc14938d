internal import CRabbitMQ

extension InboundMethod {
    /// Copies a method that the library decoded.
    ///
    /// - Parameters:
    ///   - id: The library's number for the method, which says what `decoded` points to.
    ///   - decoded: The library's struct.
    init(id: amqp_method_number_t, decoded: UnsafeRawPointer) {
        func read<T>(_ type: T.Type) -> T { unsafe decoded.assumingMemoryBound(to: type).pointee }
        switch id {
        case AMQP_CONNECTION_START_METHOD:
            let start = unsafe read(amqp_connection_start_t.self)
            self = unsafe .connectionStart(
                mechanisms: String(copying: start.mechanisms),
                serverVersion: Self.version(start.server_properties)
            )
        case AMQP_CONNECTION_SECURE_METHOD: self = .connectionSecure
        case AMQP_CONNECTION_TUNE_METHOD:
            let tune = read(amqp_connection_tune_t.self)
            self = .connectionTune(
                channelMax: tune.channel_max,
                frameMax: tune.frame_max,
                heartbeat: tune.heartbeat
            )
        case AMQP_CONNECTION_OPEN_OK_METHOD: self = .connectionOpenOk
        case AMQP_CONNECTION_CLOSE_METHOD:
            let close = unsafe read(amqp_connection_close_t.self)
            self = unsafe .connectionClose(
                CloseReason(close.reply_code, close.reply_text, close.class_id, close.method_id)
            )
        case AMQP_CONNECTION_CLOSE_OK_METHOD: self = .connectionCloseOk
        case AMQP_CONNECTION_BLOCKED_METHOD:
            self = unsafe .connectionBlocked(reason: String(copying: read(amqp_connection_blocked_t.self).reason))
        case AMQP_CONNECTION_UNBLOCKED_METHOD: self = .connectionUnblocked
        case AMQP_CHANNEL_OPEN_OK_METHOD: self = .channelOpenOk
        case AMQP_CHANNEL_FLOW_METHOD:
            self = .channelFlow(active: read(amqp_channel_flow_t.self).active != 0)
        case AMQP_CHANNEL_CLOSE_METHOD:
            let close = unsafe read(amqp_channel_close_t.self)
            self = unsafe .channelClose(
                CloseReason(close.reply_code, close.reply_text, close.class_id, close.method_id)
            )
        case AMQP_CHANNEL_CLOSE_OK_METHOD: self = .channelCloseOk
        case AMQP_EXCHANGE_DECLARE_OK_METHOD: self = .exchangeDeclareOk
        case AMQP_QUEUE_DECLARE_OK_METHOD:
            let declared = unsafe read(amqp_queue_declare_ok_t.self)
            self = unsafe .queueDeclareOk(
                queue: String(copying: declared.queue),
                messages: declared.message_count,
                consumers: declared.consumer_count
            )
        case AMQP_QUEUE_BIND_OK_METHOD: self = .queueBindOk
        default: self = unsafe InboundMethod(basic: id, decoded: decoded)
        }
    }

    private init(basic id: amqp_method_number_t, decoded: UnsafeRawPointer) {
        func read<T>(_ type: T.Type) -> T { unsafe decoded.assumingMemoryBound(to: type).pointee }
        switch id {
        case AMQP_BASIC_DELIVER_METHOD:
            let deliver = unsafe read(amqp_basic_deliver_t.self)
            self = unsafe .deliver(
                Deliver(
                    tag: deliver.delivery_tag,
                    redelivered: deliver.redelivered != 0,
                    exchange: String(copying: deliver.exchange),
                    routingKey: String(copying: deliver.routing_key)
                )
            )
        case AMQP_BASIC_ACK_METHOD:
            let ack = read(amqp_basic_ack_t.self)
            self = .ack(tag: ack.delivery_tag, multiple: ack.multiple != 0)
        case AMQP_BASIC_NACK_METHOD:
            let nack = read(amqp_basic_nack_t.self)
            self = .nack(tag: nack.delivery_tag, multiple: nack.multiple != 0)
        case AMQP_BASIC_RETURN_METHOD:
            let returned = unsafe read(amqp_basic_return_t.self)
            self = unsafe .returned(
                Returned(
                    code: returned.reply_code,
                    text: String(copying: returned.reply_text),
                    exchange: String(copying: returned.exchange),
                    routingKey: String(copying: returned.routing_key)
                )
            )
        case AMQP_BASIC_QOS_OK_METHOD: self = .qosOk
        case AMQP_BASIC_CONSUME_OK_METHOD:
            self = unsafe .consumeOk(consumerTag: String(copying: read(amqp_basic_consume_ok_t.self).consumer_tag))
        case AMQP_BASIC_CANCEL_METHOD:
            self = unsafe .cancel(consumerTag: String(copying: read(amqp_basic_cancel_t.self).consumer_tag))
        case AMQP_BASIC_CANCEL_OK_METHOD:
            self = unsafe .cancelOk(consumerTag: String(copying: read(amqp_basic_cancel_ok_t.self).consumer_tag))
        case AMQP_CONFIRM_SELECT_OK_METHOD: self = .confirmSelectOk
        default: self = .other(id)
        }
    }

    private static func version(_ properties: amqp_table_t) -> String {
        unsafe [Header](copying: properties, depth: 0).first { $0.name == "version" }?.value.text ?? "unknown"
    }
}

extension CloseReason {
    init(_ code: UInt16, _ text: amqp_bytes_t, _ classID: UInt16, _ methodID: UInt16) {
        self.code = code
        self.text = unsafe String(copying: text)
        // The library knows the names; a number that it doesn't know gives a null pointer.
        let name = unsafe amqp_method_name(UInt32(classID) << 16 | UInt32(methodID))
        self.method = unsafe name.map { unsafe String(cString: $0) } ?? ""
    }
}
