import Glibc
import Synchronization

/// Numbers of processes that publish from the outbox, each held by a lock that goes with its process.
///
/// A lock is on one byte of a file beside the ledger, of the kind that belongs to the open file and not to the
/// process (F_OFD_SETLK), so that two ledgers in one process have two slots, and closing one leaves the other's.
final class WorkerSlots: Sendable {
    private let path: String
    private let descriptor: CInt
    private let taken = Mutex<Int?>(nil)
    /// More workers than any machine runs.
    private static let maximum = 10_000
    /// `F_OFD_GETLK` and `F_OFD_SETLK` of `<fcntl.h>`, which Swift's Glibc leaves out.
    private static let getLock: CInt = 36
    private static let setLock: CInt = 37

    /// Opens the file, made if it is not there, with the rights of the ledger beside it.
    init(ledger: String) throws(LedgerFault) {
        self.path = ledger + "-workers"
        var status = stat()
        let rights = stat(ledger, &status) == 0 ? status.st_mode & 0o666 : 0o644
        self.descriptor = Glibc.open(self.path, O_RDWR | O_CREAT | O_CLOEXEC, rights)
        guard self.descriptor >= 0 else { throw Self.fault("can't be opened", self.path, errno) }
    }

    deinit {
        Glibc.close(self.descriptor)
    }

    /// The slot of this process, if it has one.
    var own: Int? { self.taken.withLock { $0 } }

    /// Takes the first slot that is free.
    func take() throws(LedgerFault) -> Int {
        for slot in 0..<Self.maximum {
            var lock = Self.lock(slot)
            if fcntl(self.descriptor, Self.setLock, &lock) == 0 {
                self.taken.withLock { $0 = slot }
                return slot
            }
            let reason = errno
            guard reason == EAGAIN || reason == EACCES || reason == EINTR else {
                throw Self.fault("can't be locked", self.path, reason)
            }
        }
        throw LedgerFault(.other, "\(self.path): all of its \(Self.maximum) slots are taken")
    }

    /// Whether a living process holds the slot.
    func isHeld(_ slot: Int) throws(LedgerFault) -> Bool {
        if slot == self.own { return true }
        var lock = Self.lock(slot)
        guard fcntl(self.descriptor, Self.getLock, &lock) == 0 else {
            throw Self.fault("can't be asked for locks", self.path, errno)
        }
        return lock.l_type != CShort(F_UNLCK)
    }

    /// Gives the slot back.
    func release() {
        self.taken.withLock { taken in
            guard let slot = taken else { return }
            var lock = Self.lock(slot, type: F_UNLCK)
            _ = fcntl(self.descriptor, Self.setLock, &lock)
            taken = nil
        }
    }

    private static func lock(_ slot: Int, type: CInt = F_WRLCK) -> flock {
        var lock = flock()
        lock.l_type = CShort(type)
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
