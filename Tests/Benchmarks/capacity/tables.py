"""The tables of the capacity plan."""

from capacity.plan import (BOTH, FULL, NETWORK, copies, costs, first_to_give_out, lock_rate, needs,
                           queue_rate)
from capacity.simulate import Costs, Deployment, Simulation
from common.figures import column, markdown, median

RATES = (100, 1_000, 10_000)
SECONDS = 6


def deployments(measured):
    """(what it is, rate, deployment)."""
    for rate in RATES:
        n = needs(measured, rate)
        plain = dict(workers=n["workers"], worker_processors=2, broker_processors=n["broker nodes"] * 8,
                     database_processors=n["database processors"])
        yield f"{rate:,}, as planned, programs mixed", rate, Deployment(**plain)
        if rate == 10_000:
            yield f"{rate:,}, a queue and workers for each program", rate, Deployment(**plain, by_program=True)
            yield f"{rate:,}, all of one program", rate, Deployment(**plain, programs=(1.0,))
            yield f"{rate:,}, all of one program, in four ledgers by customer", rate, Deployment(
                **{**plain, "database_processors": -(-plain["database_processors"] // 4)}, programs=(1.0,), shards=4)


def _simulated(measured):
    rows = [["applications a second", "decided a second", "workers", "broker", "database", "fullest lock", "p50, ms",
             "p99, ms", "left waiting"]]
    for name, rate, deployment in deployments(measured):
        f = Simulation(deployment, costs(measured), rate).run(SECONDS)
        # What is on its way in the last tenth of a second is no backlog.
        behind = f["waiting"] if f["waiting"] > rate / 10 else 0
        rows.append([name, f"{f['per_second']:,.0f}", *(f"{f[key]:.0%}" for key in ("worker", "broker", "database",
                     "lock")), f"{f['p50'] * 1e3:.0f}", f"{f['p99'] * 1e3:.0f}", f"{behind:,}" if behind else "none"])
    return markdown(rows)


def on_one_machine(measured, subject):
    """(measured, simulated) applications a second where all shares the processors that it was measured on."""
    rounds = [m["figures"] for m in measured["throughput"]["measurements"]
              if m["key"].get("part") == "throughput" and m["key"]["subject"] == subject]
    own = {name: median(column(rounds, f"{name}_us")) / 1e6 for name in ("client", "broker", "database")}
    # What others took of the machine meanwhile was not there for us.
    processors = measured["throughput"]["machine"]["processors"]
    left = processors - median(column(rounds, "others_cores"))
    stretch = processors / left
    c = Costs(own["client"] * stretch, own["broker"] * stretch, own["database"] * stretch, 0.002)
    deployment = Deployment(1, processors, processors, processors, programs=(1.0,), shared_processors=processors)
    full = Simulation(deployment, c, rate=1.5 * processors / (c.worker + c.broker + c.database)).run(4)
    return median(column(rounds, "per_second")), full["per_second"]


def _checked(measured):
    rows = [["", "measured a second", "simulated a second", "simulated ÷ measured"]]
    for subject, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
        real, made = on_one_machine(measured, subject)
        rows.append([f"a full queue on one machine, {name}", f"{real:,.0f}", f"{made:,.0f}", f"{made / real:.2f}"])
    return markdown(rows)


def _costs(measured):
    c = costs(measured)
    return markdown([["what one application costs", ""],
                     ["processor time of a worker", f"{c.worker * 1e6:,.0f} µs"],
                     [f"of the broker's nodes together, {copies(measured):.1f} times that with one replica of each queue",
                      f"{c.broker * 1e6:,.0f} µs"],
                     ["of the database", f"{c.database * 1e6:,.0f} µs"],
                     ["of a program's lock, in a batch of 256", f"{1e6 / lock_rate(c):,.0f} µs"],
                     ["a transaction's own share of that, with two round trips of "
                      f"{NETWORK * 1e3:g} ms (assumed)", f"{c.commit * 1e3:,.1f} ms"],
                     [f"most through one queue: {BOTH:g} of the bare relay's rate (assumed)",
                      f"{queue_rate(measured):,.0f} a second"]])


def _needs(measured):
    n = [needs(measured, rate) for rate in RATES]
    rows = [["applications a second", *(f"{rate:,}" for rate in RATES)],
            ["workers with two processors", *(f"{x['workers']}" for x in n)],
            ["broker nodes with eight processors", *(f"{x['broker nodes']}" for x in n)],
            ["processors of the broker, together", *(f"{x['broker processors']}" for x in n)],
            ["queues for applications", *(f"{x['queues']}" for x in n)],
            ["processors of the database", *(f"{x['database processors']}" for x in n)],
            ["of one program's lock, were all of one program", *(f"{x['of one program' + chr(39) + 's lock']:.0%}"
                                                               for x in n)]]
    return markdown(rows)


def _first(measured):
    return markdown([["what gives out", "at applications a second"],
                     *([name, f"{rate:,.0f}"] for name, rate in first_to_give_out(measured))])


def blocks(measured):
    return {"capacity-costs": _costs(measured), "capacity-needs": _needs(measured), "capacity-first": _first(measured),
            "capacity-simulated": _simulated(measured), "capacity-checked": _checked(measured),
            "capacity-full": f"{FULL:.0%}"}
