"""Quotas (Quoten): which kinds of respondents are no longer needed, and whom that concerns."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from leitplanke.participation.evaluate import Scene, is_true
from leitplanke.participation.fieldwork import is_opinion, looked_at, told_count
from leitplanke.participation.model import Answer, Questionnaire, Quota

# That a quota is full tells everybody how many answered so; no count under ten leaves a running survey.
FEWEST_COUNTED: Final = 10


def full_quotas(
    questionnaire: Questionnaire, responses: Iterable[Mapping[str, Answer]], *, today: date
) -> tuple[str, ...]:
    """The quotas of which as many complete responses as are needed are there, in the questionnaire's order.

    Counts are told as those of the field are (docs/methods/field-counts.md), in steps of five: that a quota is full
    tells nothing beyond them. One that counts opinions never gets full: it may have come with a file, past what
    `readiness` says before publishing.
    """
    quotas = [one for one in questionnaire.quotas if not one.most or not opinions_counted(questionnaire, one)]
    counts = dict.fromkeys((quota.id for quota in quotas), 0)
    for answers in responses if quotas else ():
        scene = Scene(questionnaire, answers, today)
        for quota in quotas:
            counts[quota.id] += is_true(quota.counts_if, scene)
    return tuple(quota.id for quota in quotas if told_count(counts[quota.id]) >= quota.most)


def opinions_counted(questionnaire: Questionnaire, quota: Quota) -> tuple[str, ...]:
    """The opinions that a quota looks at: directly, through computed values, or through a question behind them.

    To count who was asked something about themselves only after an opinion is to count who holds it.
    """
    return _opinions_behind(questionnaire, quota.counts_if.references)


def countable(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The questions and computed values that a quota may count by: no opinion is behind them."""
    asked = (one.id for one in questionnaire.questions if one.is_answered)
    names = (*asked, *(one.id for one in questionnaire.computed))
    return tuple(name for name in names if not _opinions_behind(questionnaire, (name,)))


def _opinions_behind(questionnaire: Questionnaire, names: Iterable[str]) -> tuple[str, ...]:
    needed = looked_at(questionnaire)
    waiting, seen = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += needed.get(name, ())
    return tuple(one.id for one in questionnaire.questions if one.id in seen and is_opinion(one))


def closed_quota(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], *, full: Collection[str], today: date
) -> Quota | None:
    """The first quota that is full and counts somebody with these answers; one of nobody is full from the start."""
    scene = Scene(questionnaire, answers, today)
    closed = (quota for quota in questionnaire.quotas if quota.most == 0 or quota.id in full)
    return next((quota for quota in closed if is_true(quota.counts_if, scene)), None)
