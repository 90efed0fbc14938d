"""Instructions, counted one by one by valgrind's callgrind: the same code gives the same figures, however busy the machine
is."""

import os
import pathlib
import re
import subprocess
import tempfile

# Hash seeds are fixed, or look-ups would take another way in each run.
ENVIRONMENT = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1")


def count(program, *arguments):
    """What the program counts, by the name that it gives it: `program/stage`."""
    counted = {}
    with tempfile.TemporaryDirectory() as folder:
        # valgrind stumbles over the debug information that Swift writes.
        bare = f"{folder}/program"
        subprocess.run(["strip", "--strip-debug", "-o", bare, program], check=True)
        valgrind = ["valgrind", "-q", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={folder}/out"]
        subprocess.run([*valgrind, bare, *arguments], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        for dump in pathlib.Path(folder).glob("out.*"):
            text = dump.read_text()
            if trigger := re.search(r"^desc: Trigger: Client Request: (.+)$", text, re.M):
                counted[trigger[1]] = int(re.search(r"^(?:totals|summary): (\d+)", text, re.M)[1])
    return counted
