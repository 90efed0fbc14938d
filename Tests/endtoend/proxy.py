"""A TCP proxy that does to a connection what networks do: delays, narrow links, silence, cuts in the middle of a frame.

It stands between a worker and its broker or its database. "up" is towards the server, "down" towards the worker.
"""

import re
import socket
import struct
import threading
import time

# Beginnings of AMQP 0-9-1 frames: type 1, channel, size, class and method.
DELIVER = re.compile(rb"\x01..(?:.{4})\x00\x3c\x00\x3c", re.DOTALL)
CONFIRM = re.compile(rb"\x01..(?:.{4})\x00\x3c\x00\x50", re.DOTALL)
PUBLISH = re.compile(rb"\x01..(?:.{4})\x00\x3c\x00\x28", re.DOTALL)
# What PostgreSQL is sent to prepare a COMMIT, once on each connection, and how it answers each one that was done.
COMMIT = re.compile(rb"P.{4}[^\x00]*\x00COMMIT\x00", re.DOTALL)
COMMITTED = re.compile(rb"C\x00\x00\x00\x0bCOMMIT\x00")


class Trigger:
    """What happens when something passes: the bytes from its beginning on go through up to `after`, then `then` is done."""

    def __init__(self, way, pattern, after, then, count=1):
        self.way, self.pattern, self.after, self.then, self.count = way, pattern, after, then, count
        self.fired = threading.Event()


class Proxy:
    """Listens on a port of its own and passes on to one server."""

    def __init__(self, port, host="127.0.0.1"):
        self.target = (host, port)
        self.delay = 0.0            # seconds that each piece waits, each way
        self.rate = None            # bytes a second, each way and connection
        self.refusing = False       # new connections are cut at once
        self.accepted = 0
        self.trigger = None
        self.pairs = []
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.accepted += 1
            try:
                if self.refusing:
                    raise ConnectionRefusedError
                server = socket.create_connection(self.target, 5)
                server.settimeout(None)
            except OSError:
                client.close()
                continue
            with self.lock:
                self.pairs.append(_Pair(self, client, server))

    def _all(self):
        with self.lock:
            self.pairs = [pair for pair in self.pairs if pair.open]
            return list(self.pairs)

    def cut(self, reset=False):
        """Ends every connection, with an orderly end or a reset; new ones may be made."""
        for pair in self._all():
            pair.cut(reset)

    def swallow(self, *ways):
        """Silence: what the present connections carry disappears, and nobody is told. New ones work."""
        for pair in self._all():
            pair.swallowed.update(ways or ("up", "down"))

    def stall(self, *ways):
        """Present and new connections carry nothing, and lose nothing, until `flow`."""
        self.stalled = set(ways or ("up", "down"))

    def flow(self):
        self.stalled = set()

    stalled = frozenset()

    def when(self, way, pattern, after, then, count=1):
        """Arms a trigger for the count-th passing of the pattern on any connection."""
        self.trigger = Trigger(way, pattern, after, then, count)
        return self.trigger

    def close(self):
        self.listener.close()
        self.cut()


class _Pair:
    """One connection: two threads, each of which carries one way."""

    def __init__(self, proxy, client, server):
        self.proxy, self.client, self.server = proxy, client, server
        self.swallowed, self.open = set(), True
        for sock in (client, server):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=self._carry, args=("up", client, server), daemon=True).start()
        threading.Thread(target=self._carry, args=("down", server, client), daemon=True).start()

    def cut(self, reset=False):
        self.open = False
        for sock in (self.client, self.server):
            try:
                if reset:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                # A close alone would leave the thread in `recv`, and the connection with it.
                sock.shutdown(socket.SHUT_RD if reset else socket.SHUT_RDWR)
            except OSError:
                pass
            sock.close()

    def _carry(self, way, source, sink):
        proxy = self.proxy
        try:
            while data := source.recv(16 << 10):
                while way in proxy.stalled and self.open:
                    time.sleep(0.01)
                if proxy.delay:
                    time.sleep(proxy.delay)
                if proxy.rate:
                    time.sleep(len(data) / proxy.rate)
                fired = self._triggered(way, data)
                if fired:
                    trigger, rest = fired
                    if way not in self.swallowed:
                        sink.sendall(data[:rest])
                    trigger.then(self)
                    trigger.fired.set()
                    continue
                if way not in self.swallowed:
                    sink.sendall(data)
        except OSError:
            pass
        if not self.swallowed:
            self.cut()

    def _triggered(self, way, data):
        """The armed trigger and how many of these bytes it lets through, if it goes off now."""
        with self.proxy.lock:
            trigger = self.proxy.trigger
            if not trigger or trigger.way != way:
                return None
            for found in trigger.pattern.finditer(data):
                trigger.count -= 1
                if trigger.count == 0:
                    self.proxy.trigger = None
                    return trigger, max(found.start() + trigger.after, 0)
        return None
