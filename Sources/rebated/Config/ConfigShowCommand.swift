internal import ArgumentParser
internal import JSON
internal import Operations

/// The settings in force.
struct ConfigShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the settings in force and where each comes from; passwords are hidden.",
        discussion: "Takes the options of `rebated run` and `rebated console`."
    )

    @OptionGroup var worker: WorkerOptions
    @OptionGroup var site: SiteOptions

    @Flag(help: "Print JSON: an object with a member for each setting, null where nothing is set.")
    var json = false

    func run() async throws {
        try await Exit.reporting {
            var faults = SettingFaults()
            let settings = Settings.all(self.worker, self.site, faults: &faults)
            guard faults.list.isEmpty else { throw faults }
            for warning in settings.warnings { Console.complain("rebated: warning: \(Console.clean(warning))") }
            if self.json { Console.say(Self.json(settings)) } else { Self.table(settings).forEach(Console.say) }
        }
    }

    private static func table(_ settings: Settings) -> [String] {
        var table = TextTable([("setting", .left), ("value", .left), ("from", .left)])
        for setting in Setting.known {
            guard let found = settings.find(setting) else { continue }
            table.add([setting.name, found.shown(setting).joined(separator: " "), found.place])
        }
        return table.lines
    }

    private static func json(_ settings: Settings) -> String {
        var json = JSONWriter(capacity: 4096)
        json.beginObject()
        for setting in Setting.known {
            json.key(setting.name)
            guard let found = settings.find(setting) else {
                json.null()
                continue
            }
            json.beginObject()
            json.key("value")
            let values = found.shown(setting)
            if setting.isList {
                json.beginArray()
                for value in values { json.value(value) }
                json.endArray()
            } else {
                json.value(values.last)
            }
            json.key("source")
            json.value(found.place)
            json.endObject()
        }
        json.endObject()
        return String(decoding: json.finish(), as: UTF8.self)
    }
}

extension Settings.Found {
    /// The values, without any secret.
    fileprivate func shown(_ setting: Setting) -> [String] {
        // What could not be read as several URLs would be cut at a comma within a password.
        setting.isSecret ? [Redaction.url(self.values.joined(separator: ","))] : self.values
    }

    /// Where they come from, in a word for defaults.
    fileprivate var place: String { self.isDefault ? "default" : self.source }
}
