"""The two kinds of ledger, for tests that run on either: a file, or a database of a private PostgreSQL."""

import contextlib
import pathlib
import secrets
import sqlite3
import subprocess

import house

POSTGRES = str(house.REPOSITORY / "Tests/lib/postgres.sh")


class File:
    """A ledger in an SQLite file."""

    kind = "sqlite"

    def __init__(self, folder: pathlib.Path):
        self.file = folder / "ledger.sqlite"
        self.url = str(self.file)

    def __str__(self):
        return self.url

    def problems(self):
        """What SQLite itself finds wrong."""
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30)
        try:
            found = [row[0] for row in connection.execute("pragma integrity_check")]
        finally:
            connection.close()
        return [] if found == ["ok"] else found

    @contextlib.contextmanager
    def locked(self):
        """Somebody else is writing, and is in no hurry."""
        connection = sqlite3.connect(self.file, isolation_level=None, timeout=30)
        try:
            connection.execute("begin immediate")
            yield
            connection.execute("rollback")
        finally:
            connection.close()

    def close(self):
        pass


class Server:
    """A private PostgreSQL."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.start()

    def _helper(self, command):
        # Into files: the server keeps what it inherits open.
        with open(self.folder.parent / "postgres.out", "w+") as out:
            done = subprocess.run([POSTGRES, command, str(self.folder)], stdout=out, stderr=subprocess.STDOUT, timeout=180)
            out.seek(0)
            text = out.read()
        assert done.returncode == 0, f"postgres.sh {command}: {text}"
        return text.strip()

    def start(self):
        self._helper("start")

    def stop(self):
        self._helper("stop")

    def restart(self):
        self._helper("restart")

    def kill(self):
        """As a power cut would."""
        self._helper("kill")

    @contextlib.contextmanager
    def frozen(self):
        """Connections stay, nothing answers."""
        self._helper("freeze")
        try:
            yield
        finally:
            self._helper("thaw")

    @property
    def port(self):
        return int((self.folder / "port").read_text())

    def url(self, database, port=None):
        return f"postgresql://rebated@127.0.0.1:{port or self.port}/{database}"

    def query(self, query, database="postgres"):
        done = subprocess.run(["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-c", query, self.url(database)],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{query}: {done.stderr}"
        return done.stdout


class Database:
    """A ledger in a database of its own."""

    kind = "postgres"

    def __init__(self, server: Server):
        self.server = server
        self.name = "t_" + secrets.token_hex(4)
        server.query(f"create database {self.name}")
        self.url = server.url(self.name)

    def __str__(self):
        return self.url

    def problems(self):
        return []

    @contextlib.contextmanager
    def held(self, query):
        """A transaction of somebody else that holds the locks that the query takes."""
        session = subprocess.Popen(["psql", "-X", "-q", "-At", self.server.url(self.name)], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            session.stdin.write(f"begin;\n{query};\nselect 'held';\n")
            session.stdin.flush()
            while session.stdout.readline().strip() != "held":
                assert session.poll() is None, "the session ended"
            yield
        finally:
            session.kill()
            session.wait()

    def waiting(self):
        """How many sessions wait for a lock."""
        return int(self.server.query("select count(*) from pg_stat_activity where wait_event_type = 'Lock' "
                                     f"and datname = '{self.name}'"))

    def terminate(self):
        """Ends every session but this one, as an administrator would."""
        self.server.query(
            f"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{self.name}'")

    def close(self):
        self.server.query(f"drop database if exists {self.name} with (force)")


def understands_postgres() -> bool:
    """Whether this build of rebated takes a PostgreSQL URL."""
    tried = subprocess.run([house.binary(), "decide", "--ledger", "postgresql://127.0.0.1:1/none?connect_timeout=1"],
                           capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
    return "not there yet" not in tried.stderr + tried.stdout
