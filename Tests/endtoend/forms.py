"""Fills forms as a utility's clerk would, with a library that knows nothing of ours: openpyxl."""

import csv
import datetime
import io
import re

import openpyxl

import exact

HOMES = ("customer", "site", "installer", "project")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _cells(value, prefix):
    """(column, value) of an object; addresses go a column each part."""
    for key, member in value.items():
        if isinstance(member, dict):
            yield from _cells(member, f"{prefix}.{key}")
        elif isinstance(member, list) and all(isinstance(text, str) for text in member):
            yield f"{prefix}.{key}", "; ".join(member)
        elif member is not None and not isinstance(member, list):
            yield f"{prefix}.{key}", member


def rows(application):
    """(sheet, row) of one application; a row is a dictionary by the names of columns."""
    key = {"application": application["application"]}
    own = {name: application[name] for name in ("application", "revision", "submitted_on") if name in application}
    for home in HOMES:
        own.update(_cells(application.get(home) or {}, home))
    yield "Applications", own
    for line in application["measures"]:
        facts = {name: value for name, value in line.items() if name != "units"}
        yield "Measures", {**key, **dict(_cells(facts, "line"))}
        for unit in line.get("units") or []:
            yield "Units", {**key, "line.id": line["id"], **dict(_cells(unit, "unit"))}
    for document in application.get("documents") or []:
        yield "Documents", {**key, **dict(_cells(document, "document"))}


def _typed(name, value):
    """The value as a person would have it in a cell: dates as dates, amounts as numbers."""
    if isinstance(value, exact.Number):
        return float(value) if "." in value or "e" in value.lower() else int(value)
    if isinstance(value, str) and _DATE.fullmatch(value) and name.endswith("_on"):
        return datetime.date.fromisoformat(value)
    if isinstance(value, str) and re.fullmatch(r"\d+\.\d\d", value) and name.startswith("line."):
        return float(value)
    return value


def columns(sheet):
    """The places of a sheet's columns by their names, without the units."""
    return {cell.value.split(" (")[0]: cell.column for cell in sheet[1] if cell.value}


def fill(template, target, applications):
    """Fills a workbook; returns the row that each application stands in."""
    book = openpyxl.load_workbook(template)
    next_row = {}
    places = {}
    for application in applications:
        for name, row in rows(application):
            sheet = book[name]
            number = next_row.setdefault(name, 2)
            next_row[name] += 1
            known = columns(sheet)
            for column, value in row.items():
                cell = sheet.cell(number, known[column])
                cell.value = _typed(column, value)
                if isinstance(value, str) and not isinstance(value, exact.Number) and value.startswith("="):
                    cell.data_type = "s"
            if name == "Applications":
                places[application["application"]] = number
    book.save(target)
    return places


def fill_csv(template, applications):
    """The text of a filled CSV form: a row for each unit and each document, and one more for a line without units."""
    header = next(csv.reader(io.StringIO(template)))
    names = [head.split(" (")[0] for head in header]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for application in applications:
        flat = {}
        for sheet, row in rows(application):
            if sheet == "Applications":
                row = {**row, "program": application["program"]}
            if sheet == "Units":
                # A row without a number and without facts would be no unit.
                key = (row["line.id"],)
                flat[key] = flat.get(key, 0) + 1
                row = {**row, "unit": str(flat[key])}
            unknown = set(row) - set(names)
            assert not unknown, unknown
            writer.writerow(["yes" if row.get(n) is True else "no" if row.get(n) is False else row.get(n, "")
                             for n in names])
    return out.getvalue()
