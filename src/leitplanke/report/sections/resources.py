"""Load per unit against its staff, money per year against the budget."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.kernel.dates import shift, year_of
from leitplanke.report.charts import Segment, load_columns, stacked_bar
from leitplanke.report.edition import Edition
from leitplanke.report.parts import Grid, plain
from leitplanke.roadmap.model import UnitLoad, YearBudget


@dataclass(frozen=True, slots=True)
class Load:
    """One unit's load over the months of the plan."""

    title: Markup
    words: Markup
    top: str
    drawing: Markup


@dataclass(frozen=True, slots=True)
class YearBar:
    """One fiscal year's money."""

    year: int
    words: Markup
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Money:
    """Money of all years."""

    bars: tuple[YearBar, ...]
    grid: Grid
    has_investive: bool
    has_consumptive: bool


def loads(edition: Edition) -> tuple[Load, ...]:
    """One chart per unit that has staff or work."""
    return tuple(
        _load(edition, load) for load in edition.documents.roadmap.loads if any(load.used) or any(load.available)
    )


def _load(edition: Edition, load: UnitLoad) -> Load:
    voice = edition.voice
    busiest = max(range(len(load.used)), key=lambda index: (_ratio(load, index), -index))
    full = sum(1 for used, limit in zip(load.used, load.available, strict=True) if used and used >= limit)
    words = voice.say(
        "Am meisten zu tun im {month}: {used} von {available}.",
        "Busiest in {month}: {used} of {available}.",
        month=voice.month(shift(edition.documents.roadmap.first_month, busiest)),
        used=voice.decimal(load.used[busiest] / 100),
        available=voice.fte(load.available[busiest]),
    )
    if full:
        words += voice.say(
            " In {n} ganz ausgelastet.",
            " Fully loaded in {n}.",
            n=voice.plural(full, ("Monat", "Monaten"), ("month", "months")),
        )
    top = max((*load.used, *load.available))
    drawing = load_columns(edition.axis, used=load.used, available=load.available)
    return Load(edition.unit(load.unit), words, voice.fte(top), drawing)


def _ratio(load: UnitLoad, index: int) -> float:
    used, limit = load.used[index], load.available[index]
    return used / limit if limit else float(used > 0)


def loads_grid(edition: Edition) -> Grid:
    """How much of each unit's staff each year needs, in percent."""
    voice, axis = edition.voice, edition.axis
    years = [year for year, _ in axis.years]
    rows = tuple(
        (edition.unit(load.unit), *(plain(_year_share(edition, load, year)) for year in years))
        for load in edition.documents.roadmap.loads
    )
    head = (voice.say("Einheit", "Unit"), *(plain(year) for year in years))
    return Grid(voice.say("Auslastung im Jahresmittel", "Mean load per year"), head, rows)


def _year_share(edition: Edition, load: UnitLoad, year: int) -> str:
    first = edition.documents.roadmap.first_month
    months = [index for index in range(len(load.used)) if year_of(shift(first, index)) == year]
    available = sum(load.available[index] for index in months)
    return edition.voice.percent(sum(load.used[index] for index in months) / available) if available else "–"


def money(edition: Edition) -> Money | None:
    """Money per fiscal year; None if there is no budget."""
    budgets = edition.documents.roadmap.budgets
    most = max((max(_used(year), _available(year)) for year in budgets), default=0)
    if not most:
        return None
    has_investive = any(year.investive_used or year.investive_available for year in budgets)
    has_consumptive = any(year.consumptive_used or year.consumptive_available for year in budgets)
    return Money(
        bars=tuple(_year_bar(edition, year, most) for year in budgets),
        grid=_money_grid(edition, has_investive=has_investive, has_consumptive=has_consumptive),
        has_investive=has_investive,
        has_consumptive=has_consumptive,
    )


def grants(edition: Edition) -> tuple[Markup, ...]:
    """What the plan takes from each grant pot, in words."""
    voice = edition.voice
    return tuple(
        voice.say(
            "{name}: {used} von {available} verplant",
            "{name}: {used} of {available} planned",
            name=voice.text(pot.name),
            used=voice.euros(pot.used),
            available=voice.euros(pot.available),
        )
        for pot in edition.documents.roadmap.pots
    )


def _money_grid(edition: Edition, *, has_investive: bool, has_consumptive: bool) -> Grid:
    voice = edition.voice
    columns: list[tuple[Markup, Callable[[YearBudget], int]]] = []
    if has_investive:
        columns += [
            (voice.say("investiv geplant", "investive planned"), lambda year: year.investive_used),
            (voice.say("verfügbar", "available"), lambda year: year.investive_available),
        ]
    if has_consumptive:
        columns += [
            (voice.say("konsumtiv geplant", "consumptive planned"), lambda year: year.consumptive_used),
            (voice.say("verfügbar", "available"), lambda year: year.consumptive_available),
        ]
    rows = tuple(
        (plain(year.year), *(plain(voice.euros(amount(year))) for _, amount in columns))
        for year in edition.documents.roadmap.budgets
    )
    head = (voice.say("Jahr", "Year"), *(title for title, _ in columns))
    return Grid(voice.say("Geld je Haushaltsjahr", "Money per fiscal year") + _carried(edition), head, rows)


def _carried(edition: Edition) -> Markup:
    """Why a year may use more than stands beside it."""
    voice, profile = edition.voice, edition.documents.profile
    match profile.investive_carries_over, profile.consumptive_carries_over:
        case True, True:
            return voice.say("; was ein Jahr übrig lässt, gilt später weiter", "; what a year leaves may be used later")
        case True, False:
            return voice.say(
                "; was ein Jahr investiv übrig lässt, gilt später weiter",
                "; what a year leaves of investive money may be used later",
            )
        case False, True:
            return voice.say(
                "; was ein Jahr konsumtiv übrig lässt, gilt später weiter",
                "; what a year leaves of consumptive money may be used later",
            )
    return Markup("")


def _year_bar(edition: Edition, year: YearBudget, most: int) -> YearBar:
    voice = edition.voice
    words = voice.say(
        "{used} von {available} verplant",
        "{used} of {available} planned",
        used=voice.euros(_used(year)),
        available=voice.euros(_available(year)),
    )
    segments = [
        Segment(year.investive_used / most, "investive", voice.euros_short(year.investive_used)),
        Segment(year.consumptive_used / most, "consumptive", voice.euros_short(year.consumptive_used)),
    ]
    return YearBar(year.year, words, stacked_bar(segments, mark=_available(year) / most, css="stack money"))


def _used(year: YearBudget) -> int:
    return year.investive_used + year.consumptive_used


def _available(year: YearBudget) -> int:
    return year.investive_available + year.consumptive_available
