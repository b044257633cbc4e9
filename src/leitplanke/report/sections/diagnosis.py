"""Who is missing, what weighting did about it, and what it cannot do."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.evidence.model import ResponseReport
from leitplanke.evidence.representation import Gap, Representation, limits, representation_of
from leitplanke.report.charts import pair_bar
from leitplanke.report.edition import EvidenceEdition
from leitplanke.report.parts import Bar, Grid, plain, recruitment_badge
from leitplanke.report.sentences import recruitment_sentence

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """One frame: sentences for the hurried, bars and a table for the careful."""

    anchor: str
    title: Markup
    label: Markup
    missing: tuple[Markup, ...]
    many: tuple[Markup, ...]
    bars: tuple[Bar, ...]
    grid: Grid | None
    facts: tuple[tuple[Markup, Markup], ...]
    merge: tuple[Markup, ...]
    unknown: Markup
    limits: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The section."""

    frames: tuple[Diagnosed, ...]
    too_small: tuple[Markup, ...]


def build(edition: EvidenceEdition) -> Diagnosis | None:
    """One card per frame."""
    evidence = edition.documents.evidence
    if not evidence.responses and not evidence.frames_too_small:
        return None
    return Diagnosis(
        tuple(_diagnosed(edition, response) for response in evidence.responses),
        tuple(edition.voice.text(name) for name in evidence.frames_too_small),
    )


def _diagnosed(edition: EvidenceEdition, response: ResponseReport) -> Diagnosed:
    voice, found = edition.voice, representation_of(response)
    return Diagnosed(
        anchor=edition.anchor("diagnosis", "diagnosis", f"{response.audience}-{response.frame}"),
        title=Markup("{}: {}").format(edition.audience(response.audience), voice.text(response.name)),
        label=recruitment_badge(edition, response.recruitment),
        missing=tuple(_missing(edition, gap) for gap in found.missing[:MOST_NAMED]),
        many=tuple(_many(edition, gap) for gap in found.many[:MOST_NAMED]),
        bars=tuple(_bar(edition, gap) for gap in (*found.missing[:MOST_NAMED], *found.many[:MOST_NAMED])),
        grid=_grid(edition, found) if found.gaps else None,
        facts=_facts(edition, response, found),
        merge=tuple(_merged(edition, *pair) for pair in found.merged),
        unknown=_unknown(edition, found.unknown),
        limits=(
            *(voice.text(limit) for limit in limits(response)),
            recruitment_sentence(response.recruitment, voice=voice),
        ),
    )


def _named(edition: EvidenceEdition, variable: str, categories: tuple[str, ...]) -> Markup:
    voice = edition.voice
    return Markup("{} – {}").format(
        voice.title(edition.names.variable(variable)), voice.text(edition.names.options(variable, categories))
    )


def _missing(edition: EvidenceEdition, gap: Gap) -> Markup:
    return _said(edition, gap, "Zu wenige: {name} sind {here} der Antworten und {all} aller.",
                 "Too few: {name} are {here} of the answers and {all} of all.")  # fmt: skip


def _many(edition: EvidenceEdition, gap: Gap) -> Markup:
    return _said(edition, gap, "Viele: {name} sind {here} der Antworten und {all} aller.",
                 "Many: {name} are {here} of the answers and {all} of all.")  # fmt: skip


def _said(edition: EvidenceEdition, gap: Gap, de: str, en: str) -> Markup:
    voice = edition.voice
    return voice.say(
        de,
        en,
        name=_named(edition, gap.variable, gap.categories),
        here=voice.percent(gap.share_of_responses),
        all=voice.percent(gap.share_of_population),
    )


def _bar(edition: EvidenceEdition, gap: Gap) -> Bar:
    voice = edition.voice
    return Bar(
        label=_named(edition, gap.variable, gap.categories),
        value=plain(voice.percent(gap.share_of_responses)),
        note=voice.say("von allen: {share}", "of all: {share}", share=voice.percent(gap.share_of_population)),
        drawing=pair_bar(gap.share_of_responses, gap.share_of_population),
    )


def _grid(edition: EvidenceEdition, found: Representation) -> Grid:
    voice = edition.voice
    has_factors = found.factors is not None
    head = (
        voice.say("Merkmal", "Trait"),
        voice.say("Antworten", "Answers"),
        voice.say("Bevölkerung", "Population"),
        voice.say("Abstand", "Difference"),
        *((voice.say("zählt etwa", "counts about"),) if has_factors else ()),
    )
    rows = tuple(
        (
            _named(edition, gap.variable, gap.categories),
            plain(voice.percent(gap.share_of_responses)),
            plain(voice.percent(gap.share_of_population)),
            _points(edition, gap),
            *((_times(edition, gap.factor),) if has_factors else ()),
        )
        for gap in found.gaps
    )
    caption = voice.say("Antworten neben der Bevölkerung", "Answers beside the population")
    return Grid(caption, head, rows)


def _points(edition: EvidenceEdition, gap: Gap) -> Markup:
    points = round(gap.share_of_responses * 100) - round(gap.share_of_population * 100)
    sign = "+" if points > 0 else "\u2212" if points < 0 else "±"
    number = edition.voice.plural(
        abs(points), ("Prozentpunkt", "Prozentpunkte"), ("percentage point", "percentage points")
    )
    return Markup("{}{}").format(sign, number)


def _times(edition: EvidenceEdition, factor: float) -> Markup:
    return edition.voice.say("{n}-fach", "{n} times", n=edition.voice.decimal(round(factor, 1)))


def _facts(
    edition: EvidenceEdition, response: ResponseReport, found: Representation
) -> tuple[tuple[Markup, Markup], ...]:
    """What weighting did, in figures; of an unweighted frame only how many answered."""
    voice = edition.voice
    facts = [(voice.say("Antworten", "Answers"), plain(voice.count(response.n)))]
    if found.factors is not None:
        low, high = (_times(edition, factor) for factor in found.factors)
        facts.append(
            (
                voice.say("Eine Antwort zählt, nach einem Merkmal allein", "An answer counts, by one trait alone"),
                voice.say("{low} bis {high}", "{low} to {high}", low=low, high=high),
            )
        )
    if response.design_effect is not None and found.n_effective is not None:
        facts += [
            (
                voice.say("Effekt der Gewichtung (Kish)", "Effect of weighting (Kish)"),
                voice.say("höchstens {deff}", "at most {deff}", deff=voice.decimal(response.design_effect)),
            ),
            (
                voice.say("Wirksame Antworten", "Effective answers"),
                voice.say("mindestens {n}", "at least {n}", n=voice.count(found.n_effective)),
            ),
        ]
    if response.margin_error is not None:
        met = voice.say("auf ein Millionstel genau getroffen", "met to a millionth")
        missed = voice.say("nicht genau getroffen", "not met exactly")
        facts.append((voice.say("Randverteilungen", "Margins"), met if response.margin_error <= 1e-6 else missed))
    return tuple(facts)


def _merged(edition: EvidenceEdition, variable: str, categories: tuple[str, ...]) -> Markup:
    return edition.voice.say(
        "{name}: zusammengefasst, weil mindestens eine davon kaum oder gar nicht gewählt wurde. Einzeln lässt sich "
        "über diese Menschen nichts sagen, auch nicht mit Gewichten; ansprechen lassen sie sich.",
        "{name}: told together, because at least one of them was hardly chosen or not at all. Of each alone nothing "
        "can be told, with weights neither; they can be approached.",
        name=_named(edition, variable, categories),
    )


def _unknown(edition: EvidenceEdition, variables: tuple[str, ...]) -> Markup:
    if not variables:
        return Markup("")
    voice = edition.voice
    return voice.say(
        "Dazu gibt es keine Zahlen zur Bevölkerung: {names}. Ob jemand fehlt, lässt sich nicht sagen.",
        "There are no numbers about the population on: {names}. Whether anybody is missing cannot be told.",
        names=voice.join([voice.text(edition.names.variable(variable)) for variable in variables]),
    )
