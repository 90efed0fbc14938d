"""What a worker's traces say: read from a file of OTLP/JSON lines, or taken by a collector that the test plays."""

import http.server
import json
import threading

import house

KINDS = {1: "internal", 4: "producer", 5: "consumer"}


class Span:
    def __init__(self, told):
        self.trace, self.id, self.parent = told["traceId"], told["spanId"], told.get("parentSpanId")
        self.name, self.kind = told["name"], KINDS[told["kind"]]
        self.start, self.end = int(told["startTimeUnixNano"]), int(told["endTimeUnixNano"])
        self.attributes = {entry["key"]: next(iter(entry["value"].values())) for entry in told.get("attributes", [])}
        self.links = [link["traceId"] for link in told.get("links", [])]
        self.events = [event["name"] for event in told.get("events", [])]
        self.status = told.get("status", {}).get("code")


def spans(documents) -> list[Span]:
    """The spans of documents, as text; each must be OTLP/JSON."""
    found = []
    for document in map(json.loads, documents):
        for resource in document["resourceSpans"]:
            names = {entry["key"] for entry in resource["resource"]["attributes"]}
            assert {"service.name", "service.version", "service.instance.id"} <= names
            for scope in resource["scopeSpans"]:
                found += map(Span, scope["spans"])
    return found


def in_file(path) -> list[Span]:
    # Behind the last end of a line stands one that is being written.
    return spans(path.read_text().rpartition("\n")[0].splitlines()) if path.exists() else []


def of_trace(read, trace, enough, seconds=30) -> list[Span]:
    """The spans of one trace, once enough of them are there."""
    def found():
        mine = [span for span in read() if span.trace == trace]
        return mine if enough(mine) else None
    return house.until(found, seconds, lambda: f"enough of {trace}: {[span.name for span in read()]}")


class Collector:
    """An OTLP/HTTP collector on loopback."""

    def __init__(self, port=0):
        collector = self
        self.documents, self.requests, self.answer = [], [], 200

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                collector.requests.append((self.path, self.headers["Content-Type"]))
                if collector.answer == 200:
                    collector.documents.append(body)
                self.send_response(collector.answer)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.server.socket.settimeout(1)  # who is gone again before it is accepted holds nothing up
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server.server_address[1]

    def spans(self):
        return spans(list(self.documents))

    def close(self):
        self.server.shutdown()
        self.server.server_close()
