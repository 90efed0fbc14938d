"""Applications that are nearly right: one thing of a sound one is changed."""

import copy
import decimal

Decimal = decimal.Decimal

VALUES = [
    None, True, False, 0, -1, 1, 7, Decimal("1.5"), Decimal("-0.01"), Decimal("2.0"), 10 ** 12, 10 ** 12 - 1,
    -(10 ** 12), 2 ** 31, 2 ** 31 - 1, "", " ", "x", "12.50", "12.5", "-1.00", "0009999999999999.99",
    "99999999999999.00", "9999999999999.99", "2026-02-28", "2026-02-30", "2026-13-01", "26-02-28", "national-grid",
    "none", "other", "1", "a/b", "ü", "\u0085", "\ufeff", "\u2003", "a\u0007", "a" * 64, "a" * 65, "é" * 64, [],
    ["x"], [None], {}, {"id": "x"}, [{}],
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
    kind = chance.random()
    if kind < 0.1:
        change = chance.choice(WHOLE)
        change(application, chance)
        return change.__name__, application
    container, key, path = chance.choice(list(_places(application)))
    if isinstance(container, dict) and kind < 0.2:
        del container[key]
        return f"{path} left out", application
    if isinstance(container, dict) and kind < 0.3:
        container[f"{key}_x"] = container[key]
        return f"{path}_x added", application
    container[key] = chance.choice(VALUES)
    return f"{path} = {container[key]!r}", application


def _smallest(schema, measure):
    """The least that can be sent."""
    return {"revision": 1, "program": schema["properties"]["program"]["const"], "submitted_on": "2026-03-02",
            "customer": {"id": "C-1"}, "site": {"id": "S-1"}, "installer": {}, "project": {},
            "measures": [{"id": "m1", "measure": measure, "units": [{}]}], "documents": [{}]}


def _homes(application, schema):
    """Where facts stand, each with the facts that may stand there."""
    for name in ("customer", "site", "installer", "project"):
        yield name, application[name], schema["properties"][name]["properties"]
    line = application["measures"][0]
    yield "line", line, schema["$defs"]["line"]["properties"]
    yield "unit", line["units"][0], schema["$defs"]["unit"]["properties"]
    yield "document", application["documents"][0], schema["$defs"]["document"]["properties"]


def every_fact(schema):
    """Applications in which one fact has one value: every declared fact with every value, once for each measure by
    which its type goes."""
    measures = schema["$defs"]["line"]["properties"]["measure"]["enum"]
    narrowed = {}
    for condition in schema["$defs"]["line"].get("allOf", ()):
        facts = condition["then"]["properties"]
        for name in [*facts, *facts.get("units", {}).get("items", {}).get("properties", ())]:
            narrowed.setdefault(name, []).extend(condition["if"]["properties"]["measure"]["enum"])
    for home, _, facts in _homes(_smallest(schema, measures[0]), schema):
        for fact, of in facts.items():
            for measure in [measures[0], *narrowed.get(fact, ())] if home in ("line", "unit") else measures[:1]:
                for value in [*VALUES, *of.get("enum", ())]:
                    application = _smallest(schema, measure)
                    next(place for name, place, _ in _homes(application, schema) if name == home)[fact] = value
                    yield f"{home}.{fact} = {value!r} on {measure}", application
