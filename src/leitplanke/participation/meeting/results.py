"""What a step brought: for everybody, and for each group of which something may be told.

See docs/methods/workshop-results.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting.agenda import Step, StepKind
from leitplanke.participation.meeting.marks import Mark, opinions, risk_ids

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """The marks of one person of a group."""

    group: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Per item: dots; or how many agree, disagree, pass; or the mean share of points; or the mean comparison.

    Per risk: the mean of likelihood times harm (1 to 9), the mean likelihood, the mean harm (1 to 3); 0 if nobody said.

    `groups` holds those of which something may be told; `voters` counts everybody, at least the minimum.
    """

    step: str
    voters: int
    items: tuple[str, ...]
    everybody: tuple[Numbers, ...]
    groups: Mapping[str, tuple[Numbers, ...]]
    told_voters: Mapping[str, int]


def told_groups(sizes: Mapping[str, int], minimum: int) -> tuple[str, ...]:
    """Groups of at least the minimum; and those not told are, taken together, none or at least the minimum as well.

    Otherwise the small ones would follow from everybody minus the others. The smallest group gives way first.
    """
    told = sorted((name for name, size in sizes.items() if size >= minimum), key=lambda name: (sizes[name], name))
    hidden = sum(size for size in sizes.values() if 0 < size < minimum)
    while told and 0 < hidden < minimum:
        hidden += sizes[told.pop(0)]
    return tuple(name for name in sizes if name in told)


def result_of(step: Step, casts: Iterable[Cast], *, items: Sequence[str], minimum: int) -> Result | None:
    """The result over the items of the step, in their order; None while fewer than the minimum voted.

    Of so few, the result for everybody would tell what each of them said.
    """
    voted = tuple(casts)
    if len(voted) < minimum:
        return None
    sizes = Counter(cast.group for cast in voted)
    told = told_groups(dict(sorted(sizes.items())), minimum)
    return Result(
        step=step.id,
        voters=len(voted),
        items=tuple(items),
        everybody=_numbers(step.kind, [cast.marks for cast in voted], items),
        groups={
            name: _numbers(step.kind, [cast.marks for cast in voted if cast.group == name], items) for name in told
        },
        told_voters={name: sizes[name] for name in told},
    )


def _numbers(kind: StepKind, ballots: Sequence[tuple[Mark, ...]], items: Sequence[str]) -> tuple[Numbers, ...]:
    tables = [{mark.item: mark.value for mark in marks} for marks in ballots]
    if kind is StepKind.OPINIONS:
        counted = [Counter(table[item] for table in tables if item in table) for item in items]
        return tuple(tuple(float(counts[value]) for value in opinions()) for counts in counted)
    if kind is StepKind.RISKS:
        return tuple(_risk(tables, *risk_ids(item)) for item in items)
    if kind is StepKind.SWING:
        tables = [_shares(table) for table in tables]
    values = [[table[item] for table in tables if item in table] for item in items]
    combine = {StepKind.PAIRS: _geometric_mean, StepKind.SWING: _mean}.get(kind, sum)
    return tuple((float(combine(one)),) for one in values)


def _risk(tables: Sequence[Mapping[str, float]], likely: str, harm: str) -> Numbers:
    """Of everybody who said both; the product is each person's own, before any mean."""
    said = [(table[likely], table[harm]) for table in tables if likely in table and harm in table]
    return (
        _mean([one * other for one, other in said]),
        _mean([one for one, _ in said]),
        _mean([one for _, one in said]),
    )


def _shares(table: Mapping[str, float]) -> dict[str, float]:
    """Points as shares of a person's points: everybody weighs the same, however generous."""
    total = sum(table.values())
    return {item: value / total for item, value in table.items()} if total else {}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _geometric_mean(values: Sequence[float]) -> float:
    """The only mean whose reciprocal is the mean of the reciprocals (Aczél & Saaty 1983)."""
    return exp(sum(log(value) for value in values) / len(values)) if values else 1.0


def result_words(kind: StepKind, numbers: Numbers) -> Text:
    """What a cell of a table of results says, so that nobody needs a legend; a dash where nobody said anything."""
    if kind in {StepKind.PAIRS, StepKind.SWING}:
        share = round(100 * numbers[0])
        return Text(f"{share} %", f"{share}%")
    if kind is StepKind.OPINIONS:
        agree, disagree, passed = (f"{number:.0f}" for number in numbers)
        return Text(
            f"{agree} ja, {disagree} nein, {passed} weiter", f"{agree} agree, {disagree} disagree, {passed} pass"
        )
    if kind is StepKind.RISKS:
        return _risk_words(numbers)
    return Text(f"{numbers[0]:.0f}", f"{numbers[0]:.0f}")


def _risk_words(numbers: Numbers) -> Text:
    if not numbers[0]:
        return Text("–", "–")
    risk, likely, harm = (f"{number:.1f}" for number in numbers)
    english = f"{risk} (likely {likely}, bad {harm})"
    german = f"{risk} (wahrscheinlich {likely}, schlimm {harm})".replace(".", ",")
    return Text(german, english)
