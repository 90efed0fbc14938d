"""A portal written in another language sends a thousand applications, copies and rubbish among them, while the
workers are killed again and again and the broker is restarted: nothing is lost, nothing decided twice, no limit
overrun."""

import collections
import json
import random
import sqlite3
import time
from decimal import Decimal

import pytest

import house
import material
import table

pytestmark = pytest.mark.faults

DECIDED, REJECTED = "rebated.decision.made.v1", "rebated.application.rejected.v1"
APPLICATIONS = 1000
ROUNDS = 9


class Mail:
    """What was sent: the portal's own record, against which the answers are held."""

    def __init__(self, portal, dice):
        self.portal, self.dice = portal, dice
        self.sound = {}        # (application, revision) → trace ids of its copies
        self.rubbish = {}      # trace id → (what it is, expected paths)
        self.may_be_stale = set()

    def application(self, data, **options):
        key = (data["application"], data["revision"])
        trace = self.portal.submit(data, bare=self.dice.random() < 0.5, **options)
        self.sound.setdefault(key, []).append(trace)

    def slice(self, numbers, rubbish):
        """Some applications in any order, every fifth twice or more, rubbish strewn in."""
        pile = []
        for number in numbers:
            data = material.competing(number)
            pile += [data] * (1 if number % 5 else self.dice.randint(2, 4))
            if number % 17 == 0:
                # The next revision overtakes the first where it comes to lie before it.
                pile.append({**data, "revision": 2, "site": {**data["site"], "heating": "electric"}})
                self.may_be_stale.add((data["application"], 1))
        pile += rubbish
        self.dice.shuffle(pile)
        for item in pile:
            if isinstance(item, dict):
                self.application(item, **({"user": None} if self.dice.random() < 0.1 else {}))
            else:
                name, body, options, paths = item
                self.rubbish[self.portal.publish(body, **{"key": "submitted.efficiency-works", **options})] = (name, paths)


@pytest.fixture(scope="module")
def after_the_storm(request, broker, tmp_path_factory):
    failed = request.session.testsfailed
    system = house.System(broker, tmp_path_factory.mktemp("storm"))
    dice = random.Random(20261122)
    portal = system.portal()
    mail = Mail(portal, dice)
    rubbish = material.rubbish()
    numbers = list(range(APPLICATIONS))
    share = APPLICATIONS // ROUNDS + 1
    killed = 0
    for turn in range(ROUNDS):
        ours = rubbish[turn * len(rubbish) // ROUNDS:(turn + 1) * len(rubbish) // ROUNDS]
        mail.slice(numbers[turn * share:(turn + 1) * share], ours)
        # Every other time two at once, on one ledger; one of them is killed while it starts.
        workers = [system.worker("--batch=16", ready=number == 0) for number in range(1 + turn % 2)]
        if turn == ROUNDS // 2:
            broker.kill()
            broker.start()
            portal.connect()
        if turn == 1:
            # The same message a hundred times, while it is being decided for the first time.
            for _ in range(100):
                mail.application(material.competing(7))
        time.sleep(dice.uniform(0.02, 0.5))
        for worker in workers:
            worker.kill()
            killed += 1
    started = time.monotonic()
    last, other = system.worker(), system.worker()
    wanted = set(mail.rubbish) | {trace for traces in mail.sound.values() for trace in traces}

    def empty():
        assert last.running, last.log[-3000:]
        left = broker.queues(system.vhost)
        return not left.get(house.APPLICATIONS) and not any(name.startswith("rebated.retry") for name in left)
    house.until(empty, 120, "the input queue is empty")
    # What was acknowledged was answered, and confirmed, before: nothing more can come.
    for worker in (last, other):
        assert worker.terminate() == 0, worker.log[-3000:]
    answers = portal.take_all(portal.queue)
    dead = portal.take_all(house.DEAD)
    print(f"\n{len(wanted)} messages, {killed} kills; {len(answers)} answers and {len(dead)} dead letters; "
          f"{time.monotonic() - started:.1f} s for what was left after the last kill")
    yield system, mail, answers, dead
    system.close()
    identities = [answer.properties.message_id for answer in answers]
    # Lost, doubled and overrun are what the tests of this module assert.
    verdict = None if request.session.testsfailed > failed else 0
    table.add(request.node, "sqlite", {
        "done": f"{killed} times SIGKILL, broker killed, {len(mail.rubbish)} hostile messages among {len(wanted)}",
        "applications": len(mail.sound), "lost": verdict, "doubled": verdict, "overrun": verdict,
        "copies": len(identities) - len(set(identities))}, failed=verdict is None)


def decisions(answers):
    """{(application, revision): [answer]}"""
    found = collections.defaultdict(list)
    for answer in answers:
        if answer.type == DECIDED:
            revision = answer.data["revision"]
            found[answer.data["application"], int(revision) if revision.isdigit() else revision].append(answer)
    return found


def test_each_revision_has_exactly_one_decision(after_the_storm):
    _, mail, answers, _ = after_the_storm
    found = decisions(answers)
    refused = {answer.trace for answer in answers if answer.type == REJECTED}
    for key, traces in mail.sound.items():
        identities = {answer.properties.message_id for answer in found[key]}
        if key in mail.may_be_stale and not identities:
            assert set(traces) <= refused, f"{key} was neither decided nor refused"
        else:
            assert len(identities) == 1, f"{key} has the decisions {identities}"
    assert {key for key in found if found[key]} <= set(mail.sound), "a decision of something that nobody sent"


def told(answer):
    """What an event says. A rejection of a message without a time of its own tells when the copy was made."""
    if answer.type != REJECTED:
        return answer.body
    event = json.loads(answer.body)
    return json.dumps({**event, "time": None}, sort_keys=True)


def test_copies_of_an_event_are_alike_byte_for_byte(after_the_storm):
    _, _, answers, _ = after_the_storm
    bodies = collections.defaultdict(set)
    for answer in answers:
        bodies[answer.properties.message_id].add(told(answer))
    assert [identity for identity, copies in bodies.items() if len(copies) > 1] == []


def test_every_message_is_answered_or_set_aside(after_the_storm):
    _, mail, answers, dead = after_the_storm
    answered = {answer.trace for answer in answers} | {letter.trace for letter in dead}
    assert [name for trace, (name, _) in mail.rubbish.items() if trace not in answered] == []
    decided = {key for key, found in decisions(answers).items() if found}
    silent = [key for key, traces in mail.sound.items() if key not in decided and not set(traces) & answered]
    assert silent == []


def test_rubbish_is_never_decided_and_is_told_its_paths(after_the_storm):
    _, mail, answers, dead = after_the_storm
    wrong = []
    for answer in answers:
        if answer.trace not in mail.rubbish:
            continue
        name, paths = mail.rubbish[answer.trace]
        told = sorted({e["path"] for e in answer.data["errors"]}) if answer.type == REJECTED else answer.type
        if answer.type != REJECTED or not answer.data["errors"] or (paths is not None and told != paths):
            wrong.append((name, told))
    for letter in dead:
        name, paths = mail.rubbish.get(letter.trace, ("a sound application", []))
        if paths is not None:
            wrong.append((name, "dead-lettered"))
    assert wrong == []


def test_no_limit_is_overrun(after_the_storm):
    _, _, answers, _ = after_the_storm
    present = {}
    for (application, revision), found in decisions(answers).items():
        if found and revision >= present.get(application, (0, None))[0]:
            present[application] = (revision, found[0].data)
    awarded, maximum = collections.Counter(), {}
    for _, decision in present.values():
        for line in decision["measures"]:
            for limit in line["limits"]:
                if limit["scope"] == "line":
                    continue
                key = limit["limit"], limit["key"]
                awarded[key] += Decimal(line["awarded"])
                maximum[key] = max(maximum.get(key, 0), Decimal(limit["maximum"]))
    assert {key: sum for key, sum in awarded.items() if sum > maximum[key]} == {}
    # The applications ask for more than there is: a test that never meets a limit would prove nothing.
    assert sum(awarded[key] == maximum[key] for key in awarded) > 50


def test_the_ledger_agrees_with_itself_and_with_what_was_told(after_the_storm):
    system, _, answers, _ = after_the_storm
    with sqlite3.connect(f"file:{system.ledger}?mode=ro", uri=True) as ledger:
        assert ledger.execute("pragma integrity_check").fetchall() == [("ok",)]
        # What was reserved and awarded, less what was released, is what each limit has used.
        assert ledger.execute("""
            select "limit", "key", sum(cents) from entry group by "limit", "key" having sum(cents) != 0
            except select "limit", "key", cents from balance""").fetchall() == []
        assert ledger.execute("""
            select "limit", "key", cents from balance where cents != 0
            except select "limit", "key", sum(cents) from entry group by "limit", "key" """).fetchall() == []
        kept = ledger.execute("select event from decision").fetchall()
        waiting = ledger.execute(
            "select (select count(*) from outbox) + (select count(*) from outbox_bundle)").fetchone()
    told = {answer.properties.message_id for answer in answers if answer.type == DECIDED}
    assert len(kept) == len(set(kept)), "two decisions with one id"
    assert {event for event, in kept} == told, "the ledger and the portals know different decisions"
    assert waiting == (0,), "events that were never confirmed"


def test_nothing_is_left_in_any_queue(after_the_storm):
    system, _, _, _ = after_the_storm
    left = system.broker.queues(system.vhost)
    # Answers for portals that nobody reads here wait in their own queues.
    assert {name: both for name, both in left.items() if not name.startswith("rebated.decisions.")} == {}
    assert all(unacked == 0 for _, unacked in left.values())


def test_nothing_personal_is_in_any_log(after_the_storm):
    system, _, _, _ = after_the_storm
    seen = {text for worker in system.workers for text in material.PERSONAL if text in worker.log}
    assert seen == set()
