"""Ledgers of any size, quickly: one application is decided by rebated itself, and its rows are copied by SQL with other
numbers in them.

Rows, keys, indexes and balances are what so many applications would have left. Two things are not: the texts of the
copies are short (no findings, no addresses: a real ledger has about twice the bytes), and their links in the journal
carry made-up hashes. So such a ledger is for measuring only, and `rebated ledger verify` says so.
"""

import concurrent.futures
import json
import shutil
import sqlite3
import subprocess
import time

from common.messages import OTHER, template
from common.place import house, ledgers

MARK = "0000000"
CHUNK = 100_000
SESSIONS = 2
PROGRAM = "efficiency-works"
# What a copy has of its own: its number counts from 0, the applications' own ids from 1.
SQLITE = {"application": {"id": "n + 1", "place": "n + 1", "decision": "n + 1", "content_digest": "randomblob(32)"},
          "decision": {"id": "n + 1", "application": "n + 1", "sequence": "n + 1", "event": "lower(hex(randomblob(18)))",
                       "content_digest": "randomblob(32)", "hash": "randomblob(32)"},
          "entry": {"decision": "n + 1"}, "balance": {}}
HASH = "sha256(int8send(n))"
# What a decision reads or changes at places that only chance knows. In a database that has been at work it is in memory;
# filling one so quickly leaves the wrong pages there.
HOT = ["balance", "balance_pkey", "entry_by_key", "application_pkey", "decision_by_application"]
POSTGRES = {"application": {"place": "n + 1", "decision": "n + 1", "content_digest": HASH},
            "decision": {"sequence": "n + 1", "event": "gen_random_uuid()::text", "content_digest": HASH, "hash": HASH},
            "entry": {"sequence": "n + 1"}, "balance": {}}


def _application():
    """The first one, of the measurements' own kind."""
    text = template(400, customer=f"C-{OTHER}", site=f"S-{OTHER}", prefix="G").replace("@@@@@@@", MARK)
    return json.dumps(json.loads(text.replace(OTHER, MARK))["data"])


def _decide(ledger):
    subprocess.run([house.binary(), "decide", "--ledger", str(ledger)], input=_application(), text=True, check=True,
                   capture_output=True, timeout=60)


def _short(table, name, value):
    """Texts without what no measurement reads again."""
    text = value.decode() if isinstance(value, bytes) else value
    if (table, name) == ("decision", "body"):
        body = json.loads(text)
        for measure in body["measures"]:
            measure["findings"] = []
        return json.dumps(body, separators=(",", ":"))
    if (table, name) == ("application", "content"):
        body = json.loads(text)
        kept = {name: body[name] for name in ("application", "revision", "program")}
        ids = {name: {"id": body[name]["id"]} for name in ("customer", "site")}
        return json.dumps(kept | ids, separators=(",", ":"))
    return text


def _literal(value):
    return str(value) if isinstance(value, int) else "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def _selection(table, own, names, row, as_bytes, kinds=None):
    """The columns of a copy, as SQL over its number n and the seven digits of it."""
    columns = []
    for name, value in zip(names, row):
        if name in own.get(table, {}):
            columns.append(own[table][name])
        elif isinstance(value, (str, bytes)):
            is_text = isinstance(value, str)
            text = _short(table, name, value)
            sql = f"replace({_literal(text)}, '{MARK}', digits)" if MARK in text else _literal(text)
            cast = "::json" if kinds and kinds[name] == "json" else ""
            columns.append(sql + cast if is_text else as_bytes(sql))
        else:
            columns.append(_literal(value))
    return ", ".join(columns)


def sqlite(path, size):
    """A file with `size` applications."""
    began = time.monotonic()
    _decide(path)
    connection = sqlite3.connect(path, isolation_level=None)
    run = connection.execute
    run("PRAGMA journal_mode = DELETE")
    run("PRAGMA journal_mode = OFF")
    run("PRAGMA synchronous = OFF")
    run("PRAGMA cache_size = -1000000")
    copies = {}
    for table in SQLITE:
        cursor = run(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        copies[table] = []
        for row in cursor.fetchall():
            if table == "balance" and MARK not in row[1]:
                continue  # the program's own: one row for all
            selection = _selection(table, SQLITE, names, row, lambda sql: f"CAST({sql} AS BLOB)")
            columns = ", ".join(f'"{name}"' for name in names)
            copies[table].append(f"INSERT INTO {table} ({columns}) SELECT {selection} FROM "
                                 "(SELECT value AS n, printf('%07d', value) AS digits FROM numbers)")
    for first in range(1, size, CHUNK):
        last = min(first + CHUNK, size)
        numbers = f"WITH RECURSIVE numbers (value) AS (VALUES ({first}) UNION ALL SELECT value + 1 FROM numbers " \
                  f"WHERE value < {last - 1}) "
        run("BEGIN")
        for statements in copies.values():
            for statement in statements:
                run(numbers + statement)
        run("COMMIT")
        _progress("SQLite", last, size, began)
    run(f"UPDATE balance SET cents = cents * {size} WHERE \"key\" = '{PROGRAM}'")
    run(f"UPDATE program SET last_order = {size}, sequence = {size}")
    run(f"UPDATE meta SET value = {size} WHERE name IN ('application', 'decision')")
    run("PRAGMA journal_mode = WAL")
    connection.close()
    return {"fill_s": time.monotonic() - began, "gib": path.stat().st_size / 2**30}


def postgresql(server, size):
    """A database with `size` applications, and its figures."""
    began = time.monotonic()
    database = ledgers.Database(server)
    _decide(database)

    def run(query, seconds=3600):
        done = subprocess.run(["psql", "-X", "-q", "-At", "-F", "\t", "-v", "ON_ERROR_STOP=1", database.url],
                              input=query, capture_output=True, text=True, timeout=seconds)
        if done.returncode:
            raise SystemExit(f"{query[:500]}: {done.stderr}")
        return done.stdout

    copies = []
    for table in POSTGRES:
        kinds = dict(line.split("\t") for line in run(
            "SELECT column_name, data_type FROM information_schema.columns WHERE is_identity = 'NO' "
            f"AND table_name = '{table}' ORDER BY ordinal_position").splitlines())
        for line in run(f"SELECT row_to_json(r) FROM {table} r").splitlines():
            whole = json.loads(line)
            if table == "balance" and MARK not in whole["key"]:
                continue
            row = [_value(kinds[name], whole[name]) for name in kinds]
            selection = _selection(table, POSTGRES, list(kinds), row, lambda sql: f"convert_to({sql}, 'UTF8')", kinds)
            columns = ", ".join(f'"{name}"' for name in kinds)
            copies.append((table, columns, selection))
    # What is only added to is swept by autovacuum now and then; not while something else is measured.
    run("".join(f"ALTER TABLE {table} SET (autovacuum_enabled = false);" for table in POSTGRES))
    def copy(first):
        last = min(first + CHUNK, size)
        run("SET synchronous_commit = off; BEGIN;" + "".join(
            f"INSERT INTO {table} ({columns}) SELECT {selection} FROM (SELECT value AS n, lpad(value::text, 7, '0') "
            f"AS digits FROM generate_series({first}::int8, {last - 1}::int8) value) numbers;"
            for table, columns, selection in copies) + "COMMIT;")
        return last

    with concurrent.futures.ThreadPoolExecutor(SESSIONS) as sessions:
        for last in sessions.map(copy, range(1, size, CHUNK)):
            _progress("PostgreSQL", last, size, began)
    run(f"UPDATE balance SET cents = cents * {size} WHERE \"key\" = '{PROGRAM}';"
        f"UPDATE program SET last_order = {size}, sequence = {size};")
    run("VACUUM (ANALYZE)")
    run("CHECKPOINT")
    run("CREATE EXTENSION pg_prewarm;" + "".join(f"SELECT pg_prewarm('{relation}');" for relation in HOT))
    size_now = int(run("SELECT pg_database_size(current_database())"))
    return database, {"fill_s": time.monotonic() - began, "gib": size_now / 2**30}


def _value(kind, value):
    """What row_to_json made of a column, as SQLite would hand it out."""
    if kind == "bytea":
        return bytes.fromhex(value[2:])
    return json.dumps(value, separators=(",", ":")) if kind == "json" else value


def _progress(kind, done, size, began):
    print(f"  {kind}: {done:,} of {size:,} applications in {time.monotonic() - began:.0f} s", flush=True)


def room(folder, sizes):
    """Complains where the disk is too small: about 2 KB for an application in either kind."""
    free = shutil.disk_usage(folder).free
    needed = sum(sizes) * 2_500
    if free < needed * 1.2:
        raise SystemExit(f"{folder} has {free / 2**30:.0f} GiB free; {needed / 2**30:.0f} GiB are needed")
