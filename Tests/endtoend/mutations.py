"""Applications that are nearly right: one thing of a sound one is changed."""

import copy
import decimal

Decimal = decimal.Decimal

VALUES = [
    None, True, False, 0, -1, 1, 7, Decimal("1.5"), Decimal("-0.01"), Decimal("2.0"), 10 ** 12, 10 ** 12 - 1,
    -(10 ** 12), 2 ** 31, 2 ** 31 - 1, "", " ", "x", "12.50", "12.5", "-1.00", "0009999999999999.99",
    "99999999999999.00", "9999999999999.99", "2026-02-28", "2026-02-30", "2026-13-01", "26-02-28", "national-grid", "none", "other", "1",
    "a/b", "ü", "\u0085", "\ufeff", "\u2003", "a\u0007", "a" * 64, "a" * 65, "é" * 64, [], ["x"], [None], {},
    {"id": "x"}, [{}],
]


def _places(value, path=()):
    """Every place in the value: its container and its key."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in list(members):
        yield value, key, (*path, key)
        yield from _places(member, (*path, key))


def _many_lines(application, _):
    lines = application["measures"]
    application["measures"] = [{**lines[0], "id": f"n{i}"} for i in range(51)]


def _most_lines(application, _):
    lines = application["measures"]
    application["measures"] = [{**lines[0], "id": f"n{i}"} for i in range(50)]


def _many_units(application, chance):
    chance.choice(application["measures"])["units"] = [{}] * 201


def _most_units(application, chance):
    chance.choice(application["measures"])["units"] = [{}] * 200


def _fewest_units(application, chance):
    chance.choice(application["measures"])["units"] = []


def _bare(application, _):
    for name in ("installer", "project", "documents"):
        application.pop(name, None)


WHOLE = [_many_lines, _most_lines, _many_units, _most_units, _fewest_units, _bare]


def changed(application, identity, chance):
    """What was changed, and the application."""
    application = copy.deepcopy(application)
    application["application"] = identity
    if chance.random() < 0.1:
        change = chance.choice(WHOLE)
        change(application, chance)
        return change.__name__, application
    container, key, path = chance.choice(list(_places(application)))
    kind = chance.random()
    if isinstance(container, dict) and kind < 0.1:
        del container[key]
        return f"{path} left out", application
    if isinstance(container, dict) and kind < 0.2:
        container[f"{key}_x"] = container[key]
        return f"{path}_x added", application
    container[key] = chance.choice(VALUES)
    return f"{path} = {container[key]!r}", application
