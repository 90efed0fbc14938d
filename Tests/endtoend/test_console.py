"""`rebated console` over HTTP: the whole way of a task, and what a hostile client tries."""

import concurrent.futures
import socket
import subprocess

import pytest

import desk
import house
import material

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"


@pytest.fixture(scope="module")
def office(shared_system):
    shared_system.worker()
    return shared_system, shared_system.portal()


@pytest.fixture(scope="module")
def console(office):
    folder = office[0].folder
    files = {name: desk.token_file(folder, name) for name in ("dana", "lee", "kim")}
    console = desk.Console(office[0], *[f"--token={name}={path}" for name, path in files.items()],
                           "--allow=kim=worcester-energy")
    console.tokens = {name: path.read_text().strip() for name, path in files.items()}
    yield console
    console.close()


@pytest.fixture
def dana(console):
    return desk.Browser(console).sign_in(console.tokens["dana"])


@pytest.fixture
def lee(console):
    return desk.Browser(console).sign_in(console.tokens["lee"])


def test_a_task_goes_from_the_list_to_the_decision(office, dana):
    system, portal = office
    desk.submit(portal, desk.oversized("H-1"))
    listed = dana.get("/tasks", search="H-1")
    assert listed.status == 200 and listed.body.count("H-1</a>") == 2
    page = dana.get("/task", id=desk.size_task("H-1"))
    for words in ("Is this size justified?", "58,000 Btu/h", "may incur further review", "Ottilie Brandvold", "$7,968.00"):
        assert words in page.body, words
    first = dana.answer(desk.size_task("H-1"), note="fits\r\nthe building")
    assert "Your answer is recorded" in first.body and "still open" in first.body
    second = dana.answer(desk.building_task("H-1"))
    assert "The application is decided: approved, $7,968.00" in second.body
    answered = desk.status(system, "H-1")
    assert answered["status"] == "approved"
    history = dana.get("/application", program="nys-clean-heat", id="H-1")
    assert "dana approved it" in history.body and "fits\nthe building" in history.body
    closed = dana.get("/task", id=desk.size_task("H-1"))
    assert "already closed: dana approved it" in closed.body and "<form method=\"post\" action=\"/task" not in closed.body


def test_two_reviewers_at_once_the_second_is_told(office, dana, lee):
    system, portal = office
    desk.submit(portal, desk.oversized("H-2"))
    task = desk.size_task("H-2")
    forms = [(dana, dana.confirmation(task)), (lee, lee.confirmation(task, "deny", note="no"))]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        sent = list(pool.map(lambda form: form[0].post("/task/answer", form[1]), forms))
    results = [form[0].request("GET", reply.headers["Location"]).body for form, reply in zip(forms, sent)]
    assert sorted("Your answer is recorded" in body for body in results) == [False, True], results
    assert sum("already closed:" in body for body in results) == 1
    late = lee.post("/task/confirm", {**forms[1][1], "form": ""})
    assert late.status == 409 and "already closed" in late.body


def test_a_replayed_form_sends_nothing_again(office, dana):
    desk.submit(office[1], desk.oversized("H-3"))
    form = dana.confirmation(desk.size_task("H-3"))
    sent = [dana.post("/task/answer", form) for _ in range(3)]
    assert {(reply.status, reply.headers["Location"]) for reply in sent} == {(303, f"/result?id={form['form']}")}
    events = [event for event in desk.status(office[0], "H-3")["timeline"] if event["kind"] == "answered"]
    assert len(events) == 1


def test_nobody_comes_in_without_a_token(console):
    stranger = desk.Browser(console)
    for path in ("/", "/tasks", "/task?id=x", "/application?id=x", "/programs", "/result?id=x"):
        reply = stranger.get(path)
        assert reply.status == 303 and reply.headers["Location"] == "/sign-in", path
    assert stranger.post("/sign-in", {"secret": "guessed-guessed-guessed"}).status == 401
    stranger.cookie = "rebated=" + "0" * 64
    assert stranger.get("/tasks").status == 303


def test_signing_out_ends_the_session_everywhere(console, dana):
    copy = desk.Browser(console)
    copy.cookie = dana.cookie
    token = dana.get("/tasks").hidden("token")
    assert dana.post("/sign-out", {"token": token}).status == 303
    assert copy.get("/tasks").status == 303


def test_forged_forms_change_nothing(office, console, dana, lee):
    desk.submit(office[1], desk.oversized("H-4"))
    form = dana.confirmation(desk.size_task("H-4"))
    others = lee.get("/tasks").hidden("token")
    for wrong in ("", "x", others):
        assert dana.post("/task/answer", {**form, "token": wrong}).status == 403
    for origin in ("https://evil.example", "null", f"http://127.0.0.1.evil.example:{console.port}"):
        assert dana.post("/task/answer", form, origin=origin).status == 403
    foreign = dana.request("POST", "/task/answer", "x=1", {"Content-Type": "application/x-www-form-urlencoded",
                                                          "Sec-Fetch-Site": "cross-site"})
    assert foreign.status == 403
    forged = {**form, "reviewer": "lee", "user_id": "lee"}
    sent = dana.post("/task/answer", forged)
    assert "recorded" in dana.request("GET", sent.headers["Location"]).body
    answered = [event["text"] for event in desk.status(office[0], "H-4")["timeline"] if event["kind"] == "answered"]
    assert len(answered) == 1 and answered[0].startswith("dana "), answered


def test_a_program_that_is_not_theirs_is_hidden(office, console):
    desk.submit(office[1], desk.oversized("H-5"))
    kim = desk.Browser(console).sign_in(console.tokens["kim"])
    assert "H-5" not in kim.get("/tasks").body
    hidden = kim.get("/task", id=desk.size_task("H-5"))
    assert hidden.status == 404 and "H-5" not in hidden.body
    assert kim.get("/application", program="nys-clean-heat", id="H-5").status == 404
    assert kim.get("/program", id="nys-clean-heat").status == 404
    assert kim.get("/program", id="worcester-energy").status == 200
    form = {"token": kim.get("/tasks").hidden("token"), "task": desk.size_task("H-5"), "outcome": "approve",
            "form": "0" * 64}
    assert kim.post("/task/answer", form).status == 404
    assert len(desk.status(office[0], "H-5")["tasks"]) == 2


def test_html_in_names_and_notes_is_text(office, dana):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    desk.submit(office[1], desk.oversized("H-6", customer=evil))
    result = dana.answer(desk.size_task("H-6"), "request_information", note=evil)
    pages = [result, dana.get("/task", id=desk.size_task("H-6")), dana.get("/tasks", search=evil),
             dana.get("/application", program="nys-clean-heat", id="H-6")]
    for page in pages:
        assert "<script" not in page.body and "<img" not in page.body
    assert "&lt;script&gt;alert(1)" in pages[3].body


def test_every_answer_has_its_guards(console, dana):
    for path in ("/tasks", "/nowhere", "/sign-in", "/programs"):
        headers = dana.get(path).headers
        assert headers["Content-Security-Policy"] == POLICY
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin" and headers["X-Frame-Options"] == "DENY"
    style = dana.get("/style.css")
    assert style.headers["Content-Type"] == "text/css; charset=utf-8" and style.headers["X-Content-Type-Options"] == "nosniff"
    cookie = desk.Browser(console).post("/sign-in", {"secret": console.tokens["dana"]}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie


@pytest.mark.parametrize("method, path, status", [
    ("PUT", "/tasks", 405), ("DELETE", "/task", 405), ("POST", "/tasks", 405), ("GET", "/task/answer", 405),
    ("GET", "/nowhere", 404), ("GET", "/../../etc/passwd", 404), ("GET", "/tasks?search=%FF%", 400), ("HEAD", "/tasks", 200)])
def test_what_is_not_offered_is_told(dana, method, path, status):
    assert dana.request(method, path).status == status


def test_bodies_that_are_wrong_or_huge(console, dana):
    for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain", ""):
        assert dana.request("POST", "/task/confirm", "{}", {"Content-Type": kind}).status == 415, kind
    with socket.create_connection(("127.0.0.1", console.port), timeout=60) as plug:
        plug.sendall(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     b"Content-Length: 52428800\r\n\r\n")
        assert b" 413 " in plug.recv(200)
    chunked = b"".join(b"10000\r\n" + b"x" * 0x10000 + b"\r\n" for _ in range(3))
    with socket.create_connection(("127.0.0.1", console.port), timeout=60) as plug:
        plug.sendall(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     b"Transfer-Encoding: chunked\r\n\r\n" + chunked)
        assert b" 413 " in plug.recv(200)
    with socket.create_connection(("127.0.0.1", console.port), timeout=60) as plug:
        plug.sendall(b"GET /tasks HTTP/1.1\r\nHost: x\r\nX-Long: " + b"y" * 40_000 + b"\r\n\r\n")
        answer = plug.recv(200)
        assert answer == b"" or b" 4" in answer[:14], answer
    assert dana.get("/tasks").status == 200


def test_nothing_personal_is_in_the_log(office, console, dana):
    desk.submit(office[1], desk.oversized("H-7"))
    dana.answer(desk.size_task("H-7"), note="for Ottilie Brandvold")
    log = console.log
    for text in [*material.PERSONAL, *console.tokens.values(), "H-7"]:
        assert text not in log, text


def test_a_proxy_names_the_reviewer(office):
    console = desk.Console(office[0], "--user-header", "X-Forwarded-User")
    try:
        browser = desk.Browser(console)
        assert browser.get("/tasks").status == 401
        page = browser.request("GET", "/tasks", headers={"X-Forwarded-User": "mary"})
        assert page.status == 200 and "<bdi>mary</bdi>" in page.body
        assert browser.get("/tasks").status == 401
    finally:
        console.close()
    console = desk.Console(office[0], "--user-header", "X-Forwarded-User", "--proxy", "192.0.2.1")
    try:
        assert desk.Browser(console).request("GET", "/tasks", headers={"X-Forwarded-User": "mary"}).status == 401
        assert console.terminate() == 0
    finally:
        console.close()


@pytest.mark.parametrize("arguments, words", [
    (["--host", "0.0.0.0"], "say how they sign in"),
    (["--token", "dana=/does/not/exist"], "can't be read"),
    (["--token", "dana"], "NAME=FILE"),
    (["--origin", "desk.example.org"], "origin"),
])
def test_what_would_be_unsafe_is_refused_at_the_start(office, arguments, words):
    done = subprocess.run([house.binary(), "console", "--port", "0", *arguments], env=office[0].environment(),
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 64 and words in done.stderr, done.stderr
