"""Every digital goal as one story: what people said, the guardrails, what is wanted, its measure, what is done."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.report.edition import Edition
from leitplanke.report.sections.goals import GoalCard, card, source_words
from leitplanke.strategy.model import Goal

SHOWN = 3
FINDING, GUARDRAIL = "finding:", "guardrail:"


@dataclass(frozen=True, slots=True)
class Story:
    """One goal. `said` and `rules` name a few, `more_said` and `more_rules` count the others."""

    card: GoalCard
    serves: tuple[Markup, ...]
    said: tuple[Markup, ...]
    more_said: Markup
    rules: tuple[Markup, ...]
    more_rules: Markup
    does: tuple[Markup, ...]
    also_does: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class OverallLine:
    """A goal of the town as a whole, and where it is written."""

    anchor: str
    title: Markup
    source: Markup


@dataclass(frozen=True, slots=True)
class Stories:
    """All goals, in the town's order, behind those of the town as a whole."""

    guiding: Markup
    overall: tuple[OverallLine, ...]
    stories: tuple[Story, ...]


def build(edition: Edition) -> Stories | None:
    """One story per goal; None where the town has no goals."""
    draft, voice = edition.documents.strategy.draft, edition.voice
    if not draft.goals:
        return None
    return Stories(
        guiding=voice.text(draft.guiding_sentence),
        overall=tuple(
            OverallLine(
                edition.anchor("goals", "overall_goal", one.id), voice.text(one.title), source_words(voice, one)
            )
            for one in draft.overall_goals
        ),
        stories=tuple(_story(edition, goal) for goal in draft.goals),
    )


def _story(edition: Edition, goal: Goal) -> Story:
    """What counts as a goal's own are the measures that contribute most strongly: the others serve it in passing."""
    voice = edition.voice
    strengths = _strengths(edition, goal)
    most = max(strengths.values(), default=0)
    own = [measure for measure, strength in strengths.items() if strength == most]
    causes = [cause for measure in own for cause in edition.causes.get(f"measure:{measure}", ())]
    said, more_said = _said(edition, causes)
    rules, more_rules = _rules(edition, causes)
    return Story(
        card=card(edition, goal),
        serves=tuple(edition.link("overall_goal", link.overall_goal) for link in goal.serves),
        said=said,
        more_said=voice.say("und {n} weitere", "and {n} more", n=more_said) if more_said else Markup(""),
        rules=rules,
        more_rules=voice.say("und {n} weitere", "and {n} more", n=more_rules) if more_rules else Markup(""),
        does=tuple(_done(edition, measure) for measure in own),
        also_does=tuple(_done(edition, measure) for measure in strengths if measure not in own),
    )


def _strengths(edition: Edition, goal: Goal) -> dict[str, int]:
    """How strongly each measure serves the goal, in the order of the measures."""
    return {
        measure.id: contribution.strength
        for measure in edition.documents.strategy.draft.measures
        for contribution in measure.contributions
        if contribution.goal == goal.id
    }


def _said(edition: Edition, causes: Iterable[str]) -> tuple[tuple[Markup, ...], int]:
    """The findings named by most first, of every audience one before any has a second."""
    ids = dict.fromkeys(cause.removeprefix(FINDING) for cause in causes if cause.startswith(FINDING))
    found = [edition.findings[identifier] for identifier in ids if identifier in edition.findings]
    found.sort(key=lambda finding: (-(finding.share or 0), finding.id))
    turn: Counter[str] = Counter()
    ranked: list[tuple[int, int, str]] = []
    for finding in found:
        ranked.append((turn[finding.audience], len(ranked), finding.id))
        turn[finding.audience] += 1
    links = [edition.short_finding_link(identifier) for _, _, identifier in sorted(ranked)]
    shown = [link for link in links if link is not None]
    return tuple(shown[:SHOWN]), max(len(shown) - SHOWN, 0)


def _rules(edition: Edition, causes: Iterable[str]) -> tuple[tuple[Markup, ...], int]:
    """The guardrails that hold for fewest measures first: they say most about this goal."""
    ids = dict.fromkeys(cause.removeprefix(GUARDRAIL) for cause in causes if cause.startswith(GUARDRAIL))
    reach = Counter(
        link.because_of for link in edition.documents.strategy.trace if link.because_of.startswith(GUARDRAIL)
    )
    ranked = sorted(ids, key=lambda identifier: (reach[f"{GUARDRAIL}{identifier}"], identifier))
    return tuple(edition.link("guardrail", rule) for rule in ranked[:SHOWN]), max(len(ranked) - SHOWN, 0)


def _done(edition: Edition, measure: str) -> Markup:
    return Markup("{} {}").format(edition.link("measure", measure), edition.state_badge(measure))
