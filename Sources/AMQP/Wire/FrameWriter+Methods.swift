// The requests of this client, argument by argument as AMQP 0-9-1 orders them.
extension FrameWriter {
    /// The eight bytes with which a client opens.
    mutating func protocolHeader() {
        self.append([0x41, 0x4D, 0x51, 0x50, 0, 0, 9, 1])  // "AMQP", version 0-9-1
    }

    mutating func heartbeat() {
        self.frame(Self.heartbeatFrame, channel: 0) { _ in }
    }

    /// Says who we are; without the capabilities the broker would neither tell of a deleted queue nor of an alarm.
    mutating func startOk(mechanism: String, response: [UInt8], connectionName: String) {
        let capabilities = [
            "consumer_cancel_notify", "connection.blocked", "basic.nack", "publisher_confirms",
            "authentication_failure_close",
        ]
        let properties = [
            Header("product", "rebated"),
            Header("platform", "Swift with librabbitmq"),
            Header("connection_name", .text(connectionName)),
            Header("capabilities", .table(capabilities.map { Header($0, true) })),
        ]
        self.method(.connectionStartOk, channel: 0) { writer in
            writer.put(properties)
            writer.putShort(mechanism)
            writer.put(UInt32(clamping: response.count))
            writer.append(response[...])
            writer.putShort("en_US")
        }
    }

    mutating func tuneOk(channelMax: UInt16, frameMax: UInt32, heartbeat: UInt16) {
        self.method(.connectionTuneOk, channel: 0) { writer in
            writer.put(channelMax)
            writer.put(frameMax)
            writer.put(heartbeat)
        }
    }

    mutating func connectionOpen(vhost: String) {
        self.method(.connectionOpen, channel: 0) { writer in
            writer.putShort(vhost)
            writer.putShort("")
            writer.put(false)
        }
    }

    mutating func close(_ id: MethodID, channel: UInt16) {
        self.method(id, channel: channel) { writer in
            writer.put(UInt16(200))
            writer.putShort("goodbye")
            writer.put(UInt32(0))
        }
    }

    mutating func channelOpen(_ channel: UInt16) {
        self.method(.channelOpen, channel: channel) { $0.putShort("") }
    }

    mutating func flowOk(active: Bool, channel: UInt16) {
        self.method(.channelFlowOk, channel: channel) { $0.put(active) }
    }

    mutating func confirmSelect(channel: UInt16) {
        self.method(.confirmSelect, channel: channel) { $0.put(false) }
    }

    mutating func qos(prefetch: UInt16, channel: UInt16) {
        self.method(.basicQos, channel: channel) { writer in
            writer.put(UInt32(0))
            writer.put(prefetch)
            writer.put(false)  // for each consumer: quorum queues close the connection over the other kind
        }
    }

    mutating func consume(queue: String, consumerTag: String, channel: UInt16, arguments: [Header] = []) {
        self.method(.basicConsume, channel: channel) { writer in
            writer.put(UInt16(0))
            writer.putShort(queue)
            writer.putShort(consumerTag)
            writer.put(UInt8(0))  // not no-local, no-ack, exclusive or no-wait
            writer.put(arguments)
        }
    }

    mutating func cancel(consumerTag: String, channel: UInt16) {
        self.method(.basicCancel, channel: channel) { writer in
            writer.putShort(consumerTag)
            writer.put(false)
        }
    }

    mutating func ack(tag: UInt64, multiple: Bool, channel: UInt16) {
        self.method(.basicAck, channel: channel) { writer in
            writer.put(tag)
            writer.put(multiple)
        }
    }

    mutating func reject(tag: UInt64, requeue: Bool, channel: UInt16) {
        self.method(.basicReject, channel: channel) { writer in
            writer.put(tag)
            writer.put(requeue)
        }
    }

    mutating func declare(_ exchange: ExchangeDeclaration, passive: Bool, channel: UInt16) {
        self.method(.exchangeDeclare, channel: channel) { writer in
            writer.put(UInt16(0))
            writer.putShort(exchange.name)
            writer.putShort(exchange.kind)
            writer.put(UInt8((passive ? 1 : 0) | (exchange.durable ? 2 : 0) | (exchange.internal ? 8 : 0)))
            writer.put(exchange.arguments)
        }
    }

    mutating func declare(_ queue: QueueDeclaration, passive: Bool, channel: UInt16) {
        self.method(.queueDeclare, channel: channel) { writer in
            writer.put(UInt16(0))
            writer.putShort(queue.name)
            writer.put(UInt8((passive ? 1 : 0) | (queue.durable ? 2 : 0)))
            writer.put([Header("x-queue-type", .text(queue.type.rawValue))] + queue.arguments)
        }
    }

    mutating func bind(_ binding: BindingDeclaration, channel: UInt16) {
        self.method(.queueBind, channel: channel) { writer in
            writer.put(UInt16(0))
            writer.putShort(binding.queue)
            writer.putShort(binding.exchange)
            writer.putShort(binding.routingKey)
            writer.put(false)
            writer.put([Header]())
        }
    }
}
