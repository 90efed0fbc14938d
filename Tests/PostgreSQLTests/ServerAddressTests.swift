import PostgreSQL
import Testing

@Suite("The address of a server is read by libpq and shown without its password")
struct ServerAddressTests {
    @Test(
        "What is shown",
        arguments: [
            (
                "postgresql://ann:secret@db.example:5433/rebated?sslmode=verify-full",
                "postgresql://ann@db.example:5433/rebated"
            ),
            ("postgres://db.example/rebated", "postgresql://db.example/rebated"),
            (
                "postgresql://ann:secret@a:1,b:2/rebated?target_session_attrs=read-write",
                "postgresql://ann@a:1,b:2/rebated"
            ),
            ("postgresql://a,b/rebated?port=5433", "postgresql://a:5433,b:5433/rebated"),
            ("postgresql://[::1]:5433/rebated", "postgresql://[::1]:5433/rebated"),
            ("postgresql://a%40b:sec%40ret@h/d", "postgresql://a@b@h/d"),
            (
                "host=/run/postgresql dbname=rebated user=ann password=secret",
                "postgresql://ann@/run/postgresql/rebated"
            ),
            ("hostaddr=127.0.0.1 port=1 password='sec ret'", "postgresql://127.0.0.1:1/"),
            ("postgresql:///rebated?service=main", "postgresql:///rebated?service=main"),
            ("postgresql://ann:sec?ret@host/d", "postgresql://ann@host/d"),
            ("postgresql://ann:sec#ret:x@host/d%40e?application_name=a@b", "postgresql://ann@host/d@e"),
            ("postgresql://", "postgresql:///"),
        ]
    )
    func shown(_ text: String, _ expected: String) throws {
        let address = try ServerAddress(text)
        #expect(address.description == expected)
        #expect("\(address)" == expected && String(reflecting: address) == expected)
        var dump = ""
        Swift.dump(address, to: &dump)
        #expect(!dump.contains("sec"))
    }

    @Test(
        "What can't be understood is refused without any part of the password",
        arguments: [
            "postgresql://ann:sec/ret@host/d", "postgresql://ann:sec@ret@host/d", "postgresql://ann:sec%zzret@host/d",
            "postgresql://ann:12/sec@host/d", "postgresql://ann:sec:12/ret@host/d", "host=a password=sec ret",
            "postgresql://[sec/d", "postgresql://h/d?sec=ret", "postgresql://h/d?password=sec&ret", "sec\0ret",
        ]
    )
    func refused(_ text: String) throws {
        let error = #expect(throws: PostgreSQLError.self) { try ServerAddress(text) }
        #expect(error?.code == .badAddress)
        #expect(error?.isTransient == false)
        #expect(error?.description.contains("sec") == false && error?.description.contains("ret") == false, "\(error)")
    }

    @Test("An option can be asked for")
    func options() throws {
        let address = try ServerAddress("postgresql://h/d?sslmode=require&options=-csearch_path%3Da")
        #expect(address.option("sslmode") == "require")
        #expect(address.option("options") == "-csearch_path=a")
        #expect(address.option("user") == nil)
    }
}
