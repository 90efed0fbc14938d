internal import ArgumentParser
internal import JSON
internal import Operations

/// All settings.
struct ConfigListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists every setting: flag, environment variable, default, who reads it, when a change takes effect."
    )

    @Flag(help: "Print JSON, an object a line.")
    var json = false

    @Flag(help: "Print the page of the documentation.")
    var markdown = false

    func validate() throws {
        if self.json, self.markdown { throw ValidationError("--json and --markdown don't go together") }
    }

    func run() throws {
        if self.markdown {
            SettingsPage.lines.forEach(Console.say)
        } else if self.json {
            for setting in Setting.known { Console.say(Self.json(setting)) }
        } else {
            var table = TextTable([
                ("setting", .left), ("environment", .left), ("default", .left), ("a change takes effect", .left),
            ])
            for setting in Setting.known {
                table.add([
                    "--\(setting.name)", setting.environmentName, setting.defaultValue ?? "", setting.change.rawValue,
                ])
            }
            table.lines.forEach(Console.say)
        }
    }

    private static func json(_ setting: Setting) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.key("name")
        json.value(setting.name)
        json.key("environment")
        json.value(setting.environmentName)
        json.key("summary")
        json.value(setting.summary)
        json.key("default")
        json.value(setting.defaultValue)
        json.key("list")
        json.value(setting.isList)
        json.key("secret")
        json.value(setting.isSecret)
        json.key("commands")
        json.beginArray()
        for reader in setting.orderedReaders { json.value(reader.rawValue) }
        json.endArray()
        json.key("change")
        json.value(setting.change.rawValue)
        json.endObject()
        return String(decoding: json.finish(), as: UTF8.self)
    }
}
