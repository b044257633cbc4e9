"""A measure as the entries of a form, and back: the names are those of the core's tables.

What it needs of others is chosen on a page of its own and is no entry of this form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from leitplanke.kernel.relations import Wanted
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Contribution, Examination, Measure, Mode
from leitplanke_web.towns.form_fields import LANGUAGES, german_amount

Entries = dict[str, str]

TEXTS = ("title", "description", "for_whom", "state_reason", "analogue_access", "risks", "indicator")
EXAMINED = ("question", "assumptions", "decided_by", "outcome")
WORDS = ("field", "service_area", "measure_class", "lead_unit", "state", "legal_basis", "asked_as", "element",
         "product_account", "fixed_mode")  # fmt: skip
MONTHS = ("release", "deadline", "fixed_start")
NEEDS = ("requires", "helps", "gates")
RELATED = ("waits", "any_of")
LINES = ("participants", "evidence")


def entries_of(measure: Measure) -> Entries:
    """What stands in the form of a measure."""
    return {
        "id": measure.id,
        **{name: words for field in TEXTS for name, words in _text(field, getattr(measure, field))},
        **{name: str(getattr(measure, name)) for name in WORDS},
        **{name: getattr(measure, name) or "" for name in MONTHS},
        **{name: "\n".join(getattr(measure, name)) for name in LINES},
        **({"is_mandatory": "on"} if measure.is_mandatory else {}),
        **_wanted(measure.wanted),
        "state_since": _since(measure),
        **_examination(measure.examination),
        "said_by": measure.contributions[0].said_by if measure.contributions else "",
        "goals": str(len(measure.contributions)),
        **{name: words for row in enumerate(measure.contributions) for name, words in _contribution(*row)},
        "modes": str(len(measure.modes)),
        **{name: words for row in enumerate(measure.modes) for name, words in _mode(*row)},
    }


def differing(mine: Measure, theirs: Measure) -> tuple[str, ...]:
    """The names of the fields that the two have differently."""
    return tuple(field.name for field in fields(Measure) if getattr(mine, field.name) != getattr(theirs, field.name))


def taken_over(mine: Mapping[str, str], theirs: Entries, taken: Iterable[str]) -> Entries:
    """My entries, with theirs in the fields that are `taken`."""
    wanted = frozenset(taken)
    kept = {name: words for name, words in mine.items() if _field_of(name) not in wanted}
    return {**kept, **{name: words for name, words in theirs.items() if _field_of(name) in wanted}}


def in_old_order(measure: Measure, before: Measure) -> Measure:
    """The measure with its lists in the order that they had, as far as a form cannot tell one."""
    ordered: dict[str, Any] = {name: _ordered(getattr(measure, name), getattr(before, name)) for name in NEEDS}
    return replace(measure, **ordered)


def _ordered(names: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: _rank(name, before)))


def _rank(name: str, before: tuple[str, ...]) -> int:
    return before.index(name) if name in before else len(before)


def _field_of(entry: str) -> str:
    """The field of the measure that an entry of the form belongs to."""
    if entry == "state_since":
        return "states"
    if entry.startswith("exam_"):
        return "examination"
    if entry in {"wanted_by", "late_counts"}:
        return "wanted"
    if entry.startswith("goal") or entry == "said_by":
        return "contributions"
    if entry.startswith("mode"):
        return "modes"
    stem, _, language = entry.rpartition("_")
    return stem if stem in TEXTS and language in LANGUAGES else entry


def _text(name: str, text: Text) -> Iterator[tuple[str, str]]:
    return ((f"{name}_{language}", getattr(text, language)) for language in LANGUAGES)


def _examination(examination: Examination | None) -> Entries:
    if examination is None:
        return {}
    texts = (pair for name in EXAMINED for pair in _text(f"exam_{name}", getattr(examination, name)))
    return {"exam_decision_due": examination.decision_due, **dict(texts)}


def _wanted(wanted: Wanted | None) -> Entries:
    return {} if wanted is None else {"wanted_by": wanted.by, "late_counts": str(wanted.counts)}


def _since(measure: Measure) -> str:
    """The day since which the measure is in its present state, as far as somebody wrote it down."""
    last = measure.states[-1] if measure.states else None
    return last.since.isoformat() if last is not None and last.since and last.state is measure.state else ""


def _contribution(place: int, contribution: Contribution) -> Iterator[tuple[str, str]]:
    yield f"goal-{place}-goal", contribution.goal
    yield f"goal-{place}-strength", str(contribution.strength)


def _mode(place: int, mode: Mode) -> Iterator[tuple[str, str]]:
    stem = f"mode-{place}-"
    yield f"{stem}id", mode.id
    yield from _text(f"{stem}name", mode.name)
    yield f"{stem}duration_months", str(mode.duration_months)
    yield f"{stem}investive", german_amount(mode.investive_cents)
    yield f"{stem}consumptive", german_amount(mode.consumptive_cents)
    yield f"{stem}running_per_year", german_amount(mode.running_cents_per_year)
    yield f"{stem}grant", german_amount(mode.grant_cents)
    yield f"{stem}grant_pot", mode.grant_pot
    for number, need in enumerate(mode.staff):
        is_whole = need.from_month == 1 and need.to_month is None
        row = f"{stem}stage-{number}-"
        yield f"{row}unit", need.unit
        yield f"{row}fte", german_amount(need.fte_hundredths)
        yield f"{row}from_month", "" if is_whole else str(need.from_month)
        yield f"{row}to_month", str(need.to_month or "")
    for number, payment in enumerate(mode.payments):
        row = f"{stem}payment-{number}-"
        yield f"{row}month", str(payment.month)
        for kind, cents in (("investive", payment.investive_cents), ("consumptive", payment.consumptive_cents)):
            yield f"{row}{kind}", german_amount(cents) if cents else ""
