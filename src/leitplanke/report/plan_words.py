"""Plans in words, for a terminal: reasons, what would make a measure earlier, prices and changes."""

import re
from collections.abc import Iterator, Sequence

from leitplanke.kernel.dates import month_in_words, months_between
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.names import Names
from leitplanke.report.reasons import date_sentence, omission_sentence
from leitplanke.report.voice import Voice
from leitplanke.roadmap.check import ViolationKind
from leitplanke.roadmap.earlier import Extra, force, needed_for, other_modes
from leitplanke.roadmap.explain import reasons_for
from leitplanke.roadmap.model import PlannedStart, Problem, Reason
from leitplanke.roadmap.plan_change import PlanChange, compare_plans
from leitplanke.roadmap.prices import Price
from leitplanke.roadmap.problem_names import names_by_kind
from leitplanke.roadmap.solve import Stop

_AMOUNT = re.compile(r"\d{1,10}(\.\d{1,2})?")
_MOST_MORE = 10**12
HALF_A_POST = 50
FIFTY_THOUSAND_EUROS = 5_000_000
FORCED_WORK = 10
_HALF_A_EURO = 50
_ONE_MONTH = 100


def reasons(problem: Problem, plan: tuple[PlannedStart, ...], *, language: Language) -> Iterator[str]:
    """One line per measure: when and how, and why not earlier or why not at all."""
    voice = Voice(language)
    lines = {line.activity: line for line in plan}
    for measure, found in reasons_for(problem, plan).items():
        yield _reasons_of(problem, measure, lines.get(measure), found, voice)


def _reasons_of(
    problem: Problem, measure: str, line: PlannedStart | None, found: Sequence[Reason], voice: Voice
) -> str:
    sentence = omission_sentence if line is None else date_sentence
    names = problem_names(problem)
    why = " ".join(sentence(reason, voice=voice, names=names).striptags() for reason in found)
    if line is not None and not found:
        why = _told(voice, "Früher wäre Platz, und es brächte mehr.", "There is room earlier, and it would bring more.")
    return f"{called(problem, measure, voice)}: {'' if line is None else _place(problem, line, voice) + '. '}{why}"


def in_depth(
    problem: Problem, plan: tuple[PlannedStart, ...], measure: str, *, seed: int, language: Language
) -> Iterator[str]:
    """The reasons of one measure, what its other modes come to, what is missing, and the price of an earlier date."""
    voice = Voice(language)
    line = next((one for one in plan if one.activity == measure), None)
    yield _reasons_of(problem, measure, line, reasons_for(problem, plan)[measure], voice)
    if measure in {one.activity for one in problem.exclusions} or problem.activity(measure).fixed is not None:
        return
    if line is None:
        yield from _forced(problem, plan, measure, last_end=problem.months - 1, seed=seed, voice=voice)
        return
    for other in other_modes(problem, plan, measure):
        yield _other_mode(problem, line, other.mode, other.end, voice)
    if line.start == 0:
        return
    found = needed_for(problem, plan, PlannedStart(measure, line.mode, line.start - 1))
    if found.extras:
        what = "; ".join(_extra(problem, extra, voice) for extra in found.extras)
        yield _told(
            voice, "Einen Monat früher ginge sie mit: {what}.", "One month earlier would need: {what}.", what=what
        )
    yield from _forced(problem, plan, measure, last_end=_end(problem, line) - 1, seed=seed, voice=voice)


def price_sentence(problem: Problem, plan: tuple[PlannedStart, ...], price: Price, *, language: Language) -> str:
    """What one extra brings, beside the value of the plan."""
    voice = Voice(language)
    return _told(
        voice,
        "{what}: mindestens {least}, höchstens {most} mehr Wert; {changes}.",
        "{what}: at least {least}, at most {most} more value; {changes}.",
        what=_extra(problem, price.extra, voice),
        least=_beside(compare_plans(problem, (), plan).value, price.least, voice),
        most=_beside(compare_plans(problem, (), plan).value, price.most, voice),
        changes=_how_many_change(price.change.count, voice),
    )


def _how_many_change(count: int, voice: Voice) -> str:
    if count == 1:
        return _told(voice, "eine Maßnahme ändert sich", "one measure changes")
    if not count:
        return _told(voice, "der Plan bleibt, wie er ist", "the plan stays as it is")
    return _told(voice, "{n} Maßnahmen ändern sich", "{n} measures change", n=voice.count(count))


def _beside(whole: int, amount: int, voice: Voice) -> str:
    """An amount of value as a share of the whole: a number of points says nothing to anybody."""
    return voice.percent_fine(amount / whole) if whole > 0 else voice.count(amount)


def extras_asked_for(problem: Problem, *, staff: list[list[str]], money: list[list[str]]) -> tuple[Extra, ...]:
    """What was asked for in a terminal; half a post per unit and 50,000 EUR per year and kind if nothing was.

    Raises `InvalidValueError` that names what the problem does not know.
    """
    units, years = [unit.id for unit in problem.units], [str(year.year) for year in problem.years]
    kinds = (ViolationKind.MONEY_INVESTIVE, ViolationKind.MONEY_CONSUMPTIVE)
    if not staff and not money:
        staff_extras = [Extra(ViolationKind.STAFF, unit, HALF_A_POST) for unit in units]
        return (*staff_extras, *(Extra(kind, year, FIFTY_THOUSAND_EUROS) for year in years for kind in kinds))
    found = []
    for unit, fte, start in staff:
        _require_known("--staff", unit, units, Text("Einheit", "unit"))
        amount, first = _hundredths("--staff", fte), _month_index(problem, start)
        found.append(Extra(ViolationKind.STAFF, unit, amount, first=first))
    for year, euros in money:
        _require_known("--money", year, years, Text("Haushaltsjahr", "fiscal year"))
        found += [Extra(kind, year, _hundredths("--money", euros)) for kind in kinds]
    return tuple(found)


def _require_known(option: str, name: str, known: Sequence[str], kind: Text) -> None:
    require(
        holds=name in known,
        field=option,
        problem=Text(f"{kind.de} {name} gibt es nicht.", f"There is no {kind.en} {name}."),
        remedy=Text(f"Es gibt: {', '.join(known)}.", f"There are: {', '.join(known)}."),
    )


def changes(
    problem: Problem, change: PlanChange, *, language: Language, before: tuple[PlannedStart, ...] = ()
) -> Iterator[str]:
    """One line per measure that differs, then value, money and staff; value and benefit beside those of `before`."""
    voice = Voice(language)
    former = compare_plans(problem, (), before)
    benefit = dict(former.audiences)
    for line in change.new:
        yield _told(voice, "Neu: {what}", "New: {what}", what=_line(problem, line, voice))
    for line in change.left_out:
        yield _told(voice, "Entfällt: {what}", "Left out: {what}", what=_line(problem, line, voice))
    for move in change.moved:
        is_same = move.before.mode == move.after.mode
        yield _told(
            voice,
            "Geändert: {name}: {before} → {after} ({months})",
            "Changed: {name}: {before} → {after} ({months})",
            name=called(problem, move.after.activity, voice),
            before=_place(problem, move.before, voice),
            after=_months(problem, move.after, voice) if is_same else _place(problem, move.after, voice),
            months=_end_shift(move.months_later, voice),
        )
    yield _told(voice, "Wert: {value}", "Value: {value}", value=_more_or_less(former.value, change.value, voice))
    names = problem_names(problem)
    for audience, value in change.audiences:
        much = _more_or_less(benefit[audience], value, voice)
        yield _told(
            voice,
            "Nutzen {who}: {value}",
            "Benefit {who}: {value}",
            who=voice.words(names.get("audience", audience)),
            value=much,
        )
    for year, investive, consumptive in change.money:
        if investive or consumptive:
            yield _told(
                voice,
                "{year}: investiv {investive}, konsumtiv {consumptive}",
                "{year}: investive {investive}, consumptive {consumptive}",
                year=year,
                investive=_change(investive, voice),
                consumptive=_change(consumptive, voice),
            )
    for unit, months in change.staff:
        if months:
            yield _told(
                voice,
                "{unit}: {n}",
                "{unit}: {n}",
                unit=voice.words(names.get("unit", unit)),
                n=_signed(_staff_months(abs(months), voice), months),
            )


def _staff_months(hundredths: int, voice: Voice) -> str:
    """1 Personalmonat, 2,5 Personalmonate."""
    number = voice.decimal(hundredths / 100)
    if hundredths == _ONE_MONTH:
        return _told(voice, "{n} Personalmonat", "{n} staff month", n=number)
    return _told(voice, "{n} Personalmonate", "{n} staff months", n=number)


def _more_or_less(whole: int, amount: int, voice: Voice) -> str:
    """With its sign; as a share of what was there before, where there was something."""
    if not amount or whole <= 0:
        return _signed(voice.count(abs(amount)), amount)
    return _signed(voice.percent_fine(abs(amount) / whole), amount)


def _signed(words: str, amount: int) -> str:
    """More or less; what does not change has no sign."""
    return ("+" if amount > 0 else "−" if amount < 0 else "±") + words


def _told(voice: Voice, de: str, en: str, /, **values: object) -> str:
    """A sentence without mark-up."""
    return voice.say(de, en, **values).striptags()


def problem_names(problem: Problem) -> Names:
    """What a problem calls its measures, units and the rest."""
    return Names(names_by_kind(problem))


def called(problem: Problem, measure: str, voice: Voice) -> str:
    """A measure by its title and identifier."""
    return voice.words(problem_names(problem).get("measure", measure))


def _mode_name(problem: Problem, measure: str, mode: str, voice: Voice) -> str:
    known = problem_names(problem).by_kind["mode"].get(f"{measure}.{mode}")
    return mode if known is None else voice.words(known)


def _line(problem: Problem, line: PlannedStart, voice: Voice) -> str:
    return f"{called(problem, line.activity, voice)}: {_place(problem, line, voice)}"


def _place(problem: Problem, line: PlannedStart, voice: Voice) -> str:
    """Mode, first and last month."""
    return f"{_mode_name(problem, line.activity, line.mode, voice)}, {_months(problem, line, voice)}"


def _months(problem: Problem, line: PlannedStart, voice: Voice) -> str:
    """First and last month; of a month and of a milestone one."""
    first = voice.month(problem.month_at(line.start))
    duration = problem.activity(line.activity).mode(line.mode).duration
    if duration <= 1:
        return first
    last = voice.month(problem.month_at(line.start + duration - 1))
    return _told(voice, "{first} bis {last}", "{first} to {last}", first=first, last=last)


def _end(problem: Problem, line: PlannedStart) -> int:
    return line.start + problem.activity(line.activity).mode(line.mode).duration - 1


def _other_mode(problem: Problem, line: PlannedStart, other: str, end: int | None, voice: Voice) -> str:
    mode = _mode_name(problem, line.activity, other, voice)
    if end is None:
        return _told(
            voice,
            "Als „{mode}“: findet neben allen anderen keinen Platz.",
            "As “{mode}”: finds no place beside all others.",
            mode=mode,
        )
    later = end - _end(problem, line)
    return _told(
        voice,
        "Als „{mode}“: frühestens fertig im {month} ({months}).",
        "As “{mode}”: finished in {month} at the earliest ({months}).",
        mode=mode,
        month=voice.month(problem.month_at(end)),
        months=_shift(later, voice),
    )


def _forced(
    problem: Problem, plan: tuple[PlannedStart, ...], measure: str, *, last_end: int, seed: int, voice: Voice
) -> Iterator[str]:
    """What it costs to have it all the same, and what that displaces."""
    forced = force(problem, plan, measure, last_end=last_end, stop=Stop(FORCED_WORK), seed=seed)
    if forced is None:
        yield _told(voice, "Auch mit neuem Plan nicht möglich.", "Not possible with a new plan either.")
        return
    line = next(one for one in forced.plan if one.activity == measure)
    yield _told(
        voice,
        "Mit neuem Plan: {place}; der ganze Plan ist dann {much} wert. Das ändert:",
        "With a new plan: {place}; the whole plan is then worth {much}. That changes:",
        place=_place(problem, line, voice),
        much=_worth(problem, plan, forced.change.value, voice),
    )
    for text in changes(problem, forced.change, language=voice.language, before=plan):
        yield f"  {text}"


def _worth(problem: Problem, plan: tuple[PlannedStart, ...], change: int, voice: Voice) -> str:
    """A change of value beside the value of the plan: a number of points says nothing to anybody."""
    whole = compare_plans(problem, (), plan).value
    share = _beside(whole, abs(change), voice)
    if not change:
        return _told(voice, "gleich viel", "as much")
    if change < 0:
        return _told(voice, "{share} weniger", "{share} less", share=share)
    return _told(voice, "{share} mehr", "{share} more", share=share)


def _shift(months: int, voice: Voice) -> str:
    """So many months earlier or later, in words."""
    if not months:
        return _told(voice, "Ende bleibt", "same end")
    count = voice.plural(abs(months), ("Monat", "Monate"), ("month", "months"))
    if months < 0:
        return _told(voice, "{n} früher", "{n} earlier", n=count)
    return _told(voice, "{n} später", "{n} later", n=count)


def _end_shift(months: int, voice: Voice) -> str:
    """The same, said of the end where beginning and end stand beside it."""
    shift = _shift(months, voice)
    return _told(voice, "Ende {shift}", "ends {shift}", shift=shift) if months else shift


def _change(cents: int, voice: Voice) -> str:
    """Money more or less; what rounds to nothing does not change."""
    if abs(cents) < _HALF_A_EURO:
        return _told(voice, "gleich", "the same")
    return _signed(voice.euros(abs(cents)), cents)


def _extra(problem: Problem, extra: Extra, voice: Voice) -> str:
    """More of something in words."""
    if extra.kind is ViolationKind.STAFF:
        last = problem.months - 1 if extra.last is None else extra.last
        when = _told(
            voice,
            "im {first}" if last == extra.first else "von {first} bis {last}",
            "in {first}" if last == extra.first else "from {first} to {last}",
            first=voice.month(problem.month_at(extra.first)),
            last=voice.month(problem.month_at(last)),
        )
        return _told(
            voice,
            "{fte} mehr in {unit} {when}",
            "{fte} more in {unit} {when}",
            fte=voice.fte(extra.amount),
            unit=voice.words(problem_names(problem).get("unit", extra.ref)),
            when=when,
        )
    if extra.kind is ViolationKind.POT:
        return _told(
            voice,
            "{n} mehr im Fördertopf „{pot}“",
            "{n} more in the pot “{pot}”",
            n=voice.euros(extra.amount) if problem.years else voice.count(extra.amount),
            pot=voice.words(problem_names(problem).get("pot", extra.ref)),
        )
    kind = _INVESTIVE if extra.kind is ViolationKind.MONEY_INVESTIVE else _CONSUMPTIVE
    return _told(
        voice,
        "{amount} mehr für {kind} im Jahr {year}",
        "{amount} more for {kind} in {year}",
        amount=voice.euros(extra.amount),
        kind=voice.words(kind),
        year=extra.ref,
    )


def _month_index(problem: Problem, text: str) -> int:
    found = month_in_words(text)
    index = -1 if found is None else months_between(problem.first_month, found)
    first, last = problem.first_month, problem.month_at(problem.months - 1)
    require(
        holds=0 <= index < problem.months,
        field="--staff",
        problem=Text(f"„{text}“ ist kein Monat des Plans.", f"“{text}” is no month of the plan."),
        remedy=Text(f"Er geht von {first} bis {last}.", f"It goes from {first} to {last}."),
    )
    return index


def _hundredths(option: str, text: str) -> int:
    """0,5 as 50: with a decimal comma or point."""
    number = text.replace(",", ".")
    found = round(float(number) * 100) if _AMOUNT.fullmatch(number) else 0
    require(
        holds=0 < found <= _MOST_MORE,
        field=option,
        problem=Text(f"„{text}“ ist keine Menge.", f"“{text}” is no amount."),
        remedy=Text("Schreiben Sie eine Zahl über 0: 0,5 oder 50000.", "Write a number above 0: 0.5 or 50000."),
    )
    return found


_INVESTIVE = Text("Investitionen", "investment")
_CONSUMPTIVE = Text("laufende Ausgaben", "current spending")
