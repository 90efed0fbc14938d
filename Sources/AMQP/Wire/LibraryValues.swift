internal import CRabbitMQ

// Copies of what the library decoded; its memory dies at the next release.

extension [UInt8] {
    init(copying bytes: amqp_bytes_t) {
        self = unsafe Array(UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.bytes == nil ? 0 : bytes.len))
    }
}

extension String {
    /// Bytes that are no UTF-8 are replaced.
    init(copying bytes: amqp_bytes_t) {
        let buffer = unsafe UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.bytes == nil ? 0 : bytes.len)
        self = unsafe String(decoding: buffer, as: UTF8.self)
    }
}

extension Properties {
    init(copying source: amqp_basic_properties_t) {
        let flags = unsafe source._flags
        func has(_ flag: Int32) -> Bool { flags & amqp_flags_t(flag) != 0 }
        self.init()
        if has(AMQP_BASIC_CONTENT_TYPE_FLAG) { self.contentType = unsafe String(copying: source.content_type) }
        if has(AMQP_BASIC_CONTENT_ENCODING_FLAG) {
            self.contentEncoding = unsafe String(copying: source.content_encoding)
        }
        if has(AMQP_BASIC_HEADERS_FLAG) { self.headers = unsafe [Header](copying: source.headers, depth: 0) }
        if has(AMQP_BASIC_DELIVERY_MODE_FLAG) { self.deliveryMode = unsafe source.delivery_mode }
        if has(AMQP_BASIC_PRIORITY_FLAG) { self.priority = unsafe source.priority }
        if has(AMQP_BASIC_CORRELATION_ID_FLAG) { self.correlationID = unsafe String(copying: source.correlation_id) }
        if has(AMQP_BASIC_REPLY_TO_FLAG) { self.replyTo = unsafe String(copying: source.reply_to) }
        if has(AMQP_BASIC_EXPIRATION_FLAG) { self.expiration = unsafe String(copying: source.expiration) }
        if has(AMQP_BASIC_MESSAGE_ID_FLAG) { self.messageID = unsafe String(copying: source.message_id) }
        if has(AMQP_BASIC_TIMESTAMP_FLAG) { self.timestamp = unsafe source.timestamp }
        if has(AMQP_BASIC_TYPE_FLAG) { self.type = unsafe String(copying: source.type) }
        if has(AMQP_BASIC_USER_ID_FLAG) { self.userID = unsafe String(copying: source.user_id) }
        if has(AMQP_BASIC_APP_ID_FLAG) { self.appID = unsafe String(copying: source.app_id) }
    }
}

extension [Header] {
    init(copying table: amqp_table_t, depth: Int) {
        let count = unsafe table.entries == nil ? 0 : Int(clamping: table.num_entries)
        self.init()
        self.reserveCapacity(count)
        for index in 0..<count {
            let entry = unsafe table.entries[index]
            self.append(
                Header(unsafe String(copying: entry.key), unsafe HeaderValue(copying: entry.value, depth: depth))
            )
        }
    }
}

extension HeaderValue {
    /// Tables come from whoever may publish: what is nested deeper than this is dropped, so that no walk over a value
    /// can run out of stack.
    static let deepestNesting = 32

    init(copying field: amqp_field_value_t, depth: Int) {
        let value = unsafe field.value
        switch unsafe UInt32(field.kind) {
        case AMQP_FIELD_KIND_BOOLEAN.rawValue: self = unsafe .boolean(value.boolean != 0)
        case AMQP_FIELD_KIND_I8.rawValue: self = unsafe .int(Int64(value.i8))
        case AMQP_FIELD_KIND_U8.rawValue: self = unsafe .int(Int64(value.u8))
        case AMQP_FIELD_KIND_I16.rawValue: self = unsafe .int(Int64(value.i16))
        case AMQP_FIELD_KIND_U16.rawValue: self = unsafe .int(Int64(value.u16))
        case AMQP_FIELD_KIND_I32.rawValue: self = unsafe .int(Int64(value.i32))
        case AMQP_FIELD_KIND_U32.rawValue: self = unsafe .int(Int64(value.u32))
        case AMQP_FIELD_KIND_I64.rawValue: self = unsafe .int(value.i64)
        case AMQP_FIELD_KIND_U64.rawValue:
            self = unsafe Int64(exactly: value.u64).map(HeaderValue.int) ?? .unsigned(value.u64)
        case AMQP_FIELD_KIND_F32.rawValue: self = unsafe .double(Double(value.f32))
        case AMQP_FIELD_KIND_F64.rawValue: self = unsafe .double(value.f64)
        case AMQP_FIELD_KIND_DECIMAL.rawValue:
            self = unsafe .decimal(unscaled: value.decimal.value, scale: value.decimal.decimals)
        case AMQP_FIELD_KIND_UTF8.rawValue: self = unsafe .text(String(copying: value.bytes))
        case AMQP_FIELD_KIND_BYTES.rawValue: self = unsafe .bytes([UInt8](copying: value.bytes))
        case AMQP_FIELD_KIND_TIMESTAMP.rawValue: self = unsafe .timestamp(value.u64)
        case AMQP_FIELD_KIND_TABLE.rawValue where depth < Self.deepestNesting:
            self = unsafe .table([Header](copying: value.table, depth: depth + 1))
        case AMQP_FIELD_KIND_ARRAY.rawValue where depth < Self.deepestNesting:
            let array = unsafe value.array
            let count = unsafe array.entries == nil ? 0 : Int(clamping: array.num_entries)
            self = .array(
                (0..<count).map { unsafe HeaderValue(copying: array.entries[$0], depth: depth + 1) }
            )
        default: self = .void
        }
    }
}
