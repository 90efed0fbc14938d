"""Who may do what: everybody logs in as themselves, with the permissions that `rebated topology definitions` prints."""

import json
import secrets
import subprocess

import pika
import pika.exceptions
import pytest

import house
import schemas

SAMPLES = house.REPOSITORY / "Deploy/samples"
DECIDED, REJECTED = "rebated.decision.made.v1", "rebated.application.rejected.v1"
REFUSED, OPENED, CLOSED = "rebated.review.rejected.v1", "rebated.task.opened.v1", "rebated.task.closed.v1"
PASSWORD = "not a secret: <\"\\> ü"
PARTIES = {
    "acme": "--portal={}=efficiency-works,worcester-energy", "beta": "--portal={}=nys-clean-heat",
    "dana": "--reviewer={}=worcester-energy", "erin": "--reviewer={}=nys-clean-heat", "works": "--worker={}",
    "counter": "--desk={}", "opal": "--operator={}",
}


class Town(house.System):
    """A system with a user for each party; the worker is nobody but the worker."""

    def __init__(self, broker, folder):
        super().__init__(broker, folder)
        # Users belong to the whole broker, so they have names of their own.
        self.suffix = "-" + secrets.token_hex(3)
        self.secret = folder / "password"
        self.secret.write_text(PASSWORD + "\n")
        (folder / "definitions.json").write_text(self.definitions())
        for _ in range(2):  # importing again changes nothing
            broker.ctl("import_definitions", str(folder / "definitions.json"))
        self.worker_url = self.address("works")
        self.channels = []

    def user(self, name):
        return name + self.suffix

    def options(self):
        return [option.format(self.user(name)) for name, option in PARTIES.items()]

    def definitions(self):
        passwords = [f"--password={self.user(name)}={self.secret}" for name in PARTIES]
        return self.rebated("topology", "definitions", *self.options(), *passwords)

    def address(self, name):
        quoted = "".join(f"%{byte:02X}" for byte in PASSWORD.encode())
        return f"amqp://{self.user(name)}:{quoted}@127.0.0.1:{self.broker.port}/{self.vhost}"

    def as_user(self, name, *arguments, status=0):
        environment = {**self.environment(), "REBATED_BROKER": self.address(name)}
        done = subprocess.run([house.binary(), *arguments], env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == status, f"{arguments}: {done.returncode}: {done.stderr}{done.stdout}"
        return done.stdout

    def login(self, name):
        connection = pika.BlockingConnection(pika.URLParameters(self.address(name)))
        self.channels.append(connection)
        channel = connection.channel()
        channel.confirm_delivery()
        return channel

    def send(self, name, data, *, key, exchange=house.APPLICATIONS, type=None, user="own", headers=None, identity=None):
        kind = {"submitted": "application.submitted", "withdrawn": "application.withdrawn",
                "completed": "review.completed"}.get(key.split(".")[0], "application.submitted")
        properties = pika.BasicProperties(
            content_type="application/json", delivery_mode=2, message_id=identity or "m-" + secrets.token_hex(8),
            type=type or f"rebated.{kind}.v1", user_id=self.user(name) if user == "own" else user, headers=headers)
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.login(name).basic_publish(exchange, key, body, properties, mandatory=True)

    def review(self, name, task, *, reviewer=None, program="worcester-energy", **others):
        data = {"task": task, "outcome": "approve", "reviewer": reviewer or self.user(name)}
        self.send(name, data, key=f"completed.{program}", exchange=house.REVIEWS, **others)

    def hear(self, name, queue, types, seconds=30):
        """The next event of a queue, read by who may read it."""
        channel = self.login(name)

        def get():
            method, properties, body = channel.basic_get(queue, auto_ack=True)
            answer = method and house.Answer(method, properties, body)
            return answer if answer and answer.type in types else None
        return house.until(get, seconds, lambda: f"{types} in {queue}: {self.workers[-1].log[-2000:]}")

    def count(self, queue):
        return pika.BlockingConnection(pika.URLParameters(self.url)).channel().queue_declare(
            queue, passive=True).method.message_count

    def close(self):
        for connection in self.channels:
            if connection.is_open:
                connection.close()
        super().close()
        for name in PARTIES:
            self.broker.ctl("delete_user", self.user(name))


@pytest.fixture(scope="module")
def town(broker, tmp_path_factory):
    town = Town(broker, tmp_path_factory.mktemp("town"))
    town.worker(f"--trusted-users={town.user('counter')}", f"--trusted-users={town.user('opal')}")
    yield town
    town.close()


def sample(name, identity):
    data = json.loads((SAMPLES / f"{name}.json").read_text())
    return {**data, "application": identity, "customer": {**data["customer"], "id": "C-" + identity},
            "site": {**data["site"], "id": "S-" + identity}}


def submit(town, identity, **options):
    """A boiler in Worcester, which waits for the manager; its task."""
    town.send("acme", sample("worcester-low-income-boiler", identity), key="submitted.worcester-energy", **options)
    decision = town.hear("acme", f"rebated.decisions.{town.user('acme')}", [DECIDED])
    assert (decision.data["application"], decision.data["status"]) == (identity, "in_review")
    task = town.hear("dana", "rebated.tasks.worcester-energy", [OPENED])
    return task.data["task"]


# Who tries what; a code other than 403 is told. {acme} stands for that party's user.
FORBIDDEN = [
    ("acme", "get", "rebated.decisions.{beta}"), ("acme", "purge", "rebated.decisions.{beta}"),
    ("acme", "get", "rebated.decisions.-"), ("acme", "get", "rebated.applications"),
    ("acme", "purge", "rebated.applications"), ("acme", "get", "rebated.dead"), ("acme", "get", "rebated.reviews"),
    ("acme", "get", "rebated.tasks.worcester-energy"), ("acme", "get", "rebated.reviewers.{dana}"),
    ("acme", "publish", "rebated.applications", "submitted.nys-clean-heat"),
    ("acme", "publish", "rebated.applications", "withdrawn.nys-clean-heat"),
    ("acme", "publish", "rebated.applications", "submitted.efficiency-works.x"),
    ("acme", "publish", "", "rebated.applications"), ("acme", "publish", "", "rebated.decisions.{beta}"),
    ("acme", "publish", "rebated.reviews", "completed.efficiency-works"),
    ("acme", "publish", "rebated.decisions", "decision.approved.efficiency-works.{beta}"),
    ("acme", "publish", "rebated.tasks", "opened.x.efficiency-works"), ("acme", "publish", "rebated.dead", "x"),
    ("acme", "publish", "rebated.retry.10s", "submitted.nys-clean-heat"),
    ("acme", "publish", "amq.topic", "submitted.nys-clean-heat"),
    ("acme", "forge", "rebated.applications", "submitted.efficiency-works", "{beta}"),
    ("acme", "declare", "rebated.decisions.{acme}.more"), ("acme", "declare", "mine"),
    ("acme", "delete", "rebated.decisions.{acme}"), ("acme", "exchange", "rebated.mine"),
    ("acme", "bind", "rebated.decisions.{acme}", "rebated.decisions", "#"),
    ("dana", "publish", "rebated.reviews", "completed.nys-clean-heat"),
    ("dana", "publish", "rebated.applications", "submitted.worcester-energy"),
    ("dana", "publish", "", "rebated.reviews"), ("dana", "get", "rebated.tasks.nys-clean-heat"),
    ("dana", "purge", "rebated.tasks.nys-clean-heat"), ("dana", "get", "rebated.reviewers.{erin}"),
    ("dana", "get", "rebated.decisions.{acme}"), ("dana", "get", "rebated.reviews"), ("dana", "declare", "mine"),
    ("dana", "forge", "rebated.reviews", "completed.worcester-energy", "{erin}"),
    ("dana", "bind", "rebated.reviewers.{dana}", "rebated.tasks", "rejected.#"),
    ("works", "declare", "rebated.more"), ("works", "publish", "", "rebated.decisions.{acme}"),
    ("works", "publish", "rebated.applications", "submitted.efficiency-works"),
    ("works", "get", "rebated.decisions.{acme}"), ("works", "get", "rebated.dead"),
    ("works", "delete", "rebated.applications"),
    ("counter", "publish", "rebated.applications", "submitted.efficiency-works"),
    ("counter", "publish", "rebated.tasks", "rejected.{dana}"), ("counter", "publish", "", "rebated.reviews"),
    ("counter", "get", "rebated.tasks.worcester-energy"), ("counter", "get", "rebated.reviewers.{dana}"),
    ("counter", "declare", "rebated.desk.other.1"), ("counter", "declare", "rebated.watch.1"),
    ("opal", "publish", "", "rebated.applications"), ("opal", "declare", "others"),
]


def attempt(town, who, what, *names):
    names = [name.format(**{party: town.user(party) for party in PARTIES}) for name in names]
    channel = town.login(who)
    if what == "get":
        channel.basic_get(names[0])
    elif what == "purge":
        channel.queue_purge(names[0])
    elif what == "declare":
        channel.queue_declare(names[0], durable=True)
    elif what == "delete":
        channel.queue_delete(names[0])
    elif what == "exchange":
        channel.exchange_declare(names[0], "topic")
    elif what == "bind":
        channel.queue_bind(*names)
    else:
        user = names[2] if what == "forge" else None
        channel.basic_publish(names[0], names[1], b"{}", pika.BasicProperties(user_id=user), mandatory=True)


@pytest.mark.parametrize("number", range(len(FORBIDDEN)), ids=lambda number: " ".join(FORBIDDEN[number]))
def test_the_broker_forbids(town, number):
    with pytest.raises(pika.exceptions.ChannelClosedByBroker) as refused:
        attempt(town, *FORBIDDEN[number])
    assert refused.value.reply_code == (406 if FORBIDDEN[number][1] == "forge" else 403)


def test_a_desk_hears_what_is_refused_and_nothing_else(town):
    queue = f"rebated.desk.{town.user('counter')}.1"
    channel = town.login("counter")
    channel.queue_declare(queue, arguments={"x-expires": 60_000})
    channel.queue_bind(queue, house.TASKS, "rejected.anybody")
    with pytest.raises(pika.exceptions.ChannelClosedByBroker) as refused:
        channel.queue_bind(queue, house.TASKS, "opened.#")
    assert refused.value.reply_code == 403


def test_a_password_is_printed_as_a_digest_only(town):
    printed = town.definitions()
    assert PASSWORD not in printed and "not a secret" not in printed
    users = json.loads(printed)["users"]
    assert {user["name"] for user in users} == {town.user(name) for name in PARTIES}
    assert len({user["password_hash"] for user in users}) == len(users), "the same salt twice"


def test_without_parties_nothing_is_said_of_users(town):
    assert set(json.loads(town.rebated("topology", "definitions"))) == {
        "vhosts", "exchanges", "queues", "bindings", "policies"}


@pytest.mark.parametrize("options,problem", [
    (["--portal=a*"], "may hold only"), (["--portal=a=efficiency-wroks"], "is no known program"),
    (["--worker=w=efficiency-works"], "all programs"), (["--portal=a", "--password=b=/dev/null"], "is named as no"),
    (["--portal=a", "--password=a=/dev/null"], "one line"), (["--portal=a", "--password=a"], "NAME=FILE"),
])
def test_slips_in_the_options_are_told(town, options, problem):
    done = subprocess.run([house.binary(), "topology", "definitions", *options], env=town.environment(),
                          capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (64, "") and problem in done.stderr


def test_the_worker_works_with_the_permissions_of_a_worker(town):
    task = submit(town, "P-1")
    town.review("dana", task)
    assert town.hear("dana", "rebated.tasks.worcester-energy", [CLOSED]).data["task"] == task
    final = town.hear("acme", f"rebated.decisions.{town.user('acme')}", [DECIDED])
    assert final.data["status"] == "approved"
    town.send("acme", {"program": "worcester-energy", "application": "P-1", "reason": "sold"},
              key="withdrawn.worcester-energy")
    last = town.hear("acme", f"rebated.decisions.{town.user('acme')}", [DECIDED])
    assert last.data["status"] == "withdrawn"
    assert "refused" not in town.workers[-1].log.lower()


@pytest.mark.parametrize("who", ["works", "opal"])
def test_the_topology_is_shown_to_who_may_not_make_it(town, who):
    shown = town.as_user(who, "topology", "show", *town.options())
    assert "PROBLEM" not in shown
    assert f"rebated.reviewers.{town.user('dana')}" in shown and r"^rebated\.applications$" in shown


def test_an_application_under_another_programs_key_is_refused(town):
    stray = sample("nys-decommissioned-oil-boiler", "P-2")
    town.send("acme", stray, key="submitted.efficiency-works")
    answer = town.hear("acme", f"rebated.decisions.{town.user('acme')}", [DECIDED, REJECTED])
    assert [error["path"] for error in answer.data["errors"]] == ["program"]
    assert "was sent under the routing key submitted.efficiency-works" in answer.data["errors"][0]["problem"]
    # It left no trace: who may submit it does so under the same revision.
    town.send("beta", stray, key="submitted.nys-clean-heat")
    assert town.hear("beta", f"rebated.decisions.{town.user('beta')}", [DECIDED]).data["application"] == "P-2"
    town.send("acme", {"program": "nys-clean-heat", "application": "P-2", "reason": "not ours"},
              key="withdrawn.worcester-energy")
    answer = town.hear("acme", f"rebated.decisions.{town.user('acme')}", [DECIDED, REJECTED])
    assert [error["path"] for error in answer.data["errors"]] == ["program"]


def test_a_type_under_another_types_key_is_refused(town):
    town.send("acme", {"program": "worcester-energy", "application": "P-9", "reason": "x"},
              key="submitted.worcester-energy", type="rebated.application.withdrawn.v1")
    answer = town.hear("acme", f"rebated.decisions.{town.user('acme')}", [REJECTED])
    assert [error["path"] for error in answer.data["errors"]] == ["type"]


@pytest.mark.parametrize("header", ["CC"])
def test_a_second_key_in_a_header_opens_no_door(town, header):
    for data in (sample("nys-decommissioned-oil-boiler", "P-3"), sample("worcester-low-income-boiler", "P-3")):
        try:
            town.send("acme", data, key="submitted.worcester-energy", headers={header: ["submitted.nys-clean-heat"]})
        except pika.exceptions.ChannelClosedByBroker:
            continue  # RabbitMQ 4.1 looks at these keys itself
        answer = town.hear("acme", f"rebated.decisions.{town.user('acme')}", [DECIDED, REJECTED])
        assert [error["path"] for error in answer.data["errors"]] == ["program"]


def test_nobody_answers_in_anothers_name(town):
    task = submit(town, "P-4")
    town.review("dana", task, reviewer=town.user("erin"))
    refused = town.hear("dana", f"rebated.reviewers.{town.user('dana')}", [REFUSED])
    assert refused.data["task"] == task and refused.data["problem"].startswith("reviewer: must be the user")
    assert schemas.faults(REFUSED, refused.data) == []
    assert town.count(f"rebated.reviewers.{town.user('erin')}") == 0
    # The task is open as before.
    town.review("dana", task)
    assert town.hear("dana", "rebated.tasks.worcester-energy", [CLOSED]).data["task"] == task
    # Who comes late is told so; and a forger not even that.
    town.review("dana", task)
    late = town.hear("dana", f"rebated.reviewers.{town.user('dana')}", [REFUSED])
    assert late.data["problem"] == "task: is closed: it was completed"
    town.hear("acme", f"rebated.decisions.{town.user('acme')}", [DECIDED])


def test_a_review_of_another_programs_task_is_refused(town):
    task = submit(town, "P-5")
    town.review("erin", task, program="nys-clean-heat")
    refused = town.hear("erin", f"rebated.reviewers.{town.user('erin')}", [REFUSED])
    assert refused.data["problem"].startswith("task: was sent under the routing key completed.nys-clean-heat")
    town.review("dana", task)
    assert town.hear("dana", "rebated.tasks.worcester-energy", [CLOSED]).data["task"] == task
    town.hear("acme", f"rebated.decisions.{town.user('acme')}", [DECIDED])


def test_a_desk_answers_for_its_reviewers_and_is_recorded(town):
    task = submit(town, "P-6")
    town.review("counter", task, reviewer="frances@example.org")
    assert town.hear("dana", "rebated.tasks.worcester-energy", [CLOSED]).data["task"] == task
    decided = town.hear("acme", f"rebated.decisions.{town.user('acme')}", [DECIDED])
    assert decided.data["status"] == "approved" and town.user("counter") not in decided.body.decode()
    shown = town.as_user("opal", "status", "P-6")
    assert "frances@example.org" in shown and town.user("counter") in shown


@pytest.mark.parametrize("who,reviewer", [("dana", None), ("counter", "gina")])
def test_reviewers_use_the_terminal_with_their_own_permissions(town, who, reviewer):
    task = submit(town, f"P-6-{who}")
    options = [f"--reviewer={reviewer}"] if reviewer else []
    told = town.as_user(who, "review", "answer", task, "approve", "--yes", "--timeout=30s", *options)
    assert "recorded" in told
    assert town.hear("dana", "rebated.tasks.worcester-energy", [CLOSED]).data["task"] == task
    assert town.hear("acme", f"rebated.decisions.{town.user('acme')}", [DECIDED]).data["status"] == "approved"


def test_a_review_without_a_user_is_taken_unless_the_worker_is_told_otherwise(broker, tmp_path):
    for number, setting in enumerate(("accept", "refuse")):
        (tmp_path / setting).mkdir()
        town = Town(broker, tmp_path / setting)
        try:
            town.worker(f"--reviews-without-user={setting}")
            task = submit(town, f"P-7{number}")
            town.review("dana", task, user=None)
            if setting == "accept":
                assert town.hear("dana", "rebated.tasks.worcester-energy", [CLOSED]).data["task"] == task
            else:
                refused = town.hear("dana", f"rebated.reviewers.{town.user('dana')}", [REFUSED])
                assert refused.data["problem"].startswith("reviewer: nobody vouches for it")
        finally:
            town.close()


def test_an_operator_replays_dead_letters_in_the_name_of_who_sent_them(town):
    # Nobody hears the answer to an operator's own rubbish, so it is set aside.
    town.send("opal", b"rubbish", key="submitted.efficiency-works")
    house.until(lambda: town.count("rebated.dead") == 1, 30, "a dead letter")
    letter = json.loads(town.as_user("opal", "dead-letters", "list", "--all", "--json"))
    assert letter["reason"] == "unanswerable"
    town.as_user("opal", "dead-letters", "replay", letter["id"], "--yes")

    def again():
        lines = town.as_user("opal", "dead-letters", "list", "--all", "--json").splitlines()
        return lines and json.loads(lines[0])
    house.until(lambda: (again() or {}).get("replays") == 1, 30, "it is set aside again")
    _, properties, _ = town.login("opal").basic_get("rebated.dead", auto_ack=True)
    assert properties.headers["x-from-user"] == town.user("opal")


def test_what_goes_through_a_retry_keeps_its_key_and_its_user(town):
    # A worker that sends a message round again does so in its own name; the first one's stands in a header that
    # only workers and those whom they trust may set.
    forged = {"x-from-user": town.user("beta"), "x-attempt": 1}
    town.send("acme", {"application": "P-8"}, key="submitted.worcester-energy", headers=forged)
    answer = town.hear("acme", f"rebated.decisions.{town.user('acme')}", [REJECTED])
    assert answer.data["application"] == "P-8"
    assert town.count(f"rebated.decisions.{town.user('beta')}") == 0
