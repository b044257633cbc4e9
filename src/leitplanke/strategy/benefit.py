"""The benefit of each measure for each audience: an additive value model; see docs/methods/measure-benefit.md."""

from fractions import Fraction

from leitplanke.evidence.model import AudiencePriorities, EvidenceReport
from leitplanke.strategy.contribution import contribution_matrix
from leitplanke.strategy.model import Measure, Score, StrategyDraft

FULL = 10_000
"""The best measure's part, in basis points."""


def score_measures(draft: StrategyDraft, *, evidence: EvidenceReport) -> tuple[Score, ...]:
    """Every measure for every audience: audiences in the evidence's order, measures in the draft's.

    Audiences stand side by side; nothing here merges them. `rank` is the competition rank by benefit within the
    audience (1, 2, 2, 4): equal benefits share a rank.
    """
    goals_parts = _scaled([sum(row.totals) for row in contribution_matrix(draft)])
    scores: list[Score] = []
    for audience in evidence.audience_names:
        support_parts = _support_parts(draft.measures, priorities=_priorities_of(audience, evidence))
        scores += _audience_scores(draft, audience=audience, goals_parts=goals_parts, support_parts=support_parts)
    return tuple(scores)


def asked_option(measure: Measure) -> str:
    """The option of the priority question that speaks for this measure: its own, or else its service area."""
    return measure.asked_as or measure.service_area


def _audience_scores(
    draft: StrategyDraft, *, audience: str, goals_parts: list[int], support_parts: list[int]
) -> list[Score]:
    goals_percent, support_percent = draft.weights.goals_percent, draft.weights.support_percent
    benefits = [
        _half_up(Fraction(goals_percent * goals_part + support_percent * support_part, 100))
        for goals_part, support_part in zip(goals_parts, support_parts, strict=True)
    ]
    ranks = _competition_ranks(benefits)
    return [
        Score(measure.id, audience, benefit, goals_part, support_part, ranks[benefit])
        for measure, benefit, goals_part, support_part in zip(
            draft.measures, benefits, goals_parts, support_parts, strict=True
        )
    ]


def _priorities_of(audience: str, evidence: EvidenceReport) -> AudiencePriorities | None:
    """None where the audience was not asked, or too few answered."""
    return next((priorities for priorities in evidence.priorities if priorities.audience == audience), None)


def _support_parts(measures: tuple[Measure, ...], *, priorities: AudiencePriorities | None) -> list[int]:
    """Scaled by the largest published value, also if no measure answers to it: the others are no bigger for that."""
    published = _published_support(priorities) if priorities is not None else {}
    largest = max(published.values(), default=Fraction(0))
    return [_part(published.get(asked_option(measure), Fraction(0)), largest) for measure in measures]


def _published_support(priorities: AudiencePriorities) -> dict[str, Fraction]:
    """Mean points where answers carry them for every option, otherwise shares."""
    by_points = {priority.option: priority.mean_points for priority in priorities.priorities}
    by_share = {priority.option: priority.share for priority in priorities.priorities}
    points = {option: value for option, value in by_points.items() if value is not None}
    values = points if len(points) == len(by_points) else by_share
    return {option: _exact(value) for option, value in values.items()}


def _exact(value: float) -> Fraction:
    """The number at the 12 significant digits with which documents are written: the same before and after reading."""
    return max(Fraction(f"{value:.12g}"), Fraction(0))


def _scaled(values: list[int]) -> list[int]:
    largest = Fraction(max(values, default=0))
    return [_part(Fraction(value), largest) for value in values]


def _part(value: Fraction, largest: Fraction) -> int:
    return _half_up(FULL * value / largest) if largest > 0 else 0


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _competition_ranks(benefits: list[int]) -> dict[int, int]:
    ranks: dict[int, int] = {}
    for place, benefit in enumerate(sorted(benefits, reverse=True), start=1):
        ranks.setdefault(benefit, place)
    return ranks
