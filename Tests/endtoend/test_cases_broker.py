"""Every acceptance case as messages through RabbitMQ and a worker: the same decisions as without a broker."""

import pytest

import cases
import house
import projection

ALL = cases.load()


@pytest.fixture(scope="module")
def system(shared_system):
    shared_system.worker()
    return shared_system


def decided(portal, case):
    """Sends the items one after another, and projects what each brings."""
    outcomes = []
    for item, expected in zip(case.items, case.expect):
        if "review" in item:
            program = item["review"].get("task", "-").split("/")[0]
            trace = portal.submit(item["review"], program=program, kind="completed")
            if "rejected" in expected:
                portal.answer(trace, ["rebated.review.rejected.v1"])
                outcomes.append(expected)  # a reviewer is told the problem, not its path
            elif expected["tasks"]:
                portal.answer(trace, ["rebated.task.closed.v1"])
                outcomes.append(projection.expected(expected))  # no decision until the last task is closed
            else:
                outcomes.append(projection.of_decision(portal.answer(trace, ["rebated.decision.made.v1"]).data))
            continue
        kind = "withdrawn" if "withdrawn" in item else "submitted"
        data = item.get("withdrawn", item)
        trace = portal.submit(data, program=data.get("program"), kind=kind)
        answer = portal.answer(trace, ["rebated.decision.made.v1", "rebated.application.rejected.v1"])
        project = projection.of_rejection if "rejected" in answer.type else projection.of_decision
        outcomes.append(project(answer.data))
    return outcomes


@pytest.mark.parametrize("case", [c for c in ALL if not c.budgets], ids=repr)
def test_the_broker_gives_what_the_case_expects(system, case):
    own = case.apart()
    with house.Portal(system) as portal:
        assert projection.differences(decided(portal, own), [projection.expected(e) for e in own.expect]) == []


@pytest.mark.parametrize("case", [c for c in ALL if c.budgets], ids=repr)
def test_the_broker_keeps_a_budget_as_the_case_expects(broker, tmp_path, case):
    system = house.System(broker, tmp_path)
    try:
        system.worker(*(f"--budget={program}={amount}" for program, amount in case.budgets.items()))
        with house.Portal(system) as portal:
            assert projection.differences(decided(portal, case), [projection.expected(e) for e in case.expect]) == []
    finally:
        system.close()
