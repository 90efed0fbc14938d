import os
import pathlib
import shutil
import signal
import tempfile

import pytest

import house


def _interrupt(*_):
    raise KeyboardInterrupt


def pytest_configure():
    # However the run is stopped, fixtures are taken down, and with them all that they started.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)


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
