"""Measure the spine and print every figure beside its mark.

A mark that is missed is printed as missed; the exit code tells it too. Seconds are wall time on this machine, CPU
seconds those of all threads: on a machine that other work keeps busy the clock tells nothing, so the lesser counts.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import acceptability
import agreement
import answer_tables
import attack_on_versions
import best_worst
import coverage_of_intervals
import coverage_of_shares
import disclosure_audit
import equal_shares
import large_town
import opinions
import paper_scans
import survey_speed
from debian import install_package
from roadmap import towns

TOWN = Path(__file__).parent.parent / "examples" / "ahornstein"
DRAWS = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure beside the mark it is held against; `is_reached` None: shown without a mark."""

    name: str
    measured: str
    mark: str = ""
    is_reached: bool | None = None


def main() -> int:
    """Print all figures; 1 if a mark was missed."""
    figures = []
    for figure in _all_figures():
        figures.append(figure)
        verdict = {None: "", True: "reached", False: "MISSED"}[figure.is_reached]
        print(f"{figure.name:<66} {figure.measured:>20}  {figure.mark:<14} {verdict}", flush=True)
    return int(any(figure.is_reached is False for figure in figures))


def _all_figures() -> Iterator[Figure]:
    yield from _chain_figures()
    yield from _help_figures()
    yield from _folder_figures()
    yield from _table_figures()
    yield from _opinion_figures()
    yield from _best_worst_figures()
    yield from _priority_figures()
    yield from _roadmap_figures()
    yield from _scan_figures()
    yield from _survey_figures()
    yield from _agreement_figures()
    yield from _peer_figures()
    yield from _interval_figures()
    yield from _disclosure_figures()
    yield from _coverage_figures()


def _chain_figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        seconds, megabytes = _measure("run", str(TOWN), "--out", folder, "--seed", "1")
        roadmap = json.loads((Path(folder) / "roadmap.json").read_bytes())
    yield Figure("leitplanke run examples/ahornstein: seconds", f"{seconds:.1f}", "<= 20", seconds <= 20)
    yield Figure("leitplanke run examples/ahornstein: peak memory, MB", f"{megabytes:.0f}", "<= 400", megabytes <= 400)
    yield Figure("Ahornstein's roadmap: gap to its bound", f"{roadmap['gap']:.1%}", "<= 15 %", roadmap["gap"] <= 0.15)
    yield Figure("Ahornstein's roadmap: value / greedy value", f"{roadmap['value'] / roadmap['greedy_value']:.3f}")


def _help_figures() -> Iterator[Figure]:
    seconds = min(_measure("--help")[0] for _ in range(5))
    yield Figure("leitplanke --help: seconds, best of 5", f"{seconds:.2f}", "<= 0.3", seconds <= 0.3)


def _folder_figures() -> Iterator[Figure]:
    half, whole = (large_town.measure(TOWN, answers=answers) for answers in (25_000, 50_000))
    yield Figure("50,000 answers: seconds to read", f"{whole.reading:.1f}", "<= 3", whole.reading <= 3)
    yield Figure("50,000 answers: seconds to write", f"{whole.writing:.1f}", "<= 1", whole.writing <= 1)
    growth = whole.reading / half.reading
    yield Figure("50,000 answers: reading / reading of half of them", f"{growth:.1f}", "<= 2.5", growth <= 2.5)


def _table_figures() -> Iterator[Figure]:
    tables = (
        ("1,757 rows × 1,045 columns", answer_tables.wide(people=1_757, statements=1_045)),
        ("100,000 rows × 30 columns", answer_tables.long(people=100_000)),
    )
    for (name, timing), mark in zip(tables, (10, 20), strict=True):
        told, least = f"{timing.seconds:.1f}; {timing.cpu_seconds:.1f}", min(timing.seconds, timing.cpu_seconds)
        yield Figure(f"evidence of a table, {name}: seconds; CPU seconds", told, f"<= {mark}", least <= mark)


def _opinion_figures() -> Iterator[Figure]:
    fast = opinions.speed_on_one_thread(people=1_000_000, statements=100)
    name = "opinion groups, 10⁶ people × 100 statements, one thread"
    told, least = f"{fast.seconds:.1f}; {fast.cpu_seconds:.1f}", min(fast.seconds, fast.cpu_seconds)
    yield Figure(f"{name}, {fast.votes / 1e6:.0f} M votes: seconds; CPU seconds", told, "<= 5", least <= 5)
    yield Figure(f"{name}: Rand index against the camps", f"{fast.index:.3f}")
    real = opinions.nearness()
    name = "opinion groups of a real conversation against Polis' own"
    if real is None:
        yield Figure(f"{name}: LEITPLANKE_POLIS is not set", "not measured", ">= 0.95")
        return
    yield Figure(f"{name}: lowest Rand index of 5 seeds", f"{real.lowest:.3f}", ">= 0.95", real.lowest >= 0.95)
    yield Figure(f"{name}: red-dwarf", "not installed" if real.peer is None else f"{real.peer:.3f}")


def _best_worst_figures() -> Iterator[Figure]:
    timing = best_worst.measure(500_000)
    name = f"best-worst, {timing.choices / 1e6:.0f} M choices"
    yield Figure(f"{name}: seconds to estimate after grouping", f"{timing.fitting:.2f}", "<= 1", timing.fitting <= 1)
    told = f"{timing.grouping:.1f}; {timing.largest_error:.4f}"
    yield Figure(f"{name}: seconds to group; largest error of a utility", told)


def _priority_figures() -> Iterator[Figure]:
    timing = acceptability.measure()
    name = f"ranks of {acceptability.MEASURES} × {acceptability.CRITERIA} over {acceptability.DRAWS:,} weightings"
    yield Figure(f"{name}: seconds", f"{timing.seconds:.2f}", "<= 0.5", timing.seconds <= 0.5)
    told = f"{timing.cpu_seconds:.2f}; {timing.ordered_seconds:.2f}; {timing.ordered_cpu_seconds:.2f}"
    yield Figure(f"{name}: CPU seconds; weights in full order", told)
    votes = tuple(equal_shares.outcomes())
    if not votes:
        yield Figure("equal shares on real votes: LEITPLANKE_PABULIB is not set", "not measured")
    for vote in votes:
        name = f"equal shares, {vote.name}"
        yield Figure(f"{name}: budget kept", "yes" if vote.is_in_budget else "no", "yes", vote.is_in_budget)
        told = f"{vote.unheard}; {vote.unheard_in_fact}; {vote.cpu_seconds:.1f}"
        yield Figure(f"{name}: voters with nothing; in fact; CPU seconds", told)
        yield _against_pabutools(f"{name}: selection of pabutools", is_same=vote.is_that_of_peer)


def _against_pabutools(name: str, *, is_same: bool | None) -> Figure:
    if is_same is None:
        return Figure(name, "not installed", "yes")
    return Figure(name, "yes" if is_same else "no", "yes", is_same)


def _roadmap_figures() -> Iterator[Figure]:
    for seed in (1, 2, 3):
        result, seconds = towns.measure(seed)
        name = f"synthetic roadmap, 50 measures × 60 months, seed {seed}"
        yield Figure(f"{name}: gap to LP bound", f"{result.gap:.1%}", "<= 15 %", result.gap <= 0.15)
        ratio = result.value / result.greedy_value
        yield Figure(f"{name}: value / greedy value; CPU seconds", f"{ratio:.3f}; {seconds:.1f}")


def _scan_figures() -> Iterator[Figure]:
    found = paper_scans.measure(paper_scans.SHEETS, paper_scans.SEED)
    name = f"{found.sheets} scanned sheets, {found.boxes} boxes"
    yield Figure(f"{name}: ticks read right", f"{found.right:.3%}", ">= 99.5 %", found.right >= paper_scans.MARK)
    yield Figure(f"{name}: wrong and not marked as doubtful", f"{found.unmarked}", "0", found.unmarked == 0)
    rest = f"{found.unread}; {found.doubtful / found.boxes:.2%}"
    yield Figure(f"{name}: pages that were not read; doubtful boxes", rest)


def _survey_figures() -> Iterator[Figure]:
    for rows, limit, most in ((1_000_000, 0.5, 200), (10_000_000, 1.0, 200), (50_000_000, 5.0, None)):
        run = survey_speed.measure(rows)
        name = f"{rows:,} rows from Parquet: raked, estimated, tested"
        told = f"{run.seconds:.2f}; {run.cpu_seconds:.2f}"
        yield Figure(f"{name}: seconds; CPU seconds", told, f"<= {limit}", _idle_seconds(run) <= limit)
        mark, is_reached = ("", None) if most is None else (f"<= {most}", run.megabytes <= most)
        yield Figure(f"{name}: peak memory, MB", f"{run.megabytes:.0f}", mark, is_reached)
        error = run.found["error"]
        yield Figure(f"{name}: margin error", f"{error:.0e}", "<= 1e-9", error <= 1e-9)


def _idle_seconds(run: survey_speed.Run) -> float:
    """What the task takes where nothing else runs, at most: its threads one after the other."""
    return min(run.seconds, run.cpu_seconds)


def _peer_figures() -> Iterator[Figure]:
    """Peers use one thread, so CPU seconds: `svy` of requirements/bench.lock, R installed where Debian has it."""
    theirs = survey_speed.measure_svy(1_000_000)
    if theirs is None:
        yield Figure("1,000,000 rows: times as fast as svy", "svy not installed", ">= 50")
    else:
        times = theirs / _idle_seconds(survey_speed.measure(1_000_000))
        yield Figure("1,000,000 rows: times as fast as svy", f"{times:.0f}", ">= 50", times >= 50)
    if shutil.which("Rscript") is None and not install_package("r-base-core", "r-cran-survey", "r-cran-jsonlite"):
        yield Figure("100,000 rows: times as fast as R's survey", "R not installed", ">= 500")
        return
    yield from _r_figures()


def _r_figures() -> Iterator[Figure]:
    ours, theirs = survey_speed.measure(100_000), survey_speed.measure_r(100_000)
    times = theirs.pop("seconds") / _idle_seconds(ours)
    yield Figure("100,000 rows: times as fast as R's survey", f"{times:.0f}", ">= 500", times >= 500)
    apart = max(abs(ours.found[name] / value - 1) for name, value in theirs.items())
    yield Figure("100,000 rows: largest relative difference from R", f"{apart:.0e}", "<= 1e-9", apart <= 1e-9)
    apart = agreement.best_worst_from_clogit()
    name = "best-worst: utilities and errors, largest difference from R's clogit"
    yield Figure(name, f"{apart:.0e}", "<= 1e-8", apart <= 1e-8)


def _agreement_figures() -> Iterator[Figure]:
    apart = agreement.weights_from_newton()
    yield Figure("weights of 960 cells: from Newton's solution", f"{apart:.0e}", "<= 1e-10", apart <= 1e-10)
    for engine, difference in agreement.engines().items():
        name = f"cube on {engine}: largest relative difference from DuckDB"
        if difference is None:
            yield Figure(name, "not installed", "<= 1e-12")
        else:
            yield Figure(name, f"{difference:.0e}", "<= 1e-12", difference <= 1e-12)


def _interval_figures() -> Iterator[Figure]:
    for name, coverage in coverage_of_shares.all_designs().items():
        is_reached = 0.93 <= coverage.mean <= 0.97 and coverage.least >= 0.89 if coverage.has_mark else None
        mark = "93-97 %, >= 89 %" if coverage.has_mark else ""
        yield Figure(
            f"95 % intervals of shares, {name}: mean; least",
            f"{coverage.mean:.1%}; {coverage.least:.1%}",
            mark,
            is_reached,
        )


def _disclosure_figures() -> Iterator[Figure]:
    found = disclosure_audit.measure(1_000)
    name = f"disclosure, {found.tables:,} random tables"
    told = f"{found.computed_with_primary_alone} of {found.small}"
    yield Figure(f"{name}: small cells computed with primary suppression alone", told)
    yield Figure(f"{name}: small cells computed as published", f"{found.computed}", "0", found.computed == 0)
    open_by = f"{found.narrowest:.0f}"
    yield Figure(f"{name}: values left for a small cell, least", open_by, ">= 10", found.narrowest >= 10 - 1e-6)
    yield Figure(f"{name}: cells told; seconds", f"{found.told:.0%}; {found.seconds:.1f}")
    attack = attack_on_versions.measure(2)
    name = f"{attack.pairs} pairs of published versions"
    yield Figure(f"{name}: that tell of few without control", f"{attack.without_control}")
    yield Figure(f"{name}: what they tell of few, in fractions", f"{len(attack.hits)}", "0", not attack.hits)


def _coverage_figures() -> Iterator[Figure]:
    outcome = coverage_of_intervals.measure(DRAWS)
    for part in outcome.samples:
        name = f"{part.audience}, random sample: 95 % intervals over {DRAWS} seeds cover"
        yield Figure(name, f"{part.covered:.1%} of {part.intervals}", "93-97 %", 0.93 <= part.covered <= 0.97)
    for audience, bias in outcome.open_bias.items():
        yield Figure(f"{audience}, open survey: bias in points, mean; largest", f"{bias.mean:.1f}; {bias.largest:.1f}")


def _measure(*arguments: str) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of one `leitplanke` command, of that process alone."""
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "leitplanke", *arguments], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, "leitplanke")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
