import Adjudication
import Desk
import JSON
import Ledger
import Messages
import Rulebook
import Settlement

/// A ledger in memory with the bundled rulebooks, and what is handed in to it.
struct House {
    let ledger: SQLiteLedger
    let shelf: RulebookShelf

    private static let bundled = Result { RulebookShelf(try BundledRulebooks.load()) }

    init() throws {
        self.ledger = try SQLiteLedger()
        self.shelf = try Self.bundled.get()
    }

    var reader: DeskReader { DeskReader(self.ledger, shelf: self.shelf) }

    /// Hands in an application, an outcome as `{"review": …}` or a withdrawal as `{"withdrawn": …}`.
    func take(_ json: String, id: String? = nil, at seconds: Int64 = 1_772_442_904) async throws {
        let value = try JSONDocument(parsing: Array(json.utf8)).root
        let origin = Origin(portal: "portal-a", messageID: id)
        let item: SettlementItem
        if let review = value["review"] {
            item = .outcome(OutcomeDraft(review), origin)
        } else if let withdrawn = value["withdrawn"] {
            item = .withdrawal(try Withdrawal(withdrawn, shelf: self.shelf), origin)
        } else {
            switch ApplicationReader.admit(value, shelf: self.shelf) {
            case .admitted(let application):
                item = .submission(Submission(Eligibility.assess(application).calculate(), data: value), origin)
            case .rejected(let rejection, let program): item = .rejection(rejection, program: program, origin)
            }
        }
        let now = Instant(milliseconds: seconds * 1000)
        _ = try await self.ledger.transact(SettlementBatch(items: [item], now: now, shelf: self.shelf))
    }

    /// An application that is too large for its building: two tasks, one for its size and one for its building.
    static func oversized(_ id: String, customer: String = "Ottilie Brandvold", revision: Int = 1) -> String {
        """
        {"application": "\(id)", "revision": \(revision), "program": "nys-clean-heat", "submitted_on": "2026-05-06",
         "customer": {"id": "C-1", "name": "\(customer)", "electric_utility": "national-grid"},
         "site": {"id": "S-1", "kind": "multifamily", "units_choosing_heat_pumps": 2,
          "address": {"line1": "12 Lark Street", "city": "Buffalo", "state": "NY", "zip": "14209"},
          "design_heating_load_btuh": 58000},
         "installer": {"id": "I-1", "name": "Lakeshore", "participating": true},
         "project": {"kind": "retrofit", "existing_fuel": "natural_gas", "completed_on": "2026-04-24"},
         "measures": [{"id": "u3", "measure": "2a", "cost": "15400.00", "integrated_controls": "fossil_heating",
          "heat_pump_first_stage": true, "backup_furnace_btuh": 80000, "units": [
           {"model": "HX-1", "kind": "central", "neep_listed": true, "heating_capacity_btuh": 36000,
            "max_capacity_5f_btuh": 33200},
           {"model": "HX-1", "kind": "central", "neep_listed": true, "heating_capacity_btuh": 36000,
            "max_capacity_5f_btuh": 33200}]}],
         "documents": [{"kind": "invoice", "name": "invoice.pdf", "model_numbers": ["HX-1"]},
          {"kind": "load_calculation", "name": "load.pdf"}]}
        """
    }

    /// The id of one of the tasks of such an application.
    static func sizeTask(_ id: String, revision: Int = 1) -> String { "nys-clean-heat/\(id)/\(revision)/NYS-2-5/u3" }
    /// The id of the other.
    static func buildingTask(_ id: String, revision: Int = 1) -> String {
        "nys-clean-heat/\(id)/\(revision)/NYS-2-7/u3"
    }
}
