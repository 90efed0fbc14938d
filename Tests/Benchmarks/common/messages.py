"""The applications that are measured with: the acceptance tests' material, with marks where `load` puts numbers."""

import json
import sys

from common.machine import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "Tests/endtoend"))
import material  # noqa: E402

NUMBER, OTHER = "@@@@@@@", "$$$$$$$"
MEASURES = [material.heat_pump, material.furnace, material.thermostats, material.air_conditioner]
KINDS = ["invoice", "photo", "permit", "load_calculation"]


def template(size, lines=1, customer=f"C-{NUMBER}", site=f"S-{NUMBER}", prefix="B"):
    """An application in its envelope that is decided at once, nothing left out, of `size` bytes where it can be.

    Each has its own customer and home unless told otherwise; what is missing to the size are documents.
    """
    measures = [MEASURES[i % len(MEASURES)](f"m{i + 1}") for i in range(lines)]
    data = material.application(f"{prefix}-{NUMBER}", customer=customer, site=site, measures=measures)
    event = {"specversion": "1.0", "id": f"b-{NUMBER}", "source": "portal-bench",
             "type": "rebated.application.submitted.v1", "subject": data["application"],
             "time": "2026-03-02T09:15:04Z", "datacontenttype": "application/json", "data": data}

    def text():
        return json.dumps(event, separators=(",", ":"))

    models = ["HP-3", "GF-96", "T-1", "CA-17"]
    while size - len(text()) > 200:
        # A few of each, longer ones where much is to be filled: as many as a portal would send.
        i, missing = len(data["documents"]), size - len(text())
        kind = KINDS[i % len(KINDS)]
        data["documents"].append({"kind": kind, "name": f"{kind}-{NUMBER}-{i}.pdf", "media_type": "application/pdf",
                                  "model_numbers": models * (1 if missing < 5_000 else 20)})
    if (missing := size - len(text())) > 0:
        data["documents"][0]["name"] = "i" * missing + data["documents"][0]["name"]
    return text()
