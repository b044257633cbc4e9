"""The page that a mayor reads."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.report.charts import Segment, stacked_bar
from leitplanke.report.edition import Edition
from leitplanke.report.parts import recruitment_badge
from leitplanke.report.reasons import omission_sentence
from leitplanke.report.sections.first import leading
from leitplanke.report.sections.progress import counts_words, has_reports
from leitplanke.report.sentences import first_choices
from leitplanke.report.words import HORIZON, WAITS_FOR
from leitplanke.roadmap.model import Horizon, Omission, ReasonKind
from leitplanke.strategy.model import Verdict

SHOWN_OMISSIONS = 3
SHOWN_REASONS = 3


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with its words and the section that tells more."""

    figure: str
    words: Markup
    note: Markup
    href: str


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
            Markup("{}: {}").format(
                edition.link("measure", omission.measure),
                omission_sentence(omission.reasons[0], voice=voice, names=names, is_short=True),
            )
            for omission in _telling(omissions)
        ),
        more_omissions=_more(edition, len(omissions) - SHOWN_OMISSIONS),
        progress=counts_words(edition) if has_reports(edition) else Markup(""),
    )


def _telling(omissions: tuple[Omission, ...]) -> tuple[Omission, ...]:
    """Some omissions, of different kinds first."""
    explained = [omission for omission in omissions if omission.reasons]
    by_kind: dict[ReasonKind, Omission] = {}
    for omission in explained:
        by_kind.setdefault(omission.reasons[0].kind, omission)
    first = list(by_kind.values())
    return tuple((first + [omission for omission in explained if omission not in first])[:SHOWN_OMISSIONS])


def _people(edition: Edition) -> Tile | None:
    responses, voice = edition.documents.evidence.responses, edition.voice
    if not responses:
        return None
    parts: Counter[str] = Counter()
    for response in responses:
        parts[response.audience] += response.n
    note = voice.join([Markup("{} {}").format(voice.count(n), edition.audience(key)) for key, n in parts.items()])
    return Tile(
        voice.count(sum(parts.values())), voice.say("haben mitgemacht", "took part"), note, edition.href("people")
    )


def _rules(edition: Edition) -> Tile | None:
    rules, voice = edition.documents.strategy.draft.guardrails, edition.voice
    if not rules:
        return None
    verdicts = Counter(check.verdict for check in edition.documents.strategy.checks)
    note = voice.say(
        "{kept} Prüfungen bestanden, {violated} nicht, {open} offen",
        "{kept} checks passed, {violated} failed, {open} open",
        kept=voice.count(verdicts[Verdict.KEPT]),
        violated=voice.count(verdicts[Verdict.VIOLATED]),
        open=voice.count(verdicts[Verdict.OPEN]),
    )
    noun = voice.say("Leitplanken", "guardrails") if len(rules) > 1 else voice.say("Leitplanke", "guardrail")
    return Tile(voice.count(len(rules)), noun, note, edition.href("guardrails"))


def _plan(edition: Edition) -> Tile | None:
    roadmap, voice = edition.documents.roadmap, edition.voice
    if not roadmap.assignments and not roadmap.omissions:
        return None
    noun = voice.say("Maßnahmen geplant", "measures planned")
    note = voice.say(
        "bis {month}; {n} sind nicht dabei",
        "until {month}; {n} are not in it",
        month=voice.month(max((line.end for line in roadmap.assignments), default=roadmap.first_month)),
        n=len(roadmap.omissions),
    )
    return Tile(voice.count(len(roadmap.assignments)), noun, note, edition.href("plan"))


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
    years = (
        voice.say("für {a} bis {b}", "for {a} to {b}", a=budgets[0].year, b=budgets[-1].year)
        if len(budgets) > 1
        else voice.say("für {a}", "for {a}", a=budgets[0].year)
    )
    return Tile(voice.euros_short(used), years, note, edition.href("plan.resources", "money"))


def _horizons(edition: Edition) -> tuple[tuple[str, Markup], ...]:
    counts = Counter(line.horizon for line in edition.documents.roadmap.assignments)
    return tuple(
        (f"h-{horizon.value}", Markup("{}: {}").format(edition.voice.text(words), counts[horizon]))
        for horizon, words in HORIZON.items()
        if 0 < counts[horizon] < counts.total()
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
    words = voice.say("Der Fahrplan braucht {used}", "The roadmap needs {used}", used=voice.euros_short(used))
    if 0 < investive < used:
        words += voice.say(
            ", davon {investive} für Investitionen und {consumptive} für laufende Ausgaben",
            ", of which {investive} for investment and {consumptive} for current spending",
            investive=voice.euros_short(investive),
            consumptive=voice.euros_short(used - investive),
        )
    return words + voice.say(
        ". Das sind {share} des Geldes, das dafür vorgesehen ist.",
        ". That is {share} of the money set aside for it.",
        share=voice.percent(used / available),
    )


def _waiting(edition: Edition) -> Markup:
    """What most measures wait for before they start, in one sentence."""
    voice = edition.voice
    waiting = [
        {WAITS_FOR[reason.kind] for reason in line.reasons if reason.kind in WAITS_FOR}
        for line in edition.documents.roadmap.assignments
    ]
    counts = Counter(cause for causes in waiting for cause in causes)
    if not counts:
        return Markup("")
    order = list(WAITS_FOR.values())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0])))[:SHOWN_REASONS]
    (first, most), *others = ranked
    head = voice.say(
        "{n} {cause}",
        "{n} {cause}",
        n=voice.plural(most, ("Maßnahme wartet", "Maßnahmen warten"), ("measure waits", "measures wait")),
        cause=voice.text(first),
    )
    words = voice.join([head, *(Markup("{} {}").format(number, voice.text(cause)) for cause, number in others)])
    if any(len(causes) > 1 for causes in waiting):
        return words + voice.say("; manche auf mehreres.", "; some for several things.")
    return words + "."


def _more(edition: Edition, number: int) -> Markup:
    if number <= 0:
        return Markup("")
    return edition.voice.say("{n} weitere, mit Gründen", "{n} more, with reasons", n=number)
