"""Staff and one-off money of a mode in words, with the months of the work where they are not the same in all."""

from collections.abc import Callable
from itertools import groupby

from markupsafe import Markup

from leitplanke.report.voice import Voice
from leitplanke.roadmap.problem import activity_mode
from leitplanke.strategy.model import Mode

_KINDS = ("investive", "consumptive")
Stage = tuple[int, int, int]  # first month, last month, hundredths of FTE


def staff_words(mode: Mode, *, voice: Voice, unit: Callable[[str], Markup]) -> list[Markup]:
    """For every unit: IT 0,5 Stellen, or IT (Monat 1–6: 0,5 Stellen, danach 0,2 Stellen)."""
    return [_unit_words(mode, amounts, voice, unit(one)) for one, amounts in mode.staff_by_month]


def payment_words(mode: Mode, *, voice: Voice) -> Markup:
    """What is due when, after the grant: Fällig in Monat 1: 30.000 €; empty where all money is spread evenly."""
    monthly, kinds = activity_mode(mode), _paid_kinds(mode)
    due = [
        voice.say("in Monat {month}: {amount}", "in month {month}: {amount}", month=number, amount=voice.euros(cents))
        for number in (payment.month for payment in mode.payments)
        if (cents := sum(getattr(monthly, f"{kind}_by_month")[number - 1] for kind in kinds))
    ]
    rest = sum(sum(getattr(monthly, f"{kind}_by_month")) for kind in _KINDS if kind not in kinds)
    if due and rest:
        due.append(voice.say("gleichmäßig verteilt {amount}", "spread evenly {amount}", amount=voice.euros(rest)))
    return voice.say("Fällig {due}", "Due {due}", due=Markup(", ").join(due)) if due else Markup("")


def _paid_kinds(mode: Mode) -> list[str]:
    """The kinds of money that payments name."""
    return [kind for kind in _KINDS if any(getattr(payment, f"{kind}_cents") for payment in mode.payments)]


def _unit_words(mode: Mode, amounts: tuple[int, ...], voice: Voice, name: Markup) -> Markup:
    stages = _stages(amounts)
    if len(stages) == 1 and stages[0][:2] == (1, mode.duration_months):
        return Markup("{} {}").format(name, voice.fte(amounts[0]))
    before = [0, *(last for _, last, _ in stages)]
    told = [_stage(one, end, mode.duration_months, voice) for one, end in zip(stages, before, strict=False)]
    return Markup("{} ({})").format(name, Markup(", ").join(told))


def _stages(amounts: tuple[int, ...]) -> list[Stage]:
    """The months in a row with the same staff; months without are none."""
    stages, first = [], 1
    for amount, months in groupby(amounts):
        after = first + len(list(months))
        if amount:
            stages.append((first, after - 1, amount))
        first = after
    return stages


def _stage(stage: Stage, end_before: int, duration: int, voice: Voice) -> Markup:
    first, last, amount = stage
    fte = voice.fte(amount)
    if 1 < first == end_before + 1 and last == duration:
        return voice.say("danach {fte}", "then {fte}", fte=fte)
    if first == last:
        return voice.say("Monat {first}: {fte}", "month {first}: {fte}", first=first, fte=fte)
    return voice.say("Monat {first}–{last}: {fte}", "months {first}–{last}: {fte}", first=first, last=last, fte=fte)
