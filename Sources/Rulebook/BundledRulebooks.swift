/// The rulebooks that are part of the program.
public enum BundledRulebooks {
    /// Their files: name and bytes.
    public static let files: [(name: String, bytes: [UInt8])] = [
        ("efficiency-works.yaml", PackageResources.efficiency_works_yaml),
        ("masscec-ashp.yaml", PackageResources.masscec_ashp_yaml),
        ("nys-clean-heat.yaml", PackageResources.nys_clean_heat_yaml),
        ("partial-home-heat-pump.yaml", PackageResources.partial_home_heat_pump_yaml),
        ("worcester-energy.yaml", PackageResources.worcester_energy_yaml),
    ]

    /// Reads all of them.
    ///
    /// - Throws: ``RulebookFault``; a test sees to it that none is ever thrown.
    public static func load() throws(RulebookFault) -> [Rulebook] {
        var rulebooks: [Rulebook] = []
        for file in Self.files {
            rulebooks.append(try Rulebook.load(file.bytes, file: file.name).rulebook)
        }
        return rulebooks
    }
}
