// Messages: a method, a header with the properties, and the body in as many frames as it needs.
extension FrameWriter {
    /// Writes what stands before a message's body.
    ///
    /// - Returns: `false`, with nothing written, if the properties don't fit into one frame, which they have to.
    mutating func publish(_ message: OutboundMessage, channel: UInt16, frameMax: Int) -> Bool {
        let before = self.count
        self.method(.basicPublish, channel: channel) { writer in
            writer.put(UInt16(0))
            writer.putShort(message.exchange)
            writer.putShort(message.routingKey)
            writer.put(message.mandatory)
        }
        let header = self.count
        self.frame(Self.headerFrame, channel: channel) { writer in
            writer.put(UInt32(60) << 16)  // class basic, weight 0
            writer.put(UInt64(message.body.count))
            writer.put(message.properties)
        }
        if self.count - header <= frameMax { return true }
        self.truncate(toCount: before)
        return false
    }

    /// Writes one frame of a body.
    mutating func body(_ part: ArraySlice<UInt8>, channel: UInt16) {
        self.put(Self.bodyFrame)
        self.put(channel)
        self.put(UInt32(clamping: part.count))
        self.append(part)
        self.put(Self.frameEnd)
    }

    mutating func put(_ properties: Properties) {
        // Bit 15 is the first property; the order below is the protocol's.
        var flags: UInt16 = 0
        if properties.contentType != nil { flags |= 1 << 15 }
        if properties.contentEncoding != nil { flags |= 1 << 14 }
        if !properties.headers.isEmpty { flags |= 1 << 13 }
        if properties.deliveryMode != nil { flags |= 1 << 12 }
        if properties.priority != nil { flags |= 1 << 11 }
        if properties.correlationID != nil { flags |= 1 << 10 }
        if properties.replyTo != nil { flags |= 1 << 9 }
        if properties.expiration != nil { flags |= 1 << 8 }
        if properties.messageID != nil { flags |= 1 << 7 }
        if properties.timestamp != nil { flags |= 1 << 6 }
        if properties.type != nil { flags |= 1 << 5 }
        if properties.userID != nil { flags |= 1 << 4 }
        if properties.appID != nil { flags |= 1 << 3 }
        self.put(flags)
        if let value = properties.contentType { self.putShort(value) }
        if let value = properties.contentEncoding { self.putShort(value) }
        if !properties.headers.isEmpty { self.put(properties.headers) }
        if let value = properties.deliveryMode { self.put(value) }
        if let value = properties.priority { self.put(value) }
        if let value = properties.correlationID { self.putShort(value) }
        if let value = properties.replyTo { self.putShort(value) }
        if let value = properties.expiration { self.putShort(value) }
        if let value = properties.messageID { self.putShort(value) }
        if let value = properties.timestamp { self.put(value) }
        if let value = properties.type { self.putShort(value) }
        if let value = properties.userID { self.putShort(value) }
        if let value = properties.appID { self.putShort(value) }
    }

    /// Writes a table.
    mutating func put(_ table: [Header]) {
        self.sized { writer in
            for header in table {
                writer.putShort(header.name)
                writer.put(header.value)
            }
        }
    }

    /// Writes a value with its type; the letters are RabbitMQ's, which differ from the standard's in places.
    mutating func put(_ value: HeaderValue) {
        switch value {
        case .text(let text):
            self.put(UInt8(ascii: "S"))
            self.putLong(text)
        case .int(let number):
            self.put(UInt8(ascii: "l"))
            self.put(UInt64(bitPattern: number))
        case .unsigned(let number):
            // RabbitMQ has no letter for unsigned 64 bits; what fits goes as signed, the rest as text.
            if let number = Int64(exactly: number) { self.put(.int(number)) } else { self.put(.text("\(number)")) }
        case .boolean(let flag):
            self.put(UInt8(ascii: "t"))
            self.put(flag)
        case .bytes(let bytes):
            self.put(UInt8(ascii: "x"))
            self.put(UInt32(clamping: bytes.count))
            self.append(bytes[...])
        case .timestamp(let seconds):
            self.put(UInt8(ascii: "T"))
            self.put(seconds)
        case .decimal(let unscaled, let scale):
            self.put(UInt8(ascii: "D"))
            self.put(scale)
            self.put(unscaled)
        case .double(let number):
            self.put(UInt8(ascii: "d"))
            self.put(number.bitPattern)
        case .table(let table):
            self.put(UInt8(ascii: "F"))
            self.put(table)
        case .array(let values):
            self.put(UInt8(ascii: "A"))
            self.sized { writer in
                for value in values { writer.put(value) }
            }
        case .void:
            self.put(UInt8(ascii: "V"))
        }
    }
}
