"""Goals: ratios within each round, and what was not measured is not reached."""

from common.record import Record
from throughput.goals import goals
from throughput.subjects import everything


def record(tmp_path, **rates):
    made = Record(tmp_path / "figures.json", {}, resume=False)
    for name, rounds in rates.items():
        for number, rate in enumerate(rounds):
            made.measure({"part": "throughput", "subject": name.replace("_", "-"), "round": number},
                         lambda: {"per_second": rate, "client_us": 50, "peak_mib": 60})
    return made


def row(rows, title):
    return next(row[1:] for row in rows if row[0].startswith(title))


def test_a_machine_that_slows_down_slows_both(tmp_path):
    rows = goals(record(tmp_path, relay=[20_000, 10_000, 2_000], sqlite=[15_000, 7_500, 1_500]), everything(""))
    assert row(rows, "rate with SQLite ÷ the relay's") == ("≥ 0.7", "0.75", "yes")
    assert row(rows, "rate with PostgreSQL ÷ the relay's") == ("≥ 0.5", "—", "not measured")
    assert row(rows, "processor time of the worker, SQLite") == ("≤ 60 µs", "50 µs", "yes")


def test_the_fastest_of_a_language_is_the_one_that_counts(tmp_path):
    rows = goals(record(tmp_path, sqlite=[9_000], pika=[700], pika_tuned=[4_500], celery=[400]), everything(""))
    assert row(rows, "rate with SQLite ÷ the fastest of Python (pika, tuned)") == ("≥ 3", "2.00", "no")


def test_what_was_interrupted_goes_on_where_it_stopped(tmp_path):
    record(tmp_path, relay=[100])
    again = Record(tmp_path / "figures.json", {}, resume=True)

    def never():
        raise AssertionError("it was measured already")
    key = {"part": "throughput", "subject": "relay", "round": 0}
    assert again.measure(key, never)["per_second"] == 100
