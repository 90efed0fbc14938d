"""`rebated decide`, for tests that look at what it prints."""

import subprocess

import house


def decide(items, *options):
    """What it prints for the items, line by line."""
    done = subprocess.run([house.binary(), "decide", *options], input="\n".join(items), capture_output=True, text=True,
                          timeout=600)
    assert done.returncode in (0, 1), done.stderr
    # Not splitlines, which also breaks lines at U+0085 and the like.
    lines = done.stdout.removesuffix("\n").split("\n")
    assert len(lines) == len(items), done.stderr
    return lines
