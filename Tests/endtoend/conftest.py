import os
import pathlib
import shutil
import signal
import tempfile

import pytest

import house
import ledgers
import table
from trial import Trial


def _interrupt(*_):
    raise KeyboardInterrupt


def pytest_configure():
    # However the run is stopped, fixtures are taken down, and with them all that they started.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)


def pytest_addoption(parser):
    parser.addoption("--scenario", action="append", default=[],
                     help="a fault scenario, or a part of its name; `list` lists them")


def pytest_collection_modifyitems(config, items):
    wanted = config.getoption("--scenario")
    if not wanted:
        return
    if wanted == ["list"]:
        names = sorted({table.name(item) for item in items if item.get_closest_marker("faults")})
        config.scenarios, items[:] = names, []
        return
    for name in wanted:
        if not any(table.plain(name) in table.name(item) for item in items):
            raise pytest.UsageError(f"there is no fault scenario {name!r}; `list` lists them")
    items[:] = [item for item in items if any(table.plain(name) in table.name(item) for name in wanted)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report


def pytest_sessionfinish(session):
    if hasattr(session.config, "scenarios"):
        session.exitstatus = 0


def pytest_terminal_summary(terminalreporter, config):
    for name in getattr(config, "scenarios", []):
        terminalreporter.write_line(name)
    if table.ROWS:
        terminalreporter.write_line("")
        for line in table.lines():
            terminalreporter.write_line(line)
        table.write()


@pytest.fixture(scope="session")
def folder():
    """Where the run keeps its files; left behind, and named, when something failed."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="rebated-endtoend."))
    yield path
    if path.exists() and not os.environ.get("REBATED_TEST_KEEP"):
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def broker(folder):
    """The broker that Tests/run started, or one for this run."""
    given = os.environ.get("REBATED_TEST_BROKER")
    broker = house.Broker(pathlib.Path(given) if given else folder / "broker")
    yield broker
    if not given:
        broker.stop()


@pytest.fixture
def system(broker, tmp_path):
    system = house.System(broker, tmp_path)
    yield system
    system.close()


@pytest.fixture(scope="module")
def shared_system(broker, tmp_path_factory):
    """One worker for all the tests of a module, which keep apart by their ids."""
    system = house.System(broker, tmp_path_factory.mktemp("shared"))
    yield system
    system.close()


@pytest.fixture(scope="session")
def postgres(folder):
    """A PostgreSQL for this run, started when the first test needs it."""
    if not ledgers.understands_postgres():
        pytest.skip("this build of rebated has no PostgreSQL ledger")
    # The server runs as another user, who has to reach it.
    folder.chmod(0o711)
    server = ledgers.Server(folder / "postgres")
    yield server
    server.stop()


@pytest.fixture
def ledger(request, tmp_path):
    """A ledger of the kind that the test is for: by itself a file."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield ledgers.File(tmp_path)
        return
    ledger = ledgers.Database(request.getfixturevalue("postgres"))
    yield ledger
    ledger.close()


@pytest.fixture
def new_trial(request, broker, ledger, tmp_path):
    """Makes the system that a fault scenario breaks; what came of it goes into the table."""
    made = []

    def make(broker=broker, **options):
        system = house.System(broker, tmp_path, ledger)
        made.append(Trial(system, **options))
        return made[-1]
    yield make
    for trial in made:
        trial.close()
    table.add(request.node, ledger.kind, made[-1].row if made else {})


@pytest.fixture
def trial(new_trial):
    return new_trial()
