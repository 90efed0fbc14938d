internal import Foundation
internal import Ledger
internal import Operations
internal import Rulebook

extension Settings {
    /// Where the ledger is, with the password of a file of its own if there is one.
    func ledgerLocation() throws(SettingError) -> LedgerLocation {
        let text = self.text(.ledger) ?? ""
        let location = LedgerLocation(text)
        guard let password = self.password(.ledgerPasswordFile), let secret = password.values.first else {
            return location
        }
        guard case .server(let url) = location else {
            throw SettingError(source: password.source, problem: "a ledger in a file has no password")
        }
        return .server(Self.url(url, withPassword: secret))
    }

    /// Reads the ledger's URL anew, for each connection that is made; `nil` where it stands in no file.
    var renewedLedger: (@Sendable () -> String?)? {
        let (url, password) = (self.find(.ledger), self.password(.ledgerPasswordFile))
        guard url?.file != nil || password != nil else { return nil }
        return {
            let text = url?.file.map { try? $0.read(source: "") } ?? url?.values.last
            guard let text else { return nil }
            guard let password else { return text }
            return (try? password.file?.read(source: "")).map { Self.url(text, withPassword: $0) }
        }
    }

    /// A URL for libpq, which takes a password in the query before one that stands with the user.
    static func url(_ url: String, withPassword password: String) -> String {
        let encoded = password.utf8
            .map { byte in
                let isPlain =
                    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                let digits = String(byte, radix: 16, uppercase: true)
                return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
            }
            .joined()
        return url + (url.contains("?") ? "&" : "?") + "password=" + encoded
    }

    /// Opens the ledger for a command, and closes it whatever happens.
    ///
    /// - Parameters:
    ///   - role: What it is opened for.
    ///   - mayMake: Whether a file that is not there is made.
    func withLedger<Value>(
        as role: LedgerRole,
        mayMake: Bool = false,
        _ body: (any Ledger) async throws -> Value
    ) async throws -> Value {
        let location = try self.ledgerLocation()
        if case .file(let path) = location, !mayMake, !FileManager.default.fileExists(atPath: path) {
            let source = self.find(.ledger)?.source ?? "--ledger"
            throw SettingError(source: source, problem: "there is no ledger “\(path)”")
        }
        let ledger = try await LedgerOpening.open(location, role: role, renewed: self.renewedLedger)
        do {
            let value = try await body(ledger)
            await ledger.close()
            return value
        } catch {
            await ledger.close()
            throw error
        }
    }

    /// The rulebooks in force, with every edition that the ledger has decided by.
    func shelf(archiving ledger: any Ledger) async throws -> RulebookShelf {
        try await Shelf.archiving(ledger, try Shelf.load(self.text(.rulebooks)))
    }
}
