import Glibc
import Synchronization

/// Numbers of processes that publish from the outbox, each held by a lock that goes with its process.
///
/// A lock is on one byte of a file beside the ledger, of the kind that belongs to the open file and not to the
/// process (F_OFD_SETLK), so that two ledgers in one process have two slots, and closing one leaves the other's.
final class WorkerSlots: Sendable {
    private struct Hold {
        var descriptor: CInt
        var slot: Int
    }

    private let ledger: String
    private let path: String
    private let hold = Mutex<Hold?>(nil)
    /// More workers than any machine runs.
    private static let maximum = 10_000
    /// `F_OFD_GETLK` and `F_OFD_SETLK` of `<fcntl.h>`, which Swift's Glibc leaves out.
    private static let getLock: CInt = 36
    private static let setLock: CInt = 37

    /// The slots beside the file `ledger`; nothing is opened yet.
    init(ledger: String) {
        self.ledger = ledger
        self.path = ledger + "-workers"
    }

    deinit {
        self.release()
    }

    /// The slot of this process, if it has one.
    var own: Int? { self.hold.withLock { $0?.slot } }

    /// Takes the first slot that is free.
    func take() throws(LedgerFault) -> Int {
        let descriptor = try self.open()
        for slot in 0..<Self.maximum {
            var lock = Self.lock(slot)
            if fcntl(descriptor, Self.setLock, &lock) == 0 {
                self.hold.withLock { $0 = Hold(descriptor: descriptor, slot: slot) }
                return slot
            }
            let reason = errno
            guard reason == EAGAIN || reason == EACCES || reason == EINTR else {
                Glibc.close(descriptor)
                throw Self.fault("can't be locked", self.path, reason)
            }
        }
        Glibc.close(descriptor)
        throw LedgerFault(.other, "\(self.path): all of its \(Self.maximum) slots are taken")
    }

    /// Opens the file, made if it is not there, with the rights of the ledger beside it.
    private func open() throws(LedgerFault) -> CInt {
        var status = stat()
        let rights = stat(self.ledger, &status) == 0 ? status.st_mode & 0o666 : 0o644
        let descriptor = Glibc.open(self.path, O_RDWR | O_CREAT | O_CLOEXEC, rights)
        guard descriptor >= 0 else { throw Self.fault("can't be opened", self.path, errno) }
        return descriptor
    }

    /// Gives the slot back.
    func release() {
        self.hold.withLock { hold in
            // The lock goes with the last descriptor of the open file, and there is but this one.
            if let descriptor = hold?.descriptor { Glibc.close(descriptor) }
            hold = nil
        }
    }

    /// Whether a living process holds the slot.
    ///
    /// To be asked once this process has a slot of its own.
    func isHeld(_ slot: Int) throws(LedgerFault) -> Bool {
        guard let hold = self.hold.withLock({ $0 }), hold.slot != slot else { return true }
        var lock = Self.lock(slot)
        guard fcntl(hold.descriptor, Self.getLock, &lock) == 0 else {
            throw Self.fault("can't be asked for locks", self.path, errno)
        }
        return lock.l_type != CShort(F_UNLCK)
    }

    /// Whether this process has a slot, and no living one has a slot before it: true of one process at a time.
    var isFirst: Bool {
        guard let hold = self.hold.withLock({ $0 }) else { return false }
        // A lock of no bytes would be one of all.
        guard hold.slot > 0 else { return true }
        var lock = Self.lock(0)
        lock.l_len = off_t(hold.slot)
        return fcntl(hold.descriptor, Self.getLock, &lock) == 0 && lock.l_type == CShort(F_UNLCK)
    }

    private static func lock(_ slot: Int) -> flock {
        var lock = flock()
        lock.l_type = CShort(F_WRLCK)
        lock.l_whence = CShort(SEEK_SET)
        lock.l_start = off_t(slot)
        lock.l_len = 1
        return lock
    }

    private static func fault(_ what: String, _ path: String, _ reason: CInt) -> LedgerFault {
        let words = String(cString: strerror(reason))
        let advice = "let this user write the file and its folder, on a disk that may be written"
        return LedgerFault(
            reason == EROFS || reason == EACCES ? .readOnly : .io,
            "\(path), by which workers know of each other, \(what): \(words); \(advice)"
        )
    }
}
