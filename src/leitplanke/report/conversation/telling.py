"""What unites, what divides and what is typical of whom, as sentences in one language."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.evidence.opinions import Direction, OpinionGroup, OpinionReport, StatementResult
from leitplanke.report.conversation.shares import listed_shares, share_bars, statement_words
from leitplanke.report.parts import Bar
from leitplanke.report.voice import Voice

CLEARLY_APART, NOTICEABLY_APART = 0.5, 0.25  # how Kaufman & Rousseeuw (1990) read a silhouette

_EVERYBODY = {
    Direction.AGREE: ("Die Mehrheit stimmt zu: {shares}.", "The majority agrees: {shares}."),
    Direction.DISAGREE: ("Die Mehrheit lehnt ab: {shares}.", "The majority disagrees: {shares}."),
}
_EVERY_GROUP = {
    Direction.AGREE: (
        "In jeder Gruppe stimmt die Mehrheit zu: {shares}.",
        "In every group the majority agrees: {shares}.",
    ),
    Direction.DISAGREE: (
        "In jeder Gruppe lehnt die Mehrheit ab: {shares}.",
        "In every group the majority disagrees: {shares}.",
    ),
}
_ONE_GROUP = {
    Direction.AGREE: (
        "Gruppe {group} stimmt öfter zu als andere: {shares}.",
        "Group {group} agrees more often than others: {shares}.",
    ),
    Direction.DISAGREE: (
        "Gruppe {group} lehnt öfter ab als andere: {shares}.",
        "Group {group} disagrees more often than others: {shares}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One statement: a sentence about it, its words, one bar per group."""

    sentence: Markup
    words: Markup
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what is told under it; `nothing` is said if there is nothing."""

    id: str
    title: Markup
    lead: Markup
    told: tuple[Told, ...]
    nothing: Markup


def parts_of(report: OpinionReport, voice: Voice) -> tuple[Part, ...]:
    """What unites comes first, then what divides, then each group."""
    results = {result.id: result for result in report.statements}
    if len(report.groups) == 1:
        return (_uniting(report, results, voice),)
    groups = (_typical(report, group, results, voice) for group in report.groups)
    return (_uniting(report, results, voice), _dividing(report, results, voice), *groups)


def headline(report: OpinionReport, voice: Voice) -> Markup:
    """How many groups there are and how large."""
    if len(report.groups) == 1:
        return voice.say("Es zeigen sich keine getrennten Gruppen.", "No separate groups show.")
    return voice.say(
        "{count} Gruppen stimmen je für sich ähnlich ab: {groups}.",
        "There are {count} groups of people who vote alike: {groups}.",
        count=voice.count(len(report.groups)),
        groups=voice.join([_with_size(group, voice) for group in report.groups]),
    )


def facts(report: OpinionReport, voice: Voice) -> Iterator[Markup]:
    """Who took part, how far the groups are apart, whom the figures hold for."""
    if report.participants is not None:
        yield voice.say(
            "{all} Personen haben abgestimmt, {grouped} davon zu genug Aussagen, um mitzuzählen.",
            "{all} people voted, {grouped} of them on enough statements to count.",
            all=voice.count(report.participants),
            grouped=voice.count(report.grouped),
        )
    if len(report.groups) > 1:
        apart = _apart(report.silhouettes[len(report.groups)], voice)
        yield voice.say("Die Gruppen sind {apart} voneinander getrennt.", "The groups are {apart} apart.", apart=apart)
    yield voice.say(
        "Die Zahlen gelten für die Menschen, die mitgemacht haben, nicht für die ganze Bevölkerung.",
        "The figures hold for the people who took part, not for the whole population.",
    )


def _apart(quality: float, voice: Voice) -> Markup:
    if quality >= CLEARLY_APART:
        return voice.say("deutlich", "clearly")
    return voice.say("erkennbar", "noticeably") if quality >= NOTICEABLY_APART else voice.say("kaum", "hardly")


def _with_size(group: OpinionGroup, voice: Voice) -> Markup:
    return voice.say("{id} mit {n} Personen", "{id} with {n} people", id=group.id, n=voice.count(group.n))


def _uniting(report: OpinionReport, results: dict[str, StatementResult], voice: Voice) -> Part:
    words = _EVERYBODY if len(report.groups) == 1 else _EVERY_GROUP
    return Part(
        id="unites",
        title=voice.say("Was verbindet", "What unites"),
        lead=voice.say(
            "Hier steht in jeder Gruppe die Mehrheit auf derselben Seite; keine Gruppe wird überstimmt.",
            "Here the majority of every group is on the same side; no group is outvoted.",
        ),
        told=tuple(
            _told(words[found.direction], report, results[found.statement], found.direction, voice)
            for found in report.unites
        ),
        nothing=voice.say("Keine Aussage verbindet alle.", "No statement unites everybody."),
    )


def _dividing(report: OpinionReport, results: dict[str, StatementResult], voice: Voice) -> Part:
    words = (
        "Am häufigsten stimmt Gruppe {one} zu, am seltensten Gruppe {other}: {shares}.",
        "Group {one} agrees most often, group {other} least often: {shares}.",
    )
    return Part(
        id="divides",
        title=voice.say("Was trennt", "What divides"),
        lead=voice.say("Hier gehen die Gruppen am weitesten auseinander.", "Here the groups are the furthest apart."),
        told=tuple(
            _told(
                words,
                report,
                results[found.statement],
                Direction.AGREE,
                voice,
                one=found.approving,
                other=found.opposing,
            )
            for found in report.divides
        ),
        nothing=voice.say("Keine Aussage trennt die Gruppen.", "No statement divides the groups."),
    )


def _typical(report: OpinionReport, group: OpinionGroup, results: dict[str, StatementResult], voice: Voice) -> Part:
    return Part(
        id=f"group-{group.id.lower()}",
        title=voice.say("Was für Gruppe {id} typisch ist", "What is typical of group {id}", id=group.id),
        lead=voice.say(
            "{n} Personen, die das öfter so sehen als alle anderen.",
            "{n} people who see it this way more often than everybody else.",
            n=voice.count(group.n),
        ),
        told=tuple(
            _told(_ONE_GROUP[found.direction], report, results[found.statement], found.direction, voice, group=group.id)
            for found in report.represents
            if found.group == group.id
        ),
        nothing=voice.say("Nichts hebt diese Gruppe heraus.", "Nothing sets this group apart."),
    )


def _told(
    words: tuple[str, str],
    report: OpinionReport,
    result: StatementResult,
    direction: Direction,
    voice: Voice,
    **named: str,
) -> Told:
    shares = listed_shares(report, result, direction, voice)
    return Told(
        sentence=voice.say(*words, shares=shares, **named),
        words=statement_words(result, voice),
        bars=share_bars(report, result, direction, voice),
    )
