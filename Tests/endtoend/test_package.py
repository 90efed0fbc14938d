"""The Debian package in a clean Debian 12: built, installed, run as its unit says, upgraded, removed, purged.

On demand: `Tests/run package`. It takes some minutes, and needs root, for a chroot, and Debian's mirror.
"""

import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess

import pytest

import house
import notify
import units

pytestmark = pytest.mark.package

BUILD = str(house.REPOSITORY / "Deploy/debian/build")
SAMPLE = "efficiency-works-partly-denied.json"


class Root:
    """A Debian of its own in a folder. Commands run in it with /proc and /dev, mounted for each alone, so that nothing
    stays mounted whatever becomes of the test."""

    ENTER = ('mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && '
             'exec chroot "$0" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"')

    def __init__(self, folder: pathlib.Path):
        self.folder = folder

    def command(self, *arguments):
        return ["unshare", "--mount", "--propagation", "private", "bash", "-c", self.ENTER, str(self.folder), *arguments]

    def run(self, *arguments, status=0, seconds=600):
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=seconds)
        assert status is None or done.returncode == status, \
            f"{arguments} ended with {done.returncode}:\n{done.stdout[-4000:]}{done.stderr[-4000:]}"
        return done.stdout + done.stderr

    def path(self, inside: str) -> pathlib.Path:
        return self.folder / inside.lstrip("/")

    def mode(self, inside: str) -> str:
        return self.run("stat", "--format=%U:%G %a", inside).strip()


def built(folder):
    # Hardly compressed: that is most of the time.
    quickly = {**os.environ, "DPKG_DEB_COMPRESSOR_LEVEL": "0"}
    done = subprocess.run([BUILD, "--binary", house.binary(), "--output", str(folder)], capture_output=True, text=True, env=quickly)
    assert done.returncode == 0, done.stdout + done.stderr
    return pathlib.Path(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def package(folder):
    return built(folder / "package")


@pytest.fixture(scope="module")
def debian(folder):
    """A Debian 12 as small as it gets, to copy."""
    if os.getuid() != 0:
        pytest.skip("a chroot needs root")
    folder.chmod(0o755)
    place = folder / "bookworm"
    done = subprocess.run(["debootstrap", "--variant=minbase", "bookworm", str(place)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
    # What this machine knows of proxies and mirrors holds there, too.
    for name in pathlib.Path("/etc/apt/apt.conf.d").glob("*"):
        if "Acquire" in name.read_text() and "docker" not in name.name:
            shutil.copy(name, place / "etc/apt/apt.conf.d")
    Root(place).run("apt-get", "update")
    return place


def copied(debian, name):
    place = debian.with_name(name)
    subprocess.run(["cp", "--archive", "--reflink=auto", debian, place], check=True)
    return Root(place)


@pytest.fixture(scope="module")
def root(debian, package):
    """One with the package, installed by apt with its dependencies from Debian's mirror."""
    root = copied(debian, "installed")
    shutil.copy(package, root.path("/root/rebated.deb"))
    root.run("apt-get", "install", "--yes", "--no-install-recommends", "/root/rebated.deb")
    return root


def test_the_same_commit_makes_the_same_package(package, folder):
    again = built(folder / "again")
    assert again.name == package.name
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(package.read_bytes()).digest()


def test_lintian_has_nothing_to_say(package):
    done = subprocess.run(["lintian", "--allow-root", "--fail-on", "error,warning", str(package)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_program_runs_on_a_bare_debian(root):
    assert "not found" not in root.run("bash", "-c", "ldd $(readlink -f /usr/bin/rebated)")
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", root.run("rebated", "--version"))
    sample = f"/usr/share/doc/rebated/examples/samples/{SAMPLE}"
    decision = json.loads(root.run("rebated", "decide", sample))
    assert decision["status"] == "partially_approved", decision
    # No toolchain's folder is searched for libraries.
    program = root.path(root.run("readlink", "-f", "/usr/bin/rebated").strip())
    searched = re.findall(r"R(?:UN)?PATH.*", subprocess.run(["readelf", "-d", program], capture_output=True, text=True).stdout)
    assert all("$ORIGIN" in line and "swift" not in line for line in searched), searched


def test_user_and_rights(root):
    assert re.search(r"^rebated:x:\d+:\d+:.*:/var/lib/rebated:/usr/sbin/nologin$", root.run("getent", "passwd", "rebated"), re.M)
    assert root.mode("/etc/rebated/rebated.yaml") == "root:rebated 640"
    assert root.mode("/etc/rebated/secrets") == "root:rebated 750"
    assert "/etc/rebated/rebated.yaml" in root.run("dpkg-query", "-W", "-f", "${Conffiles}", "rebated")


def test_it_is_neither_enabled_nor_started(root):
    assert not list(root.path("/etc/systemd/system").rglob("rebated*"))
    assert not root.path("/var/lib/rebated").exists()


def test_manual_and_completions(root):
    for page, words in {"man1/rebated.1.gz": "rebated dead-letters replay", "man5/rebated.yaml.5.gz": "REBATED_LEDGER"}.items():
        text = subprocess.run(["mandoc", "-T", "utf8", root.path("/usr/share/man") / page], capture_output=True, text=True).stdout
        assert words in re.sub(r".\x08", "", text)
    root.run("bash", "-c", "source /usr/share/bash-completion/completions/rebated && complete -p rebated")
    assert root.path("/usr/share/zsh/vendor-completions/_rebated").read_text().startswith("#compdef rebated")
    assert "complete" in root.path("/usr/share/fish/vendor_completions.d/rebated.fish").read_text()


@pytest.fixture
def service(root, system):
    """The worker as systemd would start it: the unit's command, user, folder and variables, and a socket to notify."""
    unit = units.read(root.path("/lib/systemd/system/rebated.service"))["Service"]
    configuration = root.path("/etc/rebated/rebated.yaml")
    configuration.write_text(re.sub(r"(?m)^broker: .*", f'broker: "{system.url}"', configuration.read_text()))
    state = f"/var/lib/{unit['StateDirectory']}"
    root.run("install", "-d", "-o", unit["User"], "-m", unit["StateDirectoryMode"], state)
    ear = notify.Notifications(root.path("/run/notify"))
    with open(system.folder / "service.log", "wb") as log:
        process = subprocess.Popen(
            root.command("NOTIFY_SOCKET=/run/notify", f"WATCHDOG_USEC={int(unit['WatchdogSec'].rstrip('s')) * 1_000_000}",
                         "setpriv", f"--reuid={unit['User']}", f"--regid={unit['Group']}", "--clear-groups", "--no-new-privs",
                         "--bounding-set=-all", "bash", "-c", f"cd {unit['WorkingDirectory']} && umask {unit['UMask']} && exec {unit['ExecStart']}"),
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    process.log = system.folder / "service.log"
    yield process, ear
    if process.poll() is None:
        process.kill()
    process.wait()
    ear.close()
    root.path("/run/notify").unlink()


def test_the_service_decides_and_stops_well(root, system, service):
    process, ear = service
    house.until(lambda: f"consuming from {house.APPLICATIONS}" in process.log.read_text() or process.poll() is not None,
                60, lambda: process.log.read_text()[-3000:])
    assert process.poll() is None, process.log.read_text()
    root.run("rebated", "submit", "--broker", system.url, "--wait", f"/usr/share/doc/rebated/examples/samples/{SAMPLE}", seconds=60)
    assert root.mode("/var/lib/rebated/rebated.sqlite").startswith("rebated:rebated 6")
    if "--broker-password-file" in root.run("rebated", "help", "run"):
        house.until(lambda: "READY=1" in ear.lines, 30, lambda: f"READY=1 among {ear.lines}")
        house.until(lambda: "WATCHDOG=1" in ear.lines, 60, lambda: f"WATCHDOG=1 among {ear.lines}")
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0, process.log.read_text()


def test_an_upgrade_keeps_what_was_configured(root):
    configuration = root.path("/etc/rebated/rebated.yaml")
    configuration.write_text(configuration.read_text() + "batch: 64\n")
    root.run("apt-get", "install", "--yes", "--reinstall", "/root/rebated.deb")
    assert "batch: 64" in configuration.read_text()
    assert root.mode("/etc/rebated/rebated.yaml") == "root:rebated 640"


def test_a_purge_leaves_the_ledger(root):
    root.run("install", "-d", "-o", "rebated", "/var/lib/rebated")
    root.path("/var/lib/rebated/rebated.sqlite").touch()
    root.run("apt-get", "remove", "--yes", "rebated")
    assert root.path("/etc/rebated/rebated.yaml").exists()
    said = root.run("apt-get", "purge", "--yes", "rebated")
    assert "/var/lib/rebated is kept" in said
    assert root.path("/var/lib/rebated/rebated.sqlite").exists()
    assert not root.path("/etc/rebated").exists()
    left = [path for path in root.path("/usr").rglob("*rebated*")]
    assert not left, left


def test_the_image_is_made_of_the_package(debian, package):
    """The commands of the Dockerfile's last stage, in a Debian as its base image is one."""
    image = copied(debian, "image")
    image.path("/package").mkdir()
    shutil.copy(package, image.path("/package"))
    stage = (house.REPOSITORY / "Deploy/container/Dockerfile").read_text().split("\nFROM ")[-1].replace("\\\n", " ")
    commands = [re.sub(r"--mount=\S+", "", line) for line in re.findall(r"^RUN (.*)$", stage, re.M)]
    assert len(commands) == 2
    for command in commands:
        image.run("sh", "-ec", command)
    assert image.mode("/var/lib/rebated") == "rebated:rebated 700"
    [program] = json.loads(re.search(r"^ENTRYPOINT (.*)$", stage, re.M).group(1))
    user = re.search(r"^USER (\d+):", stage, re.M).group(1)
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", image.run("setpriv", "--reuid", user, "--clear-groups", program, "--version"))
    assert not image.path("/lib/systemd/systemd").exists(), "all of systemd is in the image"
    image.run("bash", "-c", "command -v grep")  # for the health check
