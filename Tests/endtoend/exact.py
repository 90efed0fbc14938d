"""JSON whose numbers stay as they are written: 9000.50 is neither 9000.5 nor 9000.500000000001."""

import json


class Number(str):
    """A number's own characters."""


def loads(text):
    return json.loads(text, parse_float=Number, parse_int=Number, parse_constant=Number)


def dumps(value) -> str:
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{dumps(member)}" for key, member in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(dumps, value)) + "]"
    return json.dumps(value)
