"""Applications drawn at random from what a program declares: its schema says which facts there are, its rulebook at
which values they turn."""

import copy
import decimal
import re

import house
import schemas

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_WORD = re.compile(r'"([A-Za-z][A-Za-z0-9_. -]{0,30})"')


class Drawing:
    """Draws applications to one program."""

    def __init__(self, program, chance, models):
        self.program, self.chance, self.models = program, chance, models
        self.schema = schemas.ALL[f"application.{program}"]
        rulebook = (house.REPOSITORY / f"Sources/Rulebook/Programs/{program}.yaml").read_text()
        # Wherever a rule compares with a number or a text, that value is a boundary.
        self.numbers = sorted({decimal.Decimal(text) for text in _NUMBER.findall(rulebook)})
        self.words = sorted(set(_WORD.findall(rulebook)))

    def application(self, number):
        """Wholly at random, or a sound one with some facts drawn anew."""
        if self.chance.random() < 0.3:
            application = {}
            for home in ("customer", "site"):
                application[home] = self._object(self.schema["properties"][home])
            for home in ("installer", "project"):
                self._set(application, home, self.schema["properties"][home])
            application["measures"] = [self._line(i) for i in range(self.chance.choice((1, 1, 2, 3, 5)))]
            if self.chance.random() < 0.8:
                application["documents"] = [self._document() for _ in range(self.chance.randrange(6))]
        else:
            application = self._like_a_model()
        application.update(application=f"R-{number}", revision=1, submitted_on="2026-03-02", program=self.program)
        application["customer"]["id"] = f"C-{self.chance.randrange(60)}"
        application["site"]["id"] = f"S-{self.chance.randrange(90)}"
        return application

    def _like_a_model(self):
        application = copy.deepcopy(self.chance.choice(self.models))
        for _ in range(self.chance.choice((0, 0, 1, 1, 2, 4))):
            home = self.chance.choice(("customer", "site", "installer", "project", "line", "line", "unit", "unit"))
            if home in ("line", "unit"):
                line = self.chance.choice(application["measures"])
                if home == "line":
                    self._redraw(line, self._resolved({"$ref": "#/$defs/line"}), line["measure"])
                elif line.get("units"):
                    unit = self.chance.choice(line["units"])
                    self._redraw(unit, self._resolved({"$ref": "#/$defs/unit"}), line["measure"], "units")
            else:
                application[home] = application.get(home) or {}
                self._redraw(application[home], self.schema["properties"][home])
        if self.chance.random() < 0.2:
            line = copy.deepcopy(self.chance.choice(application["measures"]))
            application["measures"].append({**line, "id": f"more{len(application['measures'])}"})
        if self.chance.random() < 0.1:
            application["documents"] = [self._document() for _ in range(self.chance.randrange(4))]
        return application

    def _redraw(self, members, schema, measure=None, part=None):
        name = self.chance.choice([name for name in schema["properties"] if name not in ("id", "measure", "units")])
        self._set(members, name, self._narrowed(schema["properties"][name], name, measure, part))

    def _line(self, number):
        schema = self._resolved({"$ref": "#/$defs/line"})
        measure = self.chance.choice(schema["properties"]["measure"]["enum"])
        line = {"id": f"m{number}", "measure": measure}
        line.update(self._object(schema, measure, skips=("id", "measure", "units")))
        if self.chance.random() < 0.95:
            unit = self._resolved({"$ref": "#/$defs/unit"})
            line["units"] = [self._object(unit, measure, "units") for _ in range(self.chance.randrange(4))]
        return line

    def _document(self):
        return {"kind": self.chance.choice(self.words), "name": self.chance.choice(("form.xlsx", "a.pdf", "ü", None)),
                "media_type": self.chance.choice(("application/pdf", "application/vnd.ms-excel", None)),
                "model_numbers": self.chance.choice((None, [], ["A", "B"]))}

    def _object(self, schema, measure=None, part=None, skips=()):
        members = {}
        for name, member in schema["properties"].items():
            if name not in skips:
                self._set(members, name, self._narrowed(member, name, measure, part))
        return members

    def _set(self, members, name, schema):
        chance = self.chance.random()
        members.pop(name, None)
        if chance >= 0.1:
            members[name] = None if chance < 0.14 else self._value(schema)

    def _narrowed(self, schema, name, measure, part):
        """The fact's own schema, or the one that it has on that measure."""
        for condition in self._resolved({"$ref": "#/$defs/line"}).get("allOf", []):
            if measure in condition["if"]["properties"]["measure"]["enum"]:
                there = condition["then"]["properties"]
                there = there.get("units", {}).get("items", {}).get("properties", {}) if part else there
                schema = there.get(name, schema) if name != "units" else schema
        return schema

    def _resolved(self, schema):
        return {**self.schema["$defs"][schema["$ref"].split("/")[-1]], **schema} if "$ref" in schema else schema

    def _value(self, schema):
        choose, schema = self.chance.choice, self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return choose(schema["enum"])
        types = schema.get("type", "string")
        if "object" in types:
            return self._object(schema)
        if "boolean" in types:
            return self.chance.random() < 0.75
        if "number" in types and "string" in types:
            amount = choose([*self.numbers, choose((0, 1, 500, 2500, 9000, 14200, 1000000))])
            return f"{amount:.2f}" if self.chance.random() < 0.8 else round(amount, 2)
        if "number" in types or "integer" in types:
            return self._number(schema, "integer" in types)
        if schema.get("format") == "date":
            return choose(("2026-02-10", "2026-03-02", "2025-12-31", "2024-02-29", "2023-03-01", "1999-01-01"))
        return choose([*self.words, "", "ü 'x' \"y\"", "A-1"])

    def _number(self, schema, whole):
        """A value at which a rule turns, or right beside it, within the bounds."""
        value = self.chance.choice([*self.numbers, decimal.Decimal(self.chance.randrange(200000))])
        value += self.chance.choice((0, 0, 0, 1, -1)) if whole else decimal.Decimal(self.chance.choice(
            ("0", "0", "0", "0.1", "-0.1", "1", "-1", "0.0000001")))
        if self.chance.random() < 0.05:
            value = decimal.Decimal("999999999999")
        if value < schema.get("minimum", value):
            value = decimal.Decimal(schema["minimum"])
        if value <= schema["exclusiveMinimum"]:
            value = schema["exclusiveMinimum"] + decimal.Decimal("0.5")
        return int(value) if whole else value
