"""The page, and the lines for a terminal."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from leitplanke.evidence.opinions import OpinionReport
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.conversation.shares import FEW_ANSWERS, statement_grid
from leitplanke.report.conversation.telling import Part, facts, headline, parts_of
from leitplanke.report.fragments import environment
from leitplanke.report.html import style_sheet
from leitplanke.report.parts import Grid
from leitplanke.report.voice import Voice


@dataclass(frozen=True, slots=True)
class Telling:
    """Everything that the page says in one language."""

    voice: Voice
    title: Markup
    headline: Markup
    facts: tuple[Markup, ...]
    parts: tuple[Part, ...]
    grid: Grid
    method: tuple[Markup, ...]


def render_opinions(report: OpinionReport, *, topic: str, notes: Sequence[Text] = ()) -> str:
    """`opinions.html` as text: German and English, self-contained, deterministic, what people wrote escaped.

    `notes` say what was read differently or is missing.
    """
    style = style_sheet()
    return (
        environment()
        .get_template("opinions.html")
        .render(
            style=Markup(style),  # noqa: S704 - our own style sheet
            policy=b64encode(sha256(style.encode()).digest()).decode(),
            tellings=[_telling(report, topic, notes, Voice(language)) for language in Language],
        )
    )


def sentences(report: OpinionReport, *, topic: str, language: Language) -> Iterator[str]:
    """The report without its bars, line by line."""
    voice = Voice(language)
    for words in (_title(topic, voice), headline(report, voice), *facts(report, voice)):
        yield words.unescape()
    for part in parts_of(report, voice):
        yield ""
        yield part.title.unescape()
        for told in part.told:
            yield f"  {told.words.unescape()}"
            yield f"    {told.sentence.unescape()}"
        if not part.told:
            yield f"  {part.nothing.unescape()}"


def _telling(report: OpinionReport, topic: str, notes: Sequence[Text], voice: Voice) -> Telling:
    return Telling(
        voice=voice,
        title=_title(topic, voice),
        headline=headline(report, voice),
        facts=tuple(facts(report, voice)),
        parts=parts_of(report, voice),
        grid=statement_grid(report, voice),
        method=(*_method(report, voice), *(voice.text(note) for note in notes)),
    )


def _title(topic: str, voice: Voice) -> Markup:
    if not topic:
        return voice.say("Meinungsgruppen", "Opinion groups")
    return voice.say("Meinungsgruppen: {topic}", "Opinion groups: {topic}", topic=topic)


def _method(report: OpinionReport, voice: Voice) -> Iterator[Markup]:
    yield voice.say(
        "Verfahren von Polis (Small u. a. 2021): Hauptkomponenten der Stimmen, k-Means, Zahl der Gruppen nach der "
        "Silhouette; Startwert {seed}. „Typisch“ heißt: zwei Tests auf Anteile, einseitig 90 %.",
        "Method of Polis (Small et al. 2021): principal components of the votes, k-means, number of groups by "
        "silhouette; seed {seed}. “Typical” means: two tests of proportions, one-sided 90%.",
        seed=str(report.seed),
    )
    yield voice.say(
        "Gruppen unter {minimum} Personen werden nicht gebildet. Wo ein genauer Anteil weniger als {minimum} Personen "
        "erkennen ließe, steht ein Bereich (in den Balken eine Linie) oder nichts. In eckigen Klammern: weniger als "
        "{few} Stimmen.",
        "No groups under {minimum} people are formed. Where an exact share would show fewer than {minimum} people, a "
        "range (in the bars a line) or nothing is told. In square brackets: fewer than {few} votes.",
        minimum=voice.count(report.minimum),
        few=voice.count(FEW_ANSWERS),
    )
    if report.silhouettes:
        values = (f"{k}: {voice.decimal(round(value, 2))}" for k, value in sorted(report.silhouettes.items()))
        yield voice.say(
            "Silhouette nach Zahl der Gruppen (höchstens 1): {values}.",
            "Silhouette by number of groups (at most 1): {values}.",
            values=", ".join(values),
        )
    if report.moderated_out:
        yield voice.say(
            "{count} Aussagen hat die Moderation abgelehnt; sie fehlen hier.",
            "{count} statements were rejected by the moderators; they are missing here.",
            count=voice.count(report.moderated_out),
        )
