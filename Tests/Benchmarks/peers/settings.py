"""What every peer is told by its environment."""

import os

URL = os.environ["BENCH_URL"]
QUEUE = os.environ["BENCH_QUEUE"]
EXCHANGE = os.environ["BENCH_EXCHANGE"]
KEY = os.environ["BENCH_KEY"]
PREFETCH = int(os.environ["BENCH_PREFETCH"])
