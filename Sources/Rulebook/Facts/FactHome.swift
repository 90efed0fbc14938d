import Messages

/// Where a fact stands in an application; also the prefix by which expressions name it.
public enum FactHome: String, Sendable, CaseIterable, Hashable {
    /// A field of `customer`.
    case customer
    /// A field of `site`.
    case site
    /// A field of `installer`.
    case installer
    /// A field of `project`.
    case project
    /// A field of a measure line.
    case line
    /// A field of one unit of a line.
    case unit
}

extension FactHome {
    /// The place as findings tell it.
    var place: FactName.Place {
        switch self {
        case .customer, .site, .installer, .project: .section(self.rawValue)
        case .line: .line
        case .unit: .unit
        }
    }
}
