import Testing

@testable import DeskSite

struct MarkupTests {
    @Test
    func `text and attributes are escaped, elements are not`() {
        var html = ""
        el("p", .attribute("title", "\"><b>")) {
            "<i>&'`"
            el("br")
        }
        .write(to: &html)
        #expect(html == "<p title=\"&quot;&gt;&lt;b&gt;\">&lt;i&gt;&amp;&#39;&#96;<br></p>")
    }

    @Test(
        arguments: [
            ("a=1&b=x+y%20z", "b", "x y z"), ("a=1&a=2", "a", ""), ("", "a", ""), ("a", "a", ""),
            ("a=%E2%82%AC", "a", "€"),
        ]
    )
    func `forms are read`(text: String, name: String, value: String) {
        #expect(Fields(Array(text.utf8))?[name] == value)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%GG", "a=%FF", String(repeating: "a=1&", count: 200)])
    func `what is no form is none`(text: String) {
        #expect(Fields(Array(text.utf8)) == nil)
    }

    @Test
    func `addresses encode what they carry`() {
        #expect(Address.task("p/A&b=\"#?/1").text == "/task?id=p%2FA%26b%3D%22%23%3F%2F1")
    }

    @Test
    func `secrets are long and never the same, and compared whole`() {
        let one = Secret.make()
        #expect(one.count == 64 && one != Secret.make())
        #expect(Secret.equals(one, one) && !Secret.equals(one, String(one.dropLast())) && !Secret.equals(one, ""))
    }
}
