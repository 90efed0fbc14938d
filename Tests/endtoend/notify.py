"""A service manager's ear: the socket that NOTIFY_SOCKET names, and what was told there."""

import pathlib
import socket
import threading


class Notifications:
    def __init__(self, path: pathlib.Path):
        self.lines = []
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(path))
        path.chmod(0o777)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                self.lines += self.socket.recv(65536).decode().splitlines()
            except OSError:
                return

    def close(self):
        self.socket.close()
