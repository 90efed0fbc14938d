"""Workers take up changed rulebooks without a restart, between applications, all or nothing."""

import house
import material

BUNDLED = house.REPOSITORY / "Sources/Rulebook/Programs/efficiency-works.yaml"


def fan(number):
    line = {"id": "m1", "measure": "whole-house-fan", "motorized_insulated_dampers": True, "units": [{}]}
    return {**material.application(f"R-{number}", customer=f"RC-{number}", site=f"RS-{number}"), "measures": [line]}


def decided(portal, number):
    """What the fan of one application is awarded, and the digest of the edition that said so."""
    answer = portal.answer(portal.submit(fan(number)), {"rebated.decision.made.v1"})
    return answer.data["measures"][0]["calculated"], answer.data["rulebook"]["digest"]


def test_a_changed_amount_is_taken_up_and_a_broken_file_is_refused(system, tmp_path):
    folder = tmp_path / "rulebooks"
    folder.mkdir()
    file = folder / "efficiency-works.yaml"
    text = BUNDLED.read_text()
    file.write_text(text)
    worker = system.worker(f"--rulebooks={folder}")
    portal = system.portal()
    before = decided(portal, 1)
    assert before[0] == "275.00"

    assert text.count('formula: "275"') == 1, "a published amount is one line"
    changed = text.replace('formula: "275"', 'formula: "280"')
    replace(file, changed)
    house.until(lambda: worker.log.count("rulebooks of efficiency-works") >= 1, 30, "the changed rulebook is up")
    after = decided(portal, 2)
    assert after[0] == "280.00" and after[1] != before[1]

    replace(file, changed.replace("unit.seer >= 14.5", "unit.sear >= 14.5"))
    house.until(lambda: "the ones in force stay" in worker.log, 30, "the broken rulebook is refused")
    assert "efficiency-works.yaml:" in worker.log and "EW-HP-1" in worker.log and "did you mean" in worker.log
    assert decided(portal, 3) == after

    replace(file, text)
    house.until(lambda: worker.log.count("rulebooks of efficiency-works") >= 2, 30, "the mended rulebook is up")
    assert decided(portal, 4) == before
    assert worker.terminate() == 0
    assert "EW-HP-1" in worker.log


def replace(file, text):
    """Puts a file in place whole, as a careful editor does."""
    new = file.with_suffix(".new")
    new.write_text(text)
    new.replace(file)


def test_what_waits_for_a_reviewer_is_finished_by_the_edition_that_it_began_with(system, tmp_path):
    folder = tmp_path / "rulebooks"
    folder.mkdir()
    file = folder / "worcester-energy.yaml"
    text = (BUNDLED.parent / "worcester-energy.yaml").read_text()
    file.write_text(text)
    worker = system.worker(f"--rulebooks={folder}")
    portal = system.portal()
    boiler = {"id": "m1", "measure": "heating-cooling", "cost": "8000.00", "other_incentives": "0.00",
              "units": [{"type": "water_boiler", "fuel": "gas", "afue": 95}]}
    application = {"application": "WE-R-1", "revision": 1, "program": "worcester-energy", "submitted_on": "2026-03-02",
                   "customer": {"id": "C-R"}, "site": {"id": "S-R", "existing": True, "dwelling_units": 2},
                   "measures": [boiler]}
    first = portal.answer(portal.submit(application, program="worcester-energy"), {"rebated.decision.made.v1"}).data
    assert first["status"] == "in_review"

    replace(file, text.replace("title:", "title: New", 1))
    house.until(lambda: "rulebooks of worcester-energy" in worker.log, 30, "the changed rulebook is up")
    outcome = {"task": first["tasks"][0]["task"], "outcome": "approve", "reviewer": "m.ortiz"}
    trace = portal.submit(outcome, program="worcester-energy", kind="completed")
    second = portal.answer(trace, {"rebated.decision.made.v1"}).data
    assert second["status"] == "approved"
    assert second["rulebook"] == first["rulebook"]
