"""Every acceptance case through `rebated decide`."""

import subprocess

import pytest

import cases
import exact
import house
import projection


@pytest.mark.parametrize("case", cases.load(), ids=repr)
def test_decide_gives_what_the_case_expects(case):
    budgets = [f"--budget={program}={amount}" for program, amount in case.budgets.items()]
    done = subprocess.run([house.binary(), "decide", *budgets], input="\n".join(map(exact.dumps, case.items)),
                          capture_output=True, text=True, timeout=60)
    decided = [projection.of_printed(exact.loads(line)) for line in done.stdout.splitlines()]
    assert projection.differences(decided, [projection.expected(e) for e in case.expect]) == [], done.stderr
    rejected = any("rejected" in e for e in case.expect)
    assert done.returncode == (1 if rejected else 0), done.stderr
