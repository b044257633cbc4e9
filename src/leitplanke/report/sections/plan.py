"""The roadmap: what is done when, by whom, with which people and which money, and why then."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.report.charts import time_scale
from leitplanke.report.edition import Edition
from leitplanke.report.parts import Grid, plain
from leitplanke.report.sections import waiting
from leitplanke.report.sections.comparison import Comparison, comparison
from leitplanke.report.sections.lines import Lines, lines
from leitplanke.report.sections.profile import Profile, profile
from leitplanke.report.sections.resources import Load, Money, grants, loads, loads_grid, money
from leitplanke.report.sentences import plan_sentence

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the plan is, and who set the weights."""

    plan: Markup
    weights: Markup


@dataclass(frozen=True, slots=True)
class Resources:
    """People and money; what each audience gets; another selection beside this one."""

    scale: Markup
    loads: tuple[Load, ...]
    loads_grid: Grid | None
    money: Money | None
    money_anchor: str
    grants: tuple[Markup, ...]
    audiences: Grid | None
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The section."""

    lines: Lines
    quality: Quality | None
    waiting: waiting.LeftOut | None
    resources: Resources
    profiles: tuple[Profile, ...]


def build(edition: Edition) -> Plan | None:
    """The section; None where nothing is planned and nothing waits."""
    if not _is_there(edition):
        return None
    return Plan(
        lines=lines(edition),
        quality=quality(edition),
        waiting=waiting.build(edition),
        resources=resources(edition),
        profiles=tuple(profile(edition, measure) for measure in edition.documents.strategy.draft.measures),
    )


def _is_there(edition: Edition) -> bool:
    return bool(edition.documents.roadmap.assignments or edition.documents.roadmap.omissions)


def quality(edition: Edition) -> Quality | None:
    """How good the plan is, and who set the weights; None where there is no plan."""
    if not _is_there(edition):
        return None
    return Quality(plan_sentence(edition.documents.roadmap, voice=edition.voice), _weights(edition))


def resources(edition: Edition) -> Resources:
    """People, money and comparisons, whichever there are."""
    roadmap = edition.documents.roadmap
    return Resources(
        scale=time_scale(edition.axis),
        loads=loads(edition),
        loads_grid=loads_grid(edition) if roadmap.loads else None,
        money=money(edition),
        money_anchor=edition.anchor("plan.resources", "money"),
        grants=grants(edition),
        audiences=_audiences(edition) if len(roadmap.audience_values) > 1 else None,
        comparison=comparison(edition),
    )


def _weights(edition: Edition) -> Markup:
    roadmap, voice = edition.documents.roadmap, edition.voice
    if len(roadmap.audience_values) < SEVERAL:
        return Markup("")
    if roadmap.weights_are_assumption:
        return voice.say(
            "Wie viel jede Gruppe zählt, ist eine Annahme: {who}.",
            "How much each group counts is an assumption: {who}.",
            who=voice.text(roadmap.weights_set_by),
        )
    return voice.say(
        "Die Gewichte der Gruppen hat festgelegt: {who}.",
        "The weights of the groups were set by: {who}.",
        who=voice.text(roadmap.weights_set_by),
    )


def _audiences(edition: Edition) -> Grid:
    voice = edition.voice
    head = (
        voice.say("Gruppe", "Group"),
        voice.say("Gewicht", "Weight"),
        voice.say("Erreichter Nutzen", "Benefit reached"),
    )
    rows = tuple(
        (
            edition.audience(value.audience),
            plain(voice.percent(value.weight_percent / 100)),
            plain(voice.percent(value.value / value.of_all_candidates if value.of_all_candidates else 0)),
        )
        for value in edition.documents.roadmap.audience_values
    )
    caption = voice.say(
        "Was jede Gruppe vom Fahrplan hat, verglichen mit allem auf einmal",
        "What each group gets, compared with everything at once",
    )
    return Grid(caption, head, rows)
