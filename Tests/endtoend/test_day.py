"""A day of the whole house: a portal hands the samples in, one reviewer answers in a terminal, another in a browser, and
in the evening every application has its decision and nothing is left open."""

import json

import pytest

import desk
import house
# Skips this module too where there is no browser.
from test_console_browser import ActionChains, By, Keys, arrive, chromium, press  # noqa: F401

SAMPLES = sorted((house.REPOSITORY / "Deploy/samples").glob("*.json"))
IN_THE_TERMINAL = {"NG-2026-000231", "WE-2026-0311"}


def open_tasks(system):
    return [json.loads(line) for line in system.rebated("review", "list", "--json").splitlines()]


def approve_by_keys(screen, last):
    """Answers the task that the list has first."""
    screen.until("DUE")
    screen.keys("Enter")
    screen.until("a approve")
    screen.keys("a")
    screen.until("Your answer")
    screen.keys("C-s")
    screen.until("Send this answer?")
    screen.keys("y")
    screen.until("The application is decided" if last else "is still open")
    screen.keys("Enter")


def approve_in_the_browser(driver, console, task):
    driver.get(console.origin + "/tasks")
    link = next(link for link in driver.find_elements(By.CSS_SELECTOR, "main a")
                if task["task"] in link.get_attribute("href").replace("%2F", "/"))
    link.click()
    house.until(lambda: driver.find_elements(By.NAME, "outcome"), 30, "the task's page")
    driver.find_element(By.CSS_SELECTOR, "input[name=outcome][value=approve]").click()
    for field in driver.find_elements(By.CSS_SELECTOR, "input[name=amount]"):
        field.send_keys("2500.00")
    driver.find_element(By.TAG_NAME, "textarea").send_keys("Looked at on site.")
    next(button for button in driver.find_elements(By.TAG_NAME, "button") if button.text == "Go on").click()
    arrive(driver, "Send this answer?")
    next(button for button in driver.find_elements(By.TAG_NAME, "button") if button.text == "Send the answer").click()
    arrive(driver, "Your answer is recorded")


@pytest.fixture
def console(system):
    # The ledger is the worker's: it has to be there before anybody reads it.
    system.worker()
    token = desk.token_file(system.folder, "dana")
    console = desk.Console(system, f"--token=dana={token}")
    console.token = token.read_text().strip()
    yield console
    console.close()


def test_a_day(system, console, chromium):  # noqa: F811
    portal = system.portal()
    samples = [json.loads(path.read_text()) for path in SAMPLES]
    traces = {data["application"]: portal.submit(data, program=data["program"]) for data in samples}
    told = {name: portal.answer(trace, [desk.DECIDED]).data for name, trace in traces.items()}
    in_review = {name for name, decision in told.items() if decision["status"] == "in_review"}
    tasks = open_tasks(system)
    assert {task["application"] for task in tasks} == in_review > IN_THE_TERMINAL
    assert len(tasks) == sum(len(decision["tasks"]) for decision in told.values())

    for application in sorted(IN_THE_TERMINAL):
        mine = [task for task in tasks if task["application"] == application]
        screen = desk.Terminal(system, f"{house.binary()} review --search {application}")
        try:
            for number in range(len(mine)):
                approve_by_keys(screen, last=number == len(mine) - 1)
        finally:
            screen.close()

    chromium.delete_all_cookies()
    chromium.get(console.origin + "/")
    chromium.find_element(By.ID, "secret").send_keys(console.token, Keys.ENTER)
    arrive(chromium, "Open tasks")
    left = open_tasks(system)
    assert {task["application"] for task in left} == in_review - IN_THE_TERMINAL
    for task in left:
        approve_in_the_browser(chromium, console, task)

    def final(answers):
        last = {answer.data["application"]: answer.data["status"] for answer in answers if answer.type == desk.DECIDED}
        return all(last.get(name, "in_review") != "in_review" for name in in_review)
    portal.collect(30, final)
    assert final(portal.answers), [(a.type, a.routing_key) for a in portal.answers]
    assert open_tasks(system) == []
    assert system.rebated("outbox", "list", "--json") == ""
    assert {name for name in system.broker.queues(system.vhost)
            if name in (house.APPLICATIONS, house.REVIEWS, house.DEAD) or name.startswith("rebated.retry")} == set()
    system.rebated("ledger", "verify")
