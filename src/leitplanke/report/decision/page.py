"""The page: methods side by side, how firm the order is, where groups disagree, what was decided, who scored what."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from leitplanke.kernel.texts import Language, Text
from leitplanke.report.charts import share_bar
from leitplanke.report.decision.words import (
    LEAST_SPREAD,
    agreement_sentence,
    change_sentence,
    costless_sentence,
    departure_sentence,
    disagreement_sentence,
    shares_lines,
)
from leitplanke.report.fragments import environment
from leitplanke.report.html import style_sheet
from leitplanke.report.parts import Bar, Grid, plain
from leitplanke.report.voice import Voice
from leitplanke.report.words import WEIGHT_WAY
from leitplanke.strategy.priorities.side_by_side import AudiencePriority, MeasureAcceptability, Priorities
from leitplanke.strategy.priority_model import CriterionWeights, PriorityTable

FIRST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the page: words, bars, tables and sentences, each where there are any."""

    id: str
    title: Markup
    lead: Markup
    bars: tuple[Bar, ...] = ()
    grids: tuple[Grid, ...] = ()
    before: str = ""
    sentences: tuple[Markup, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """Everything that the page says in one language."""

    voice: Voice
    title: Markup
    facts: tuple[Markup, ...]
    parts: tuple[Part, ...]
    scores: Grid
    method: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What every section needs: the result, its table, and names in one language."""

    found: Priorities
    table: PriorityTable
    voice: Voice
    titles: Mapping[str, str]
    criteria: Mapping[str, str]
    groups: Mapping[str, str]


def render_priorities(
    found: Priorities, *, table: PriorityTable, audiences: Mapping[str, Text], notice: Text | None = None
) -> str:
    """`priorities.html` as text: German and English, self-contained, deterministic, what people wrote escaped.

    `audiences` gives audiences their names; `notice` says that a town is invented.
    """
    style = style_sheet()
    return (
        environment()
        .get_template("priorities.html")
        .render(
            style=Markup(style),  # noqa: S704 - our own style sheet
            policy=b64encode(sha256(style.encode()).digest()).decode(),
            h=2,
            tellings=[_telling(_told(found, table, audiences, Voice(language)), notice) for language in Language],
        )
    )


def priority_sections(
    found: Priorities, *, table: PriorityTable, audiences: Mapping[str, Text], language: Language, h: int = 2
) -> Markup:
    """The same sections in one language, to stand inside an element with the class `parts` of a page of somebody's own.

    `h` is the level of their headings.
    """
    telling = _telling(_told(found, table, audiences, Voice(language)), None)
    told = environment().get_template("priorities_sections.html").render(t=telling, v=telling.voice, h=h)
    return Markup(told)  # noqa: S704 - our own template, which escapes


def _told(found: Priorities, table: PriorityTable, audiences: Mapping[str, Text], voice: Voice) -> _Told:
    return _Told(
        found=found,
        table=table,
        voice=voice,
        titles={one.id: voice.words(one.title) for one in table.alternatives},
        criteria={one.id: voice.words(one.name) for one in table.criteria},
        groups={one.audience: voice.words(audiences.get(one.audience, Text(one.audience))) for one in table.weights},
    )


def _telling(told: _Told, notice: Text | None) -> Telling:
    voice = told.voice
    return Telling(
        voice=voice,
        title=voice.say("Was zuerst? Prioritäten der Maßnahmen", "What comes first? Priorities of measures"),
        facts=(*(() if notice is None else (voice.text(notice),)), *_facts(told)),
        parts=tuple(_parts(told)),
        scores=_scores(told),
        method=tuple(_method(told)),
    )


def _facts(told: _Told) -> Iterator[Markup]:
    voice, found = told.voice, told.found
    firm = [one for one in found.acceptability if sum(one.shares[:FIRST_PLACES]) >= 0.9]
    if firm:
        yield voice.say(
            "Wie man auch gewichtet, fast immer unter den ersten drei: {titles}.",
            "However one weighs, nearly always among the first three: {titles}.",
            titles="; ".join(told.titles[one.measure] for one in firm),
        )
    else:
        yield voice.say(
            "Keine Maßnahme ist bei fast jeder Gewichtung unter den ersten drei: Die Reihenfolge hängt davon ab, was "
            "man wichtig findet.",
            "No measure is among the first three with nearly every weighting: the order hangs on what one finds "
            "important.",
        )
    if found.duties:
        yield voice.say(
            "Pflicht nach dem Gesetz, deshalb ohne Rang: {titles}.",
            "Demanded by law, and therefore without a rank: {titles}.",
            titles="; ".join(told.titles[duty] for duty in found.duties),
        )


def _parts(told: _Told) -> Iterator[Part]:
    voice, found = told.voice, told.found
    yield Part(
        "firm",
        voice.say("Wie fest steht die Reihenfolge?", "How firm is the order?"),
        voice.say(
            "{draws} zulässige Gewichtungen, zufällig gezogen: Der Balken zeigt, bei wie vielen eine Maßnahme unter "
            "den ersten drei ist.",
            "{draws} admissible weightings, drawn at random: the bar shows with how many of them a measure is among "
            "the first three.",
            draws=voice.count(found.draws),
        ),
        bars=tuple(_bar(told, one) for one in found.acceptability),
    )
    setters = {one.audience: one for one in told.table.weights}
    for audience in found.audiences:
        yield _audience(told, audience, setters[audience.audience])
    if found.agreements:
        yield _groups(told)
    if found.departures:
        yield Part(
            "decided",
            voice.say("Was entschieden wurde", "What was decided"),
            voice.say("Die Verfahren raten, Menschen entscheiden.", "Methods advise, people decide."),
            sentences=tuple(
                plain(departure_sentence(one, told.titles, told.groups, voice.language)) for one in found.departures
            ),
        )
    if found.portfolio is not None:
        names = {one.id: one.title for one in told.table.alternatives}
        title, *lines = shares_lines(found.portfolio, names=names, voters=len(found.audiences), language=voice.language)
        yield Part(
            "portfolio",
            plain(title),
            voice.say(
                "Eine Probe auf Fairness: Jede Zielgruppe hat gleich viel Geld, und was mehrere wollen, zahlen sie "
                "gemeinsam.",
                "A check of fairness: each audience has the same money, and what several want they pay together.",
            ),
            sentences=tuple(
                plain(line.strip()) for line in (*lines, costless_sentence(told.table, voice.language)) if line
            ),
        )


def _bar(told: _Told, one: MeasureAcceptability) -> Bar:
    voice, share = told.voice, sum(one.shares[:FIRST_PLACES])
    return Bar(
        label=plain(told.titles[one.measure]),
        value=plain(voice.percent(share)),
        note=voice.say(
            "Platz 1: {first}; Plätze {best} bis {worst}",
            "first: {first}; places {best} to {worst}",
            first=voice.percent(one.shares[0]),
            best=one.best_rank,
            worst=one.worst_rank,
        ),
        drawing=share_bar(share),
    )


def _audience(told: _Told, audience: AudiencePriority, setter: CriterionWeights) -> Part:
    voice, name = told.voice, told.groups[audience.audience]
    weights = voice.join([f"{told.criteria[one]} {voice.percent(share)}" for one, share in audience.weights.items()])
    return Part(
        f"audience-{audience.audience}",
        plain(name),
        voice.say(
            "Gewichte: {weights}. Gesetzt von {who} am {day} ({way}). {source}",
            "Weights: {weights}. Set by {who} on {day} ({way}). {source}",
            weights=weights,
            source=voice.say("Herkunft: {source}.", "Source: {source}.", source=setter.source) if setter.source else "",
            who=setter.set_by,
            day=voice.day(setter.set_on),
            way=voice.text(WEIGHT_WAY[setter.way]),
        ),
        grids=(_ranks(told, audience, name),),
        before=voice.say(
            "Was sich ändern müsste, damit die nächste aufschließt:",
            "What would have to change for the next one to draw level:",
        ),
        sentences=tuple(
            plain(change_sentence(one, told.titles, told.criteria, voice.language)) for one in audience.changes
        ),
    )


def _ranks(told: _Told, audience: AudiencePriority, name: str) -> Grid:
    voice = told.voice
    head = (
        voice.say("Maßnahme", "Measure"),
        voice.say("Rang nach Nutzwert", "Rank by value"),
        voice.say("Rang nach PROMETHEE II", "Rank by PROMETHEE II"),
        voice.say("Rang nach TOPSIS", "Rank by TOPSIS"),
        voice.say("Nutzwert (0 bis 100)", "Value (0 to 100)"),
    )
    rows = tuple(
        (
            plain(told.titles[row.measure]),
            plain(row.value_rank),
            plain(row.net_flow_rank),
            plain(row.closeness_rank),
            plain(voice.count(round(100 * row.value))),
        )
        for row in audience.measures
    )
    return Grid(voice.say("Reihenfolge für: {name}", "Order for: {name}", name=name), head, rows)


def _groups(told: _Told) -> Part:
    voice, found = told.voice, told.found
    agreed = [agreement_sentence(one, told.groups, voice.language) for one in found.agreements]
    disputed = [
        disagreement_sentence(one, told.titles, told.groups, voice.language)
        for one in found.disagreements
        if one.spread >= LEAST_SPREAD
    ]
    return Part(
        "groups",
        voice.say("Wo Gruppen sich einig sind und wo nicht", "Where groups agree and where they do not"),
        voice.say(
            "Zielgruppen stehen nebeneinander und werden nie verrechnet.",
            "Audiences stand side by side and are never merged.",
        ),
        sentences=tuple(plain(one) for one in (*agreed, *disputed)),
    )


def _scores(told: _Told) -> Grid:
    voice = told.voice
    head = (
        voice.say("Maßnahme", "Measure"),
        voice.say("Kriterium", "Criterion"),
        voice.say("Bewertung", "Score"),
        voice.say("Wer", "Who"),
        voice.say("Warum", "Why"),
    )
    rows = tuple(
        (
            plain(told.titles[score.measure]),
            plain(told.criteria[score.criterion]),
            plain(voice.decimal(score.value)),
            plain(score.said_by),
            voice.text(score.reason),
        )
        for score in told.table.scores
    )
    return Grid(voice.say("Wer wie bewertet hat und warum", "Who scored what, and why"), head, rows)


def _method(told: _Told) -> Iterator[Markup]:
    voice = told.voice
    for criterion in told.table.criteria:
        yield voice.say(
            "{name}: {explanation}", "{name}: {explanation}",
            name=voice.text(criterion.name), explanation=voice.text(criterion.explanation),
        )  # fmt: skip
    for limit in told.table.limits:
        others = voice.join([told.criteria[one] for one in limit.at_least_as])
        yield voice.say(
            "Zulässig für „{name}“: {least} bis {most}{order}. Gesetzt von {who}.",
            "Admissible for “{name}”: {least} to {most}{order}. Set by {who}.",
            name=told.criteria[limit.criterion],
            least=voice.percent(limit.least),
            most=voice.percent(limit.most),
            order=voice.say(", mindestens so viel wie {others}", ", at least as much as {others}", others=others)
            if others
            else "",
            who=limit.set_by,
        )
    yield voice.say(
        "Nutzwert: gewichtete Summe. PROMETHEE II: Vergleich von je zweien. TOPSIS: Nähe zum Besten. Anteile der "
        "Gewichtungen: SMAA, Startzahl {seed}.",
        "Value: weighted sum. PROMETHEE II: comparison of every two. TOPSIS: nearness to the best. Shares of "
        "weightings: SMAA, seed {seed}.",
        seed=told.found.seed,
    )
