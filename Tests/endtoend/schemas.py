"""The schemas of Schemas/, with a validator that takes numbers as they are written."""

import decimal
import functools
import json

import jsonschema
import referencing

import house

FOLDER = house.REPOSITORY / "Schemas"
DECISION = "rebated.decision.made.v1"
REJECTION = "rebated.application.rejected.v1"


def loads(text):
    return json.loads(text, parse_float=decimal.Decimal)


def dumps(value):
    """JSON of a value whose fractions are decimals, digit for digit."""
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{dumps(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dumps, value)) + "]"
    return json.dumps(value)


ALL = {path.name.removesuffix(".schema.json"): loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
PROGRAMS = [name.removeprefix("application.") for name in ALL if name.startswith("application.")]

_registry = referencing.Registry().with_resources(
    (schema["$id"], referencing.Resource.from_contents(schema)) for schema in ALL.values())


def is_whole(value):
    whole = isinstance(value, decimal.Decimal) and value == value.to_integral_value()
    return whole or isinstance(value, int) and not isinstance(value, bool)


_Validator = jsonschema.validators.extend(
    jsonschema.Draft202012Validator,
    type_checker=jsonschema.Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: is_whole(value)))


@functools.cache
def validator(name):
    return _Validator(ALL[name], registry=_registry, format_checker=_Validator.FORMAT_CHECKER)


def is_valid(name, value):
    return validator(name).is_valid(value)


def faults(name, value):
    """What the schema finds wrong, a line each."""
    return [f"{error.json_path}: {error.message[:300]}" for error in validator(name).iter_errors(value)]
