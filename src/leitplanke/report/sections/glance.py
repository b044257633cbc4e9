"""The page that a mayor reads."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.report.charts import Segment, stacked_bar
from leitplanke.report.edition import Edition
from leitplanke.report.parts import recruitment_badge
from leitplanke.report.reasons import omission_sentence
from leitplanke.report.sections.first import leading
from leitplanke.report.sections.progress import counts_words
from leitplanke.report.sentences import first_choices
from leitplanke.report.words import HORIZON, WAITING
from leitplanke.roadmap.model import Horizon, ReasonKind
from leitplanke.strategy.model import Verdict

SHOWN_OMISSIONS = 3
SHOWN_REASONS = 3
NO_WAITING = frozenset({ReasonKind.FIRST_MONTH, ReasonKind.FIXED, ReasonKind.NO_GAIN})


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with its words and the section that tells more."""

    figure: str
    words: Markup
    note: Markup
    target: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What comes first for one audience."""

    audience: Markup
    label: Markup
    words: Markup


@dataclass(frozen=True, slots=True)
class Glance:
    """The section."""

    tiles: tuple[Tile, ...]
    choices: tuple[Choice, ...]
    horizons: tuple[tuple[str, Markup], ...]
    horizon_bar: Markup
    money: Markup
    waiting: Markup
    omissions: tuple[Markup, ...]
    more_omissions: Markup
    progress: Markup


def build(edition: Edition) -> Glance:
    """Everything a hurried reader needs, and nothing else."""
    names, voice = edition.names, edition.voice
    question = edition.documents.evidence.priority_question
    omissions = edition.documents.roadmap.omissions
    return Glance(
        tiles=tuple(tile for tile in (_people(edition), _rules(edition), _plan(edition), _money(edition)) if tile),
        choices=tuple(
            Choice(
                edition.audience(item.audience),
                recruitment_badge(edition, item.recruitment),
                first_choices(item, question=question, voice=voice, names=names),
            )
            for item in leading(edition)
        ),
        horizons=_horizons(edition),
        horizon_bar=_horizon_bar(edition),
        money=_money_words(edition),
        waiting=_waiting(edition),
        omissions=tuple(
            Markup("{}. {}").format(
                edition.link("measure", omission.measure),
                omission_sentence(omission.reasons[0], voice=voice, names=names),
            )
            for omission in omissions[:SHOWN_OMISSIONS]
            if omission.reasons
        ),
        more_omissions=_more(edition, len(omissions) - SHOWN_OMISSIONS),
        progress=counts_words(edition) if edition.documents.progress.count_by_state else Markup(""),
    )


def _people(edition: Edition) -> Tile | None:
    responses, voice = edition.documents.evidence.responses, edition.voice
    if not responses:
        return None
    parts: Counter[str] = Counter()
    for response in responses:
        parts[response.audience] += response.n
    note = voice.join([Markup("{} {}").format(voice.count(n), edition.audience(key)) for key, n in parts.items()])
    return Tile(
        voice.count(sum(parts.values())), voice.say("haben mitgemacht", "took part"), note, edition.anchor("people")
    )


def _rules(edition: Edition) -> Tile | None:
    rules, voice = edition.documents.strategy.draft.guardrails, edition.voice
    if not rules:
        return None
    verdicts = Counter(check.verdict for check in edition.documents.strategy.checks)
    note = voice.say(
        "{kept} Prüfungen bestanden, {violated} verletzt, {open} offen",
        "{kept} checks passed, {violated} violated, {open} open",
        kept=voice.count(verdicts[Verdict.KEPT]),
        violated=voice.count(verdicts[Verdict.VIOLATED]),
        open=voice.count(verdicts[Verdict.OPEN]),
    )
    noun = voice.say("Leitplanken", "guardrails") if len(rules) > 1 else voice.say("Leitplanke", "guardrail")
    return Tile(voice.count(len(rules)), noun, note, edition.anchor("guardrails"))


def _plan(edition: Edition) -> Tile | None:
    roadmap, voice = edition.documents.roadmap, edition.voice
    if not roadmap.assignments and not roadmap.omissions:
        return None
    noun = voice.say("Maßnahmen geplant", "measures planned")
    note = voice.say(
        "bis {month}; {n} warten noch",
        "until {month}; {n} still wait",
        month=voice.month(max((line.end for line in roadmap.assignments), default=roadmap.first_month)),
        n=len(roadmap.omissions),
    )
    return Tile(voice.count(len(roadmap.assignments)), noun, note, edition.anchor("plan"))


def _totals(edition: Edition) -> tuple[int, int]:
    budgets = edition.documents.roadmap.budgets
    used = sum(year.investive_used + year.consumptive_used for year in budgets)
    return used, sum(year.investive_available + year.consumptive_available for year in budgets)


def _money(edition: Edition) -> Tile | None:
    used, available = _totals(edition)
    budgets, voice = edition.documents.roadmap.budgets, edition.voice
    if not available:
        return None
    note = voice.say("verfügbar sind {available}", "{available} are available", available=voice.euros_short(available))
    years = voice.say(
        "für {a} bis {b}", "for {a} to {b}", a=budgets[0].year, b=budgets[-1].year
    ) if len(budgets) > 1 else voice.say("für {a}", "for {a}", a=budgets[0].year)
    return Tile(voice.euros_short(used), years, note, edition.anchor("money"))


def _horizons(edition: Edition) -> tuple[tuple[str, Markup], ...]:
    counts = Counter(line.horizon for line in edition.documents.roadmap.assignments)
    return tuple(
        (f"h-{horizon.value}", Markup("{}: {}").format(edition.voice.text(words), counts[horizon]))
        for horizon, words in HORIZON.items()
        if counts[horizon]
    )


def _horizon_bar(edition: Edition) -> Markup:
    lines = edition.documents.roadmap.assignments
    counts = Counter(line.horizon for line in lines)
    if not lines:
        return Markup("")
    return stacked_bar(
        [Segment(counts[horizon] / len(lines), f"h-{horizon.value}", str(counts[horizon])) for horizon in Horizon]
    )


def _money_words(edition: Edition) -> Markup:
    used, available = _totals(edition)
    if not available:
        return Markup("")
    budgets, voice = edition.documents.roadmap.budgets, edition.voice
    investive = sum(year.investive_used for year in budgets)
    return voice.say(
        "Der Fahrplan braucht {used}, davon {investive} für Investitionen und {consumptive} für laufende Ausgaben. "
        "Das sind {share} des Geldes, das dafür vorgesehen ist.",
        "The roadmap needs {used}, of which {investive} for investment and {consumptive} for current spending. "
        "That is {share} of the money set aside for it.",
        used=voice.euros_short(used),
        investive=voice.euros_short(investive),
        consumptive=voice.euros_short(used - investive),
        share=voice.percent(used / available),
    )


def _waiting(edition: Edition) -> Markup:
    """The reasons that most often keep a measure from starting earlier, in words."""
    voice = edition.voice
    kinds = Counter(
        kind
        for line in edition.documents.roadmap.assignments
        for kind in {reason.kind for reason in line.reasons} - NO_WAITING
    )
    if not kinds:
        return Markup("")
    order = list(ReasonKind)
    ranked = sorted(kinds.items(), key=lambda item: (-item[1], order.index(item[0])))[:SHOWN_REASONS]
    parts = [Markup("{} ({}-mal)" if voice.language == "de" else "{} ({}×)").format(
        voice.text(WAITING[kind]), number) for kind, number in ranked]
    return voice.say(
        "Warum nicht alles sofort beginnt: {parts}.", "Why not everything starts at once: {parts}.",
        parts=Markup("; ").join(parts),
    )


def _more(edition: Edition, number: int) -> Markup:
    if number <= 0:
        return Markup("")
    return edition.voice.say("{n} weitere, mit Gründen", "{n} more, with reasons", n=number)
