"""What the tests send: sound applications that compete for the same limits, and everything that a careless or
hostile portal could send instead."""

import json

PEOPLE = [
    ("Ottilie Brandvold", "ottilie.brandvold@example.org", "970-555-0103", "4417 Larkbunting Drive"),
    ("Thaddeus Okonkwo", "t.okonkwo@example.org", "970-555-0118", "92 Sagebrush Hollow"),
    ("Marisol Etxeberria", "marisol.etx@example.org", "970-555-0126", "1806 Quaking Aspen Way"),
]

# Whatever of the material must never be seen in a log, a metric or a trace.
PERSONAL = [text for person in PEOPLE for text in person] + [
    "Brandvold", "Okonkwo", "Etxeberria", "Larkbunting", "Sagebrush", "Quaking", "Poudre Valley Comfort"]


def application(identity, *, revision=1, customer="C-1", site="S-1", measures=None, person=0, **others):
    name, email, phone, line1 = PEOPLE[person % len(PEOPLE)]
    return {
        "application": identity,
        "revision": revision,
        "program": "efficiency-works",
        "submitted_on": "2026-03-02",
        "customer": {"id": customer, "name": name, "email": email, "phone": phone},
        "site": {"id": site, "heating": "gas",
                 "address": {"line1": line1, "city": "Fort Collins", "state": "CO", "zip": "80521"}},
        "installer": {"id": "I-9", "name": "Poudre Valley Comfort", "email": email, "phone": phone},
        "project": {"completed_on": "2026-02-10"},
        "measures": measures or [heat_pump("m1")],
        "documents": [{"kind": "invoice", "name": "invoice.pdf", "media_type": "application/pdf"}],
        **others,
    }


def heat_pump(line):
    return {"id": line, "measure": "heat-pump", "source": "air", "cost": "9000.00",
            "units": [{"model": "HP-3", "seer": 16.5, "hspf": 9.5, "cold_climate": True}]}


def furnace(line):
    return {"id": line, "measure": "furnace", "cost": "4100.00", "replaces": "heating_system",
            "units": [{"model": "GF-96", "sealed_combustion": True, "afue": 96.1, "multi_stage_gas_valve": True,
                       "ecm_blower": True}]}


def mini_split(line, heads=2):
    return {"id": line, "measure": "ductless-mini-split", "cost": "9800.00",
            "units": [{"model": "MS-2", "seer": 19.5, "hspf": 10.6, "cold_climate": True, "multi_stage": True,
                       "heads": heads}]}


def thermostats(line, count=2):
    return {"id": line, "measure": "smart-thermostat", "cost": "350.00", "replaces": "non_programmable_thermostat",
            "units": [{"model": "T-1"}] * count}


def air_conditioner(line):
    return {"id": line, "measure": "air-conditioner", "cost": "6100.00", "commissioning": "passed",
            "units": [{"model": "CA-17", "seer": 17.2, "eer": 12.5, "multi_stage": True}]}


def competing(number):
    """One of many applications of few customers and homes: together they ask for far more than the limits give."""
    kinds = [heat_pump, furnace, mini_split, thermostats, air_conditioner]
    lines = [kinds[(number + i) % len(kinds)](f"m{i + 1}") for i in range(1 + number % 3)]
    return application(f"A-{number:05d}", customer=f"C-{number % 23}", site=f"S-{number % 31}", measures=lines,
                       person=number)


def _text(**changes):
    return json.dumps({**application("R-1"), **changes})


def _envelope(data, **changes):
    event = {"specversion": "1.0", "id": "r-1", "source": "portal-test", "time": "2026-03-02T09:15:04Z",
             "type": "rebated.application.submitted.v1", "data": data, **changes}
    return json.dumps({name: value for name, value in event.items() if value is not ...})


def rubbish():
    """(what it is, body, options for Portal.publish, the paths that the answer must name or None)"""
    bare = {"content_type": "application/json", "type": "rebated.application.submitted.v1"}
    sound = application("R-1")
    line = heat_pump("m1")
    unit = line["units"][0]

    def with_line(**changes):
        return _text(measures=[{**line, **changes}])

    def with_unit(**changes):
        return with_line(units=[{**unit, **changes}])

    nested = '{"a":' * 5000 + "1" + "}" * 5000
    huge = "9" * 5000
    return [
        ("not JSON", "hello, is anybody there?", bare, None),
        ("not JSON in an envelope's content type", "hello", {}, None),
        ("empty", "", bare, None),
        ("empty envelope", "", {}, None),
        ("blank", " \n\t ", bare, None),
        ("one byte short", _text()[:-1], bare, None),
        ("something behind it", _text() + " x", bare, None),
        ("bytes at random", bytes(range(256)) * 8, bare, None),
        ("a compressed body", b"\x1f\x8b\x08\x00" + bytes(64), {**bare, "content_encoding": "gzip"}, None),
        ("bad UTF-8", _text().encode().replace(b"HP-3", b"HP\xff\xfe3"), bare, None),
        ("UTF-16", _text().encode("utf-16"), bare, None),
        ("a lone surrogate", _text().replace("HP-3", "\\ud800"), bare, None),
        ("NaN", with_unit(seer="@").replace('"@"', "NaN"), bare, None),
        ("infinity", with_unit(seer="@").replace('"@"', "-Infinity"), bare, None),
        ("a leading zero", with_unit(seer="@").replace('"@"', "016"), bare, None),
        ("a trailing comma", _text()[:-1] + ",}", bare, None),
        ("a key twice", _text()[:-1] + ',"revision":2}', bare, None),
        ("10 MiB of nothing", b"x" * (10 << 20), bare, None),
        ("10 MiB of JSON", _text(note="y" * (10 << 20)), bare, None),
        ("a hundred thousand brackets", "[" * 100_000, bare, None),
        ("deep nesting in a fact", _text(project="@").replace('"@"', nested), bare, None),
        ("a number", "42", bare, None),
        ("a list", "[]", bare, None),
        ("null", "null", bare, None),
        ("an envelope without data", _envelope(..., **{}), {}, None),
        ("an envelope of an unknown type", _envelope(sound, type="com.example.other"), {}, None),
        ("an envelope of another version", _envelope(sound, specversion="0.3"), {}, None),
        ("an envelope whose data is text", _envelope("application"), {}, None),
        ("nothing but braces", "{}", bare,
         ["application", "customer.id", "measures", "program", "revision", "site.id", "submitted_on"]),
        ("a huge revision", _text(revision=0).replace('"revision": 0', '"revision": ' + huge), bare, ["revision"]),
        ("a revision with a fraction", _text(revision=1.5), bare, ["revision"]),
        ("a revision of zero", _text(revision=0), bare, ["revision"]),
        ("a revision as text", _text(revision="1"), bare, ["revision"]),
        ("a huge cost", with_line(cost="@").replace('"@"', "1e400"), bare, ["measures[0].cost"]),
        ("a cost of a thousandth", with_line(cost="9000.001"), bare, ["measures[0].cost"]),
        ("a negative cost", with_line(cost="-1.00"), bare, ["measures[0].cost"]),
        ("a cost in words", with_line(cost="nine thousand"), bare, ["measures[0].cost"]),
        ("a number as text", with_unit(seer="16.5"), bare, ["measures[0].units[0].seer"]),
        ("a truth as text", with_unit(cold_climate="yes"), bare, ["measures[0].units[0].cold_climate"]),
        ("an unknown choice", with_line(source="steam"), bare, ["measures[0].source"]),
        ("an undeclared fact", with_unit(sear=16.5), bare, ["measures[0].units[0].sear"]),
        ("undeclared facts all over", _text(colour="red", site={"id": "S-1", "roof": "tin"}), bare,
         ["colour", "site.roof"]),
        ("an unknown program", _text(program="efficiency-wroks"), {**bare, "key": "submitted.efficiency-wroks"},
         ["program"]),
        ("an unknown measure", with_line(measure="heatpump"), bare, ["measures[0].measure"]),
        ("a line id twice", _text(measures=[line, heat_pump("m1")]), bare, ["measures[1].id"]),
        ("no lines", _text(measures=[]), bare, ["measures"]),
        ("lines that are no list", _text(measures={"m1": line}), bare, ["measures"]),
        ("51 lines", _text(measures=[thermostats(f"m{i}") for i in range(51)]), bare, ["measures"]),
        ("201 units", with_line(units=[unit] * 201), bare, ["measures[0].units"]),
        ("a customer that is a list", _text(customer=["C-1"]), bare, ["customer"]),
        ("a blank customer", _text(customer={"id": "  "}), bare, ["customer.id"]),
        ("an id with a slash", _text(application="R/1"), bare, ["application"]),
        ("an id of 65 characters", _text(application="R" * 65), bare, ["application"]),
        ("a date that isn't", _text(submitted_on="2026-02-30"), bare, ["submitted_on"]),
        ("all wrong at once", _text(revision=-1, submitted_on="soon", customer={}, measures=[{**line, "cost": "x"}]),
         bare, ["customer.id", "measures[0].cost", "revision", "submitted_on"]),
        ("an envelope around what is wrong", _envelope({**sound, "measures": []}), {}, ["measures"]),
    ]
