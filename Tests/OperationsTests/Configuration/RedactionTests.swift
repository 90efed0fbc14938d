import Operations
import Testing

@Suite("Redaction")
struct RedactionTests {
    @Test(
        arguments: [
            ("amqp://guest:guest@127.0.0.1:5672/%2F", "amqp://guest:***@127.0.0.1:5672/%2F"),
            ("amqp://127.0.0.1", "amqp://127.0.0.1"),
            ("amqp://user@host/v", "amqp://user@host/v"),
            ("amqp://u:p@a,amqps://u:q@b?cacertfile=/ca.pem", "amqp://u:***@a,amqps://u:***@b?cacertfile=/ca.pem"),
            (
                "postgresql://u@h:1,i:2/d?password=x&sslmode=allow",
                "postgresql://u@h:1,i:2/d?password=***&sslmode=allow"
            ),
            ("postgresql://h:5432/db?sslpassword=x", "postgresql://h:5432/db?sslpassword=***"),
            ("http://[::1]:15672", "http://[::1]:15672"),
            ("rebated.sqlite", "rebated.sqlite"),
            ("/var/lib/rebated/ledger.sqlite", "/var/lib/rebated/ledger.sqlite"),
        ]
    )
    func urlsLoseTheirPasswords(text: String, shown: String) {
        #expect(Redaction.url(text) == shown)
    }

    /// As people write them by mistake.
    @Test(
        arguments: [
            "amqp://u:hush@hush@host", "amqp://u:hu,hush@host", "amqp://u:hush?hush@host/x?y=1",
            "amqp://u:hush/hush@host",
            "amqp://u:hush", "postgresql://u:hush#hush@host/db", "u:hush@host",
            "host=x password=hush", "amqp://u:hush@a,amqp://u:hush@b", "postgresql://h/db?PASSWORD=hush",
        ]
    )
    func noPartOfAPasswordIsShown(text: String) {
        #expect(!Redaction.url(text).contains("hush"), "\(Redaction.url(text))")
    }
}
