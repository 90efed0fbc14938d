"""`rebated console` in headless Chromium: by the keyboard alone, light and dark, wide and narrow, without scripts.

Screenshots go into the folder that REBATED_TEST_SCREENSHOTS names, if it does.
"""

import os
import pathlib
import shutil

import pytest

import desk
import house

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not (CHROMIUM and DRIVER) and not desk.environment_has("CI"):
    pytest.skip("chromium and chromium-driver are not installed", allow_module_level=True)

from selenium import webdriver  # noqa: E402
from selenium.common.exceptions import (  # noqa: E402
    NoSuchElementException, StaleElementReferenceException, WebDriverException)
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

# The least contrast of any text that is seen, with the place where it stands.
CONTRAST = """
const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return [n[0], n[1], n[2], n[3] === undefined ? 1 : n[3]]; };
const light = c => { const f = c.slice(0, 3).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                     return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0) return c; }
                      return matchMedia('(prefers-color-scheme: dark)').matches ? [0, 0, 0, 1] : [255, 255, 255, 1]; };
const found = [];
for (const e of document.body.querySelectorAll('*')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) continue;
  const a = light(parse(getComputedStyle(e).color)), b = light(behind(e));
  found.push([(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.tagName + '.' + e.className + ': ' + e.textContent.trim().slice(0, 40)]);
}
return found.sort((x, y) => x[0] - y[0])[0];
"""

# What a page owes to those who don't see it.
ACCESSIBLE = """
const faults = [], all = s => [...document.querySelectorAll(s)];
if (all('h1').length !== 1) faults.push('not one h1');
if (all('main').length !== 1 || !document.documentElement.lang || !document.title) faults.push('main, lang or title');
let level = 1;
for (const h of all('h1,h2,h3,h4')) { const n = +h.tagName[1]; if (n > level + 1) faults.push('a step left out: ' + h.textContent); level = n; }
for (const f of all('input:not([type=hidden]),select,textarea')) if (!f.labels.length) faults.push('no label: ' + f.name);
for (const t of all('table')) if (!t.caption || !t.querySelector('th[scope]')) faults.push('a table without caption or headers');
for (const e of all('[aria-describedby],[aria-labelledby]')) for (const a of ['aria-describedby', 'aria-labelledby'])
  for (const id of (e.getAttribute(a) || '').split(' ').filter(Boolean)) if (!document.getElementById(id)) faults.push(a + ' ' + id);
const ids = all('[id]').map(e => e.id); if (new Set(ids).size !== ids.length) faults.push('an id twice');
if (document.scripts.length) faults.push('a script');
if (document.documentElement.scrollWidth > innerWidth) faults.push('wider than the window: ' + document.documentElement.scrollWidth);
return faults;
"""


@pytest.fixture(scope="module")
def office(shared_system):
    shared_system.worker()
    return shared_system, shared_system.portal()


@pytest.fixture(scope="module")
def console(office):
    token = desk.token_file(office[0].folder, "dana")
    console = desk.Console(office[0], f"--token=dana={token}")
    console.token = token.read_text().strip()
    yield console
    console.close()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync",
                     "--window-size=1280,900", f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
                     *(["--no-sandbox"] if os.geteuid() == 0 else [])):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.set_page_load_timeout(30)
    yield driver
    driver.quit()


def shot(driver, name):
    folder = os.environ.get("REBATED_TEST_SCREENSHOTS")
    if folder:
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        driver.save_screenshot(str(pathlib.Path(folder) / f"{name}.png"))


def press(driver, *keys):
    ActionChains(driver).send_keys(*keys).perform()


def arrive(driver, heading):
    """Waits for the page of that heading: a key that leads there does not wait itself."""
    def arrived():
        try:
            return driver.find_element(By.TAG_NAME, "h1").text == heading
        except (NoSuchElementException, StaleElementReferenceException):
            return False
        except WebDriverException as problem:
            # Between two pages Chromium may say so in its own words.
            if "does not belong to the document" in str(problem):
                return False
            raise
    house.until(arrived, 30, lambda: f"the page “{heading}”:\n{driver.page_source[:2000]}")


def tab_to(driver, matches, limit=60):
    """Presses Tab until what has the focus is what is looked for; it must be seen to have it."""
    for _ in range(limit):
        press(driver, Keys.TAB)
        focused = driver.switch_to.active_element
        if focused.tag_name != "body":
            assert driver.execute_script("return getComputedStyle(arguments[0]).outlineStyle", focused) != "none", \
                f"the focus is not seen on {focused.get_attribute('outerHTML')[:200]}"
        if matches(focused):
            return focused
    raise AssertionError(f"Tab does not lead there; the page:\n{driver.page_source[:2000]}")


def sign_in(driver, console):
    driver.delete_all_cookies()
    driver.get(console.origin + "/")
    tab_to(driver, lambda element: element.get_attribute("id") == "secret")
    press(driver, console.token, Keys.ENTER)
    arrive(driver, "Open tasks")


def test_a_day_by_the_keyboard_alone(office, console, chromium):
    system, portal = office
    desk.submit(portal, desk.oversized("B-1"))
    sign_in(chromium, console)
    shot(chromium, "tasks")
    tab_to(chromium, lambda element: "Is this size justified?" in element.text)
    press(chromium, Keys.ENTER)
    house.until(lambda: "Is this size justified?" in chromium.title, 30, "the task's page")
    shot(chromium, "task")
    press(chromium, Keys.TAB)
    assert "Skip" in chromium.switch_to.active_element.text
    press(chromium, Keys.ENTER)
    tab_to(chromium, lambda element: element.get_attribute("name") == "outcome")
    press(chromium, Keys.SPACE, Keys.ARROW_DOWN)
    assert chromium.switch_to.active_element.get_attribute("value") == "deny"
    tab_to(chromium, lambda element: element.tag_name == "textarea")
    press(chromium, "<b>Too large</b> for this building")
    tab_to(chromium, lambda element: element.text == "Go on")
    press(chromium, Keys.ENTER)
    arrive(chromium, "Send this answer?")
    assert "<b>Too large</b>" in chromium.find_element(By.CLASS_NAME, "note").text
    shot(chromium, "confirm")
    tab_to(chromium, lambda element: element.text == "Send the answer")
    press(chromium, Keys.ENTER)
    arrive(chromium, "Your answer is recorded")
    shot(chromium, "result")
    # Going back and sending the form again is one answer all the same.
    chromium.refresh()
    arrive(chromium, "Your answer is recorded")
    tab_to(chromium, lambda element: element.text == "Application B-1")
    press(chromium, Keys.ENTER)
    arrive(chromium, "Application B-1")
    assert "dana denied it" in chromium.find_element(By.CLASS_NAME, "timeline").text
    shot(chromium, "application")
    tab_to(chromium, lambda element: element.text == "Sign out")
    press(chromium, Keys.ENTER)
    arrive(chromium, "Sign in")
    assert len([e for e in desk.status(system, "B-1")["timeline"] if e["kind"] == "answered"]) == 1


def test_a_form_with_a_fault_says_where(office, console, chromium):
    desk.submit(office[1], desk.oversized("B-2"))
    sign_in(chromium, console)
    chromium.get(f"{console.origin}/task?id={desk.size_task('B-2')}")
    # What the browser itself would hold back is sent all the same.
    chromium.execute_script("document.querySelectorAll('[required]').forEach(e => e.required = false)")
    tab_to(chromium, lambda element: element.text == "Go on")
    press(chromium, Keys.ENTER)
    house.until(lambda: chromium.title.startswith("Please look again"), 30, "the page with what is wrong")
    problem = chromium.find_element(By.ID, "outcome-problem")
    assert "Choose approve, deny or request information." in problem.text
    assert chromium.find_element(By.CSS_SELECTOR, "fieldset").get_attribute("aria-describedby") == "outcome-problem"
    assert chromium.execute_script(ACCESSIBLE) == []
    shot(chromium, "fault")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_every_page_is_readable(office, console, chromium, scheme, width):
    identity = f"B-{scheme}-{width}"
    desk.submit(office[1], desk.oversized(identity))
    sign_in(chromium, console)
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    try:
        for name, path in [
                ("tasks", "/tasks"), ("none", "/tasks?search=nothing-is-like-that"), ("nowhere", "/nowhere"),
                ("task", f"/task?id={desk.size_task(identity)}"),
                ("application", f"/application?program=nys-clean-heat&id={identity}"), ("programs", "/programs"),
                ("program", "/program?id=efficiency-works")]:
            chromium.get(console.origin + path)
            chromium.execute_script("document.querySelectorAll('details').forEach(e => e.open = true)")
            contrast, where = chromium.execute_script(CONTRAST)
            assert contrast >= 4.5, f"{path}: {contrast:.2f} on {where}"
            assert chromium.execute_script(ACCESSIBLE) == [], path
            shot(chromium, f"{name}-{scheme}-{width}")
    finally:
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_no_script_runs_whatever_an_applicant_is_called(office, console, chromium):
    evil = "</td><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    desk.submit(office[1], desk.oversized("B-3", customer=evil))
    sign_in(chromium, console)
    for path in (f"/task?id={desk.size_task('B-3')}", "/application?program=nys-clean-heat&id=B-3",
                 "/tasks?search=%3Cscript%3Edocument.title%3D%27owned%27%3C%2Fscript%3E"):
        chromium.get(console.origin + path)
        assert "owned" not in chromium.title
        assert not chromium.find_elements(By.CSS_SELECTOR, "script, img")
    chromium.get(console.origin + "/tasks")
    # Even markup that found a way in could run nothing.
    ran = chromium.execute_async_script("""
        const done = arguments[0], script = document.createElement('script');
        script.textContent = 'window.ran = true'; document.body.append(script);
        setTimeout(() => done(window.ran === true), 100);""")
    assert ran is False
    complaints = [entry["message"] for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"]
    assert all("Content Security Policy" in message or "favicon" in message or "404" in message or "422" in message
               for message in complaints), complaints
