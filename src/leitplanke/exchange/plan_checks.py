"""Checks of time, money and numbers: horizon, months and years of the plan, cycles, totals."""

from leitplanke.exchange.parts import Parts
from leitplanke.exchange.places import FaultLog, Located, Place
from leitplanke.exchange.town_measures import MeasureTables
from leitplanke.exchange.town_relations import window_from
from leitplanke.kernel.dates import Month, month_of, shift, year_of
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import StatusRow
from leitplanke.roadmap.model import Pot
from leitplanke.strategy.model import Measure, Mode
from leitplanke.strategy.prerequisites import circle_in_words, find_circle


def check_plan(parts: Parts, log: FaultLog) -> None:
    """Note what does not fit the plan's time or does not add up."""
    _check_cycles(parts.measures, log)
    _check_shares(parts, log)
    _check_totals(parts, log)
    profile = parts.profile
    if profile is None:
        return
    _check_months(parts, profile, log)
    _check_years(parts, profile, log)
    last = shift(profile.plan_from, profile.plan_months - 1)
    for gate in parts.gates.found:
        _check_month(gate.place("met_on"), gate.value.met_on, None, last, log)
    for measure in parts.measures.measures.found:
        _check_dates(measure, profile.plan_from, last, log)
    for grant in parts.grants.found:
        _check_window(grant, profile, last, log)
    for status in parts.status.found:
        _check_status(status, month_of(profile.as_of), log)


def _check_cycles(tables: MeasureTables, log: FaultLog) -> None:
    measures = {measure.value.id: measure for measure in tables.measures.found}
    needed = {name: list(measure.value.predecessors) for name, measure in sorted(measures.items())}
    titles = {name: measure.value.title for name, measure in measures.items()}
    while circle := find_circle(needed):
        first, second = circle[:2]
        related = (row for row in tables.relations.found if row.value.measure == first and second in row.value.others)
        place = measures[first].place("requires")
        remedy = Text("Streichen Sie eine davon in requires.", "Remove one of them in requires.")
        if second not in measures[first].value.requires:
            place = next(related).place("others")
            remedy = Text("Streichen Sie eine davon.", "Remove one of them.")
        log.add(place, circle_in_words(circle, titles), remedy)
        needed[first].remove(second)


def _check_shares(parts: Parts, log: FaultLog) -> None:
    """No mode takes more from a pot than its share of the whole one-off cost."""
    shares = {grant.value.id: grant.value.share_percent for grant in parts.grants.found}
    for row in parts.measures.modes.found:
        mode = row.value.content
        share = shares.get(mode.grant_pot) if isinstance(mode, Mode) else None
        if not isinstance(mode, Mode) or share is None:
            continue
        most = (mode.investive_cents + mode.consumptive_cents) * share // 100
        if mode.grant_cents > most:
            problem = Text(
                f"Der Topf „{mode.grant_pot}“ zahlt höchstens {share} % der einmaligen Kosten.",
                f"The pot “{mode.grant_pot}” pays {share} % of the one-off cost at most.",
            )
            told = f"{most // 100},{most % 100:02d}"
            log.add(row.place("grant"), problem, Text(f"Das sind hier {told}.", f"That is {told} here."))


def _check_window(grant: Located[Pot], profile: TownProfile, last: Month, log: FaultLog) -> None:
    """Months in which a pot pays at least in part lie within the plan."""
    window = window_from(grant.value, profile.plan_from)
    begins = None if window.first is None else shift(profile.plan_from, window.first)
    ends = None if window.last is None else shift(profile.plan_from, window.last)
    _check_month(grant.place("first"), begins, None, last, log)
    _check_month(grant.place("last"), ends, profile.plan_from, max(last, ends or last), log)


def _check_totals(parts: Parts, log: FaultLog) -> None:
    declared = {entry.value.audience: entry for entry in parts.town.populations} if parts.town is not None else {}
    for table in parts.populations:
        entry = declared[table.value.audience]
        if table.value.total != entry.value.total:
            problem = Text(
                f"{entry.value.file} ergibt {table.value.total} statt {entry.value.total}.",
                f"{entry.value.file} adds up to {table.value.total} instead of {entry.value.total}.",
            )
            log.add(entry.place("total"), problem, Text("Prüfen Sie total und count.", "Check total and count."))
    for frame in parts.frames.found:
        counted = declared.get(frame.value.audience)
        if counted is not None and frame.value.population != counted.value.total:
            problem = Text(
                f"Die Grundgesamtheit ist {frame.value.population}, in town.toml {counted.value.total}.",
                f"The population is {frame.value.population}, in town.toml {counted.value.total}.",
            )
            log.add(frame.place("population"), problem, Text("Beide müssen gleich sein.", "Both must be equal."))


def _check_months(parts: Parts, profile: TownProfile, log: FaultLog) -> None:
    has_units, has_capacity = "units.csv" in parts.listed, "capacity.csv" in parts.listed
    if has_units != has_capacity:
        problem = Text("units.csv und capacity.csv gehören zusammen.", "units.csv and capacity.csv go together.")
        missing = "capacity.csv" if has_units else "units.csv"
        log.add(Place("town.toml", None, "files"), problem, Text(f"Ergänzen Sie {missing}.", f"Add {missing}."))
    if not has_capacity or parts.capacity.known is None:
        return
    wanted = [shift(profile.plan_from, index) for index in range(profile.plan_months)]
    for at in wanted:
        if at not in parts.capacity.known:
            problem = Text(f"Der Monat {at} fehlt.", f"The month {at} is missing.")
            log.add(Place("capacity.csv", None, "month"), problem, Text("Ergänzen Sie die Zeile.", "Add the row."))
    for row in parts.capacity.found:
        _check_month(row.place("month"), row.value[0], wanted[0], wanted[-1], log)


def _check_years(parts: Parts, profile: TownProfile, log: FaultLog) -> None:
    if parts.budgets.known is None:
        return
    last = year_of(shift(profile.plan_from, profile.plan_months - 1))
    wanted = range(year_of(profile.plan_from), last + 1)
    for year in wanted:
        if str(year) not in parts.budgets.known:
            problem = Text(f"Das Haushaltsjahr {year} fehlt.", f"The fiscal year {year} is missing.")
            log.add(Place("budgets.csv", None, "year"), problem, Text("Ergänzen Sie die Zeile.", "Add the row."))
    for row in parts.budgets.found:
        if row.value.year not in wanted:
            problem = Text(f"{row.value.year} liegt außerhalb des Fahrplans.", f"{row.value.year} is outside the plan.")
            remedy = Text(f"Der Fahrplan reicht von {wanted[0]} bis {last}.", f"The plan is {wanted[0]} to {last}.")
            log.add(row.place("year"), problem, remedy)


def _check_dates(measure: Located[Measure], first: Month, last: Month, log: FaultLog) -> None:
    value = measure.value
    _check_month(measure.place("release"), value.release, first, last, log)
    _check_month(measure.place("deadline"), value.deadline, first, last, log)
    _check_month(measure.place("fixed_start"), value.fixed_start, None, last, log)
    wanted = None if value.wanted is None else value.wanted.by
    _check_month(measure.place("wanted_by"), wanted, first, last, log)
    if value.release is not None and value.deadline is not None and value.deadline < value.release:
        problem = Text("Die Frist liegt vor dem frühesten Beginn.", "The deadline precedes the release.")
        log.add(measure.place("deadline"), problem, Text("Prüfen Sie release und deadline.", "Check both months."))


def _check_status(status: Located[StatusRow], now: Month, log: FaultLog) -> None:
    _check_month(status.place("reported"), status.value.reported, None, now, log)
    _check_month(status.place("actual_start"), status.value.actual_start, None, now, log)
    _check_month(status.place("actual_end"), status.value.actual_end, None, now, log)


def _check_month(place: Place, value: Month | None, first: Month | None, last: Month, log: FaultLog) -> None:
    if value is None or (first or value) <= value <= last:
        return
    span = Text(f"von {first} bis {last}", f"from {first} to {last}") if first else Text(f"bis {last}", f"up to {last}")
    problem = Text(f"Der Monat {value} liegt außerhalb des Zeitraums.", f"The month {value} is outside the period.")
    log.add(place, problem, Text(f"Erlaubt ist {span.de}.", f"Allowed is {span.en}."))
