"""A service manager, as far as a service sees it: a datagram socket at NOTIFY_SOCKET."""

import socket
import threading
import time


class Supervisor:
    """Keeps all that a service tells, with the time at which it came."""

    def __init__(self, folder):
        self.path = str(folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.heard = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                text = self.socket.recv(4096).decode()
            except OSError:
                return
            self.heard.append((time.monotonic(), text.splitlines()))

    def times(self, line):
        """When a line was told."""
        return [when for when, lines in self.heard if line in lines]

    def lines(self):
        return [line for _, lines in self.heard for line in lines]

    def close(self):
        self.socket.close()
