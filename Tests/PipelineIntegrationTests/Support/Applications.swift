import AMQP

/// What portals send.
enum Applications {
    static func message(
        _ number: Int,
        user: String = "guest",
        _ change: (inout Properties) -> Void = { _ in }
    ) -> OutboundMessage {
        let body = """
            {"application": "A-\(number)", "revision": 1, "program": "efficiency-works",
             "submitted_on": "2026-03-02", "customer": {"id": "C-\(number)"},
             "site": {"id": "S-\(number)", "heating": "gas",
                      "address": {"line1": "1 Elm Street", "city": "Fort Collins", "state": "CO", "zip": "80521"}},
             "project": {"completed_on": "2026-02-10"},
             "measures": [{"id": "m1", "measure": "heat-pump", "source": "air", "cost": "9000.00",
                           "units": [{"model": "HP-3", "seer": 16.5, "hspf": 9.5, "cold_climate": true}]}],
             "documents": [{"kind": "invoice", "name": "i.pdf", "media_type": "application/pdf"}]}
            """
        return self.message(body, user: user, change)
    }

    static func message(
        _ body: String,
        user: String = "guest",
        _ change: (inout Properties) -> Void = { _ in }
    ) -> OutboundMessage {
        var properties = Properties()
        properties.contentType = "application/json"
        properties.type = "rebated.application.submitted.v1"
        properties.deliveryMode = 2
        properties.userID = user
        change(&properties)
        return OutboundMessage(
            exchange: "rebated.applications",
            routingKey: "submitted.efficiency-works",
            properties: properties,
            body: Array(body.utf8)
        )
    }
}
