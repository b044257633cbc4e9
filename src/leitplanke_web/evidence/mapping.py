"""What a changed population table means, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitplanke.evidence.model import PopulationTable
from leitplanke.evidence.population import population_counts
from leitplanke.participation.model import Frame, Question, Recruitment
from leitplanke.report.voice import Voice

POINT = 0.005  # half a percent: what rounds to another whole one


@dataclass(frozen=True, slots=True)
class Effect:
    """What one line of the page tells: what, as it was, as it will be."""

    what: str
    before: str
    after: str


def effects(
    before: PopulationTable | None, after: PopulationTable, traits: Sequence[Question], *, voice: Voice
) -> tuple[Effect, ...]:
    """The size, and every share of the population that changes visibly."""
    return tuple(_effects(before, after, {one.id: one for one in traits}, voice))


def weighted_frames(frames: Sequence[Frame], audience: str) -> tuple[Frame, ...]:
    """The frames whose answers are weighted to the audience's numbers; an open one never is."""
    return tuple(one for one in frames if one.audience == audience and one.recruitment is not Recruitment.OPEN)


def _effects(
    before: PopulationTable | None, after: PopulationTable, traits: dict[str, Question], voice: Voice
) -> Iterator[Effect]:
    nothing = _("unbekannt")
    size = nothing if before is None else voice.count(before.total)
    if before is None or before.total != after.total:
        yield Effect(_("Menschen insgesamt"), size, voice.count(after.total))
    for variable in after.variables:
        old = {} if before is None or variable not in before.variables else _shares(before, variable)
        new = _shares(after, variable)
        for option in traits[variable].options:
            share, was = new.get(option.id, 0.0), old.get(option.id)
            if was is None or abs(share - was) >= POINT:
                trait = voice.words(traits[variable].name if traits[variable].name.de else traits[variable].text)
                name = f"{trait} – {voice.words(option.text)}"
                yield Effect(name, nothing if was is None else voice.percent(was), voice.percent(share))
    for variable in () if before is None else before.variables:
        if variable not in after.variables:
            yield Effect(variable, _("bekannt"), nothing)


def _shares(table: PopulationTable, variable: str) -> dict[str, float]:
    counts = population_counts(table, (variable,))
    total = sum(counts.values()) or 1
    return {categories[0]: count / total for categories, count in counts.items()}
