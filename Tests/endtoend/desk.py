"""A reviewer's tools for the tests: applications that need a reviewer, a terminal in tmux, the console over HTTP."""

import html
import http.client
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import urllib.parse

import house

DECIDED = "rebated.decision.made.v1"


def oversized(identity, customer="Ottilie Brandvold"):
    """An application with two tasks: for the size of the system and for the kind of the building."""
    return {
        "application": identity, "revision": 1, "program": "nys-clean-heat", "submitted_on": "2026-05-06",
        "customer": {"id": f"C-{identity}", "name": customer, "email": "ottilie.brandvold@example.org",
                     "phone": "970-555-0103", "electric_utility": "national-grid"},
        "site": {"id": f"S-{identity}", "kind": "multifamily", "units_choosing_heat_pumps": 2,
                 "address": {"line1": "4417 Larkbunting Drive", "city": "Buffalo", "state": "NY", "zip": "14209"},
                 "design_heating_load_btuh": 58000},
        "installer": {"id": "I-1", "name": "Poudre Valley Comfort", "participating": True},
        "project": {"kind": "retrofit", "existing_fuel": "natural_gas", "completed_on": "2026-04-24"},
        "measures": [{"id": "u3", "measure": "2a", "cost": "15400.00", "integrated_controls": "fossil_heating",
                      "heat_pump_first_stage": True, "backup_furnace_btuh": 80000,
                      "units": [{"model": "HX-1", "kind": "central", "neep_listed": True,
                                 "heating_capacity_btuh": 72000, "max_capacity_5f_btuh": 66400}]}],
        "documents": [{"kind": "invoice", "name": "invoice.pdf", "model_numbers": ["HX-1"]},
                      {"kind": "load_calculation", "name": "load.pdf"}],
    }


def size_task(identity):
    return f"nys-clean-heat/{identity}/1/NYS-2-5/u3"


def building_task(identity):
    return f"nys-clean-heat/{identity}/1/NYS-2-7/u3"


def submit(portal, *applications):
    """Hands applications in and waits until each is in review."""
    traces = [portal.submit(data, program=data["program"]) for data in applications]
    for trace in traces:
        assert portal.answer(trace, [DECIDED]).data["status"] == "in_review"


def status(system, identity):
    return json.loads(system.rebated("status", identity, "--json"))


class Terminal:
    """A terminal of a given size in which a command runs, driven by keys and read as a screen."""

    def __init__(self, system, command, columns=80, rows=24, **environment):
        if not shutil.which("tmux"):
            raise AssertionError("tmux is not installed (Debian package tmux)")
        self.socket = str(system.folder / f"tmux-{secrets.token_hex(4)}")
        given = {"TERM": "xterm-256color", **environment}
        self._environment = {**system.environment(), **given}
        # The shell stays, so that what the command leaves behind can be looked at.
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows),
                   f"env {' '.join(f'{name}={value}' for name, value in given.items())} {command}; "
                   "echo ended $?; stty -a | grep -o -E -- '-?(icanon|echo|isig)\\b' | tr '\\n' ' '; sleep 600")

    def _tmux(self, *arguments):
        done = subprocess.run(["tmux", "-S", self.socket, *arguments], env=self._environment, capture_output=True,
                              text=True, timeout=30)
        assert done.returncode == 0, f"tmux {arguments}: {done.stderr}"
        return done.stdout

    def keys(self, *keys):
        """Names of keys as tmux has them; text with `text`."""
        self._tmux("send-keys", *keys)

    def text(self, text):
        self._tmux("send-keys", "-l", text)

    def resize(self, columns, rows):
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    @property
    def screen(self):
        return self._tmux("capture-pane", "-p")

    @property
    def raw(self):
        """With escapes for what is styled."""
        return self._tmux("capture-pane", "-p", "-e")

    def until(self, text, seconds=20):
        return house.until(lambda: text in self.screen and self.screen, seconds,
                           lambda: f"“{text}” on the screen:\n{self.screen}")

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], capture_output=True, timeout=30)


class Console:
    """`rebated console`, with all that it writes in one file."""

    def __init__(self, system, *arguments):
        self.log_file = system.folder / f"console-{secrets.token_hex(3)}.log"
        with open(self.log_file, "wb") as log:
            self.process = subprocess.Popen(
                [house.binary(), "console", "--port", "0", *arguments], env=system.environment(),
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        found = house.until(self._address, 30, lambda: f"the console serves:\n{self.log}")
        self.port = int(found.group(1))
        self.origin = f"http://127.0.0.1:{self.port}"

    def _address(self):
        assert self.process.poll() is None, f"the console ended with {self.process.returncode}:\n{self.log}"
        return re.search(r"serving reviewers at http://127\.0\.0\.1:(\d+)", self.log)

    @property
    def log(self):
        return self.log_file.read_text(errors="backslashreplace")

    def terminate(self, seconds=40):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


class Reply:
    """What a console answered."""

    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.body = response.read().decode()

    def hidden(self, name):
        return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', self.body).group(1))


class Browser:
    """As much of a browser as needs no window: cookies and forms."""

    def __init__(self, console):
        self.console, self.cookie = console, None

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.console.port, timeout=60)
        try:
            connection.request(method, path, body, {**({"Cookie": self.cookie} if self.cookie else {}), **(headers or {})})
            response = connection.getresponse()
            if response.headers["Set-Cookie"]:
                self.cookie = response.headers["Set-Cookie"].split(";")[0]
            return Reply(response)
        finally:
            connection.close()

    def get(self, path, **query):
        return self.request("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""))

    def post(self, path, fields, origin=None, content_type="application/x-www-form-urlencoded"):
        return self.request("POST", path, urllib.parse.urlencode(fields),
                            {"Content-Type": content_type, "Origin": origin or self.console.origin})

    def sign_in(self, token):
        reply = self.post("/sign-in", {"secret": token})
        assert reply.status == 303 and reply.headers["Location"] == "/tasks", reply.body
        return self

    def confirmation(self, task, outcome="approve", **more):
        """Fills the form of a task in; returns the fields of the page that asks to confirm it."""
        page = self.get("/task", id=task)
        assert page.status == 200, page.body
        fields = {"token": page.hidden("token"), "task": task, "outcome": outcome, "note": "", **more}
        confirmation = self.post("/task/confirm", fields)
        assert confirmation.status == 200, confirmation.body
        return {**fields, "form": confirmation.hidden("form")}

    def answer(self, task, outcome="approve", **more):
        """The page that tells what became of an answer."""
        sent = self.post("/task/answer", self.confirmation(task, outcome, **more))
        assert sent.status == 303, sent.body
        return self.request("GET", sent.headers["Location"])


def token_file(folder, name):
    path = folder / f"{name}.token"
    path.write_text(secrets.token_hex(24) + "\n")
    return path


def environment_has(name):
    return os.environ.get(name, "") not in ("", "0", "false")
