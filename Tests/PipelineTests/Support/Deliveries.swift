import AMQP

/// Deliveries as a broker would hand them out.
enum Deliveries {
    /// A sound application of the bundled program, as bare data.
    static func application(
        _ id: String,
        tag: UInt64,
        revision: Int = 1,
        customer: String = "C-1",
        site: String = "S-1",
        failed: Int64 = 0
    ) -> Delivery {
        let body = """
            {"application": "\(id)", "revision": \(revision), "program": "efficiency-works",
             "submitted_on": "2026-03-02", "customer": {"id": "\(customer)"},
             "site": {"id": "\(site)", "heating": "gas",
                      "address": {"line1": "1 Elm Street", "city": "Fort Collins", "state": "CO", "zip": "80521"}},
             "project": {"completed_on": "2026-02-10"},
             "measures": [{"id": "m1", "measure": "heat-pump", "source": "air", "cost": "9000.00",
                           "units": [{"model": "HP-3", "seer": 16.5, "hspf": 9.5, "cold_climate": true}]}],
             "documents": [{"kind": "invoice", "name": "i.pdf", "media_type": "application/pdf"}]}
            """
        return self.message(Array(body.utf8), tag: tag, failed: failed)
    }

    /// A delivery that came back from a retry queue, as a broker hands it out.
    static func returned(_ message: OutboundMessage, tag: UInt64) -> Delivery {
        Delivery(
            queue: "rebated.applications",
            exchange: "rebated.back",
            routingKey: message.routingKey,
            properties: message.properties,
            body: message.body,
            receipt: Receipt(epoch: 1, tag: tag)
        )
    }

    /// The same delivery with other headers.
    static func changed(_ delivery: Delivery, _ change: (inout [Header]) -> Void) -> Delivery {
        var properties = delivery.properties
        change(&properties.headers)
        return Delivery(
            queue: delivery.queue,
            exchange: delivery.exchange,
            routingKey: delivery.routingKey,
            properties: properties,
            body: delivery.body,
            receipt: delivery.receipt
        )
    }

    /// Any message in the queue of applications.
    static func message(_ body: [UInt8], tag: UInt64, failed: Int64 = 0) -> Delivery {
        var properties = Properties()
        properties.contentType = "application/json"
        properties.type = "rebated.application.submitted.v1"
        properties.messageID = "m-\(tag)"
        properties.userID = "portal"
        properties.headers = [
            Header("x-delivery-count", .int(failed)),
            Header("traceparent", .text("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")),
        ]
        return Delivery(
            queue: "rebated.applications",
            exchange: "rebated.applications",
            routingKey: "submitted.efficiency-works",
            properties: properties,
            body: body,
            receipt: Receipt(epoch: 1, tag: tag)
        )
    }
}
