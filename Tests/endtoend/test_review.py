"""`rebated review` and `rebated status`: a reviewer's desk in a terminal."""

import json
import secrets
import subprocess

import pytest

import desk
import house


@pytest.fixture(scope="module")
def office(shared_system):
    """A system with a worker, and a portal that hands in what needs a reviewer."""
    shared_system.worker()
    return shared_system, shared_system.portal()


@pytest.fixture
def terminal(office):
    made = []

    def make(arguments="review", **options):
        made.append(desk.Terminal(office[0], f"{house.binary()} {arguments}", **options))
        return made[-1]
    yield make
    for terminal in made:
        terminal.close()


def rebated(system, *arguments, **options):
    return subprocess.run([house.binary(), *arguments], env=system.environment(), capture_output=True, text=True,
                          timeout=60, **options)


def test_a_task_is_answered_by_keys_alone(office, terminal):
    system, portal = office
    desk.submit(portal, desk.oversized("K-1"))
    screen = terminal("review --search K-1")
    assert "K-1" in screen.until("utility-discretion")
    screen.keys("1", "Enter")
    assert "66,400" not in screen.until("Is this size justified?")
    screen.keys("PgDn")
    screen.until("58,000 Btu/h")
    screen.keys("d")
    screen.until("Note to the applicant")
    screen.text("Far too large")
    screen.keys("Enter")
    screen.text("for this building")
    screen.keys("C-s")
    assert "for this building" in screen.until("Send this answer?")
    assert desk.status(system, "K-1")["status"] == "in_review"
    screen.keys("y")
    screen.until("another task of this application is still open")
    screen.keys("Enter")
    screen.until("DUE")
    screen.keys("Enter")
    screen.until("utility's discretion?")
    screen.keys("a")
    screen.until("Your answer")
    screen.keys("C-s")
    screen.until("Send this answer?")
    screen.keys("Enter")
    screen.until("The application is decided: denied")
    screen.keys("q")
    screen.until("No open task is like that")
    screen.keys("q")
    assert "-icanon" not in screen.until("ended 0")
    answered = desk.status(system, "K-1")
    assert answered["status"] == "denied" and answered["tasks"] == []
    notes = [detail for event in answered["timeline"] for detail in event["details"]]
    assert "note: Far too large\nfor this building" in notes


def test_ctrl_c_and_a_signal_put_the_terminal_back(office, terminal):
    desk.submit(office[1], desk.oversized("K-2"))
    screen = terminal("review")
    screen.until("Open tasks")
    screen.resize(50, 10)
    screen.until("Open tasks")
    assert all(len(line) <= 50 for line in screen.screen.splitlines())
    screen.keys("C-c")
    ended = screen.until("ended 0")
    settings = ended.split("ended 0")[1]
    assert " echo" in f" {settings.strip()}" and "-icanon" not in settings


def test_no_color_is_kept_to_and_a_dumb_terminal_gets_lines(office, terminal):
    desk.submit(office[1], desk.oversized("K-3"))
    screen = terminal("review", NO_COLOR="1")
    screen.until("DUE")
    screen.keys("Enter")
    screen.until("Is this size justified?")
    assert not any(f"[{code}m" in screen.raw for code in (31, 32, 33))
    dumb = terminal("review", TERM="dumb")
    dumb.until("Number of a task, or q to end:")
    dumb.keys("q", "Enter")
    dumb.until("ended 0")


def test_line_by_line_without_a_terminal(office):
    system, portal = office
    desk.submit(portal, desk.oversized("K-4"))
    typed = "\n".join(["1", "a", "fine by me", "y", "1", "maybe", "back", "q"]) + "\n"
    done = rebated(system, "review", "--lines", "--search", "K-4", "--reviewer", "guest", input=typed)
    assert done.returncode == 0, done.stderr
    assert "still open" in done.stdout and "That is none of them." in done.stdout
    assert [task["task"] for task in desk.status(system, "K-4")["tasks"]] == [desk.building_task("K-4")]


def test_two_reviewers_at_once_the_second_is_told(office):
    system, portal = office
    desk.submit(portal, desk.oversized("K-5"))
    calls = [subprocess.Popen(
        [house.binary(), "review", "answer", desk.size_task("K-5"), outcome, "--yes", "--reviewer", "guest", "--note", "x"],
        env=system.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for outcome in ("approve", "deny")]
    ends = [(*call.communicate(timeout=60), call.returncode) for call in calls]
    assert sorted(code for _, _, code in ends) == [0, 1], ends
    refused = next(errors for _, errors, code in ends if code)
    assert "already closed: guest" in refused or "already closed: guest" in refused.lower(), refused


def test_scripts_list_show_and_answer_in_json(office):
    system, portal = office
    desk.submit(portal, desk.oversized("K-6"))
    listed = [json.loads(line) for line in
              rebated(system, "review", "list", "--json", "--search", "K-6").stdout.splitlines()]
    assert [task["task"] for task in listed] == [desk.size_task("K-6"), desk.building_task("K-6")]
    assert listed[0]["allowed"] == ["approve", "deny", "request_information"]
    shown = json.loads(rebated(system, "review", "show", desk.size_task("K-6"), "--json").stdout)
    assert shown["state"] == "open" and shown["task"]["context"]["facts"]["site.design_heating_load_btuh"] == 58000
    wrong = rebated(system, "review", "answer", desk.size_task("K-6"), "approve", "--amount", "5", "--yes")
    assert wrong.returncode == 1 and "set the amount" in wrong.stderr
    unasked = rebated(system, "review", "answer", desk.size_task("K-6"), "approve", stdin=subprocess.DEVNULL)
    assert unasked.returncode == 1 and "--yes" in unasked.stderr
    assert rebated(system, "review", "answer", desk.size_task("K-6"), "perhaps").returncode == 64
    assert rebated(system, "review", "show", "no/such/task").returncode == 1
    narrowed = rebated(system, "review", "list", "--program", "worcester-energy", "--json")
    assert narrowed.returncode == 0 and narrowed.stdout == ""
    assert len(desk.status(system, "K-6")["tasks"]) == 2


def test_control_characters_of_an_applicant_do_nothing(office, terminal):
    system, portal = office
    desk.submit(portal, desk.oversized("K-7", customer="Eve\x1b]0;owned\x07\x1b[2J\u202eX"))
    shown = rebated(system, "review", "show", desk.size_task("K-7")).stdout
    assert "Eve ]0;owned" in shown and "\x1b" not in shown and "\u202e" not in shown
    assert "\x1b" not in rebated(system, "status", "K-7").stdout
    screen = terminal("review --search K-7")
    screen.until("K-7")
    screen.keys("Enter")
    screen.until("Is this size justified?")
    screen.keys("End")
    screen.until("Other open tasks")
    assert "owned" in screen.screen


def test_status_tells_what_is_missing_and_which_application_is_meant(office):
    system, portal = office
    data = desk.oversized("K-8")
    del data["site"]["design_heating_load_btuh"]
    trace = portal.submit(data, program=data["program"])
    portal.answer(trace, [desk.DECIDED])
    shown = rebated(system, "status", "K-8")
    assert shown.returncode == 0
    assert "K-8: incomplete" in shown.stdout and "site.design_heating_load_btuh" in shown.stdout
    assert "the building's design heating load" in shown.stdout
    assert rebated(system, "status", "K-none").returncode == 1
    assert rebated(system, "status", "K-8", "--program", "worcester-energy").returncode == 1
    assert desk.status(system, "K-8")["missing"][0]["path"] == "site.design_heating_load_btuh"


def test_in_anothers_name_is_refused_at_once_and_in_ones_own_is_taken(office):
    system, portal = office
    desk.submit(portal, desk.oversized("K-9"))
    user = f"mary-{secrets.token_hex(3)}"
    system.broker.ctl("add_user", user, "secret")
    try:
        system.broker.ctl("set_permissions", "-p", system.vhost, user, ".*", ".*", ".*")
        environment = system.environment(REBATED_BROKER=system.url.replace("guest:guest@", f"{user}:secret@"))
        call = [house.binary(), "review", "answer", desk.size_task("K-9"), "approve", "--yes", "--timeout", "50s"]
        forged = subprocess.run([*call, "--reviewer", "dana"], env=environment, capture_output=True, text=True, timeout=40)
        assert forged.returncode == 1 and "Your answer was not taken" in forged.stderr, forged.stderr
        assert len(desk.status(system, "K-9")["tasks"]) == 2
        own = subprocess.run(call, env=environment, capture_output=True, text=True, timeout=40)
        assert own.returncode == 0 and "Your answer is recorded" in own.stdout, own.stderr
        answered = [event["text"] for event in desk.status(system, "K-9")["timeline"] if event["kind"] == "answered"]
        assert answered and answered[0].startswith(user)
    finally:
        system.broker.ctl("delete_user", user)
