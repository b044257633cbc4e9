"""Towns with the words and numbers that people may enter, drawn by hypothesis around the tiny town of `town_folder`."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from random import Random

from hypothesis import strategies as st

from factories.town_folder import town_files
from leitplanke.exchange.town import Town
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, Missing
from leitplanke.roadmap.model import FiscalYear, Resources, Unit
from leitplanke.strategy.model import (
    DatedState,
    Goal,
    Guardrail,
    MaturityModel,
    Measure,
    Mode,
    OverallGoal,
    Payment,
    PublicService,
    StaffNeed,
    Way,
    WayCompared,
)

ODD_WORDS = (
    "=1+1", "+49 6128 1234", "-5", "@home", "'=quoted", "''-", "'", "'s Hof", '"', 'a "b" c', "a;b", "a\nb", "a\r\nb",
    "a\rb", "a\n\n=b", "Größe, Maß & Übermaß", "𝔘 🙂", "\u202eabc", "a\u2028b", "\x7f", "a\x1bb", "# none", "'''",
    '"""', "\\", "\\u0041\\", "[[x]]", "{ a = 1 }", "ja", "2026-01", "1.234,56", "\ufeffa", "<b>", "null",
)  # fmt: skip
NUMBERS = (0.0, -0.5, 0.1, 12.5, 60.0, 1e-7, 123_456_789.125, 1e15)
FREE_WORDS = frozenset({"owner", "legal_basis", "server_log", "element", "product_account"})
RESPONSES = 4
_BASE = read_town_files({name: text.encode() for name, text in town_files().items()})


def words():
    """What one may type into a field: no outer blanks, which no reader keeps, and no word for a missing answer."""
    typed = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
    return (st.sampled_from(ODD_WORDS) | typed).map(str.strip).filter(lambda word: word and word not in set(Missing))


@st.composite
def odd_towns(draw) -> Town:
    """A sound town; words, amounts and the order of rows are drawn, and so is which optional parts it has."""
    dice = Random(draw(st.integers(0, 10**6)))
    odd = _Odd(draw(st.lists(words(), min_size=1, max_size=12)), dice)
    kept = draw(st.fixed_dictionaries({name: st.booleans() for name in OPTIONAL}))
    return _without({name for name, is_kept in kept.items() if not is_kept}, odd.town(_BASE))


OPTIONAL = ("details", "populations", "status_rows", "replies", "personal_checks", "reference", "staff")


def _without(parts: set[str], town: Town) -> Town:
    for name in parts & {"populations", "status_rows", "replies"}:
        town = replace(town, **{name: ()})
    if "details" in parts:
        town = replace(town, details=TownDetails())
    if "reference" in parts:
        town = replace(town, resources=replace(town.resources, reference_selection=()))
    if "personal_checks" in parts:
        town = replace(town, draft=replace(town.draft, personal_checks=()))
    if "staff" in parts:
        measures = (
            replace(one, modes=tuple(replace(mode, staff=()) for mode in one.modes)) for one in town.draft.measures
        )
        town = replace(town, draft=replace(town.draft, measures=tuple(measures)))
    return town


class _Odd:
    """Puts odd words and numbers in the place of a town's own ones."""

    def __init__(self, pool: list[str], dice: Random) -> None:
        self._pool = pool
        self._dice = dice

    def town(self, base: Town) -> Town:
        by_audience = (
            [one for one in base.responses if one.audience == audience.id] for audience in base.questionnaire.audiences
        )
        few = replace(base, responses=tuple(one for responses in by_audience for one in responses[:RESPONSES]))
        town = self._odd(few)
        return replace(
            town,
            frames=self._shuffled(town.frames),
            replies=self._shuffled(town.replies),
            services=self._services(),
            draft=replace(town.draft, measures=self._shuffled(town.draft.measures)),
            resources=self._resources(town.resources),
        )

    def _odd(self, value):
        match value:
            case Text():
                return self._text(value)
            case Answer():
                return replace(value, text=self._word()) if value.text else value
            case Mode():
                return self._mode(value)
            case tuple():
                return tuple(map(self._odd, value))
            case _ if is_dataclass(value):
                return self._finished(replace(value, **{f.name: self._field(value, f.name) for f in fields(value)}))
        return value

    def _field(self, value, name):
        content = getattr(value, name)
        if name in {"repealed_on", "repeal_reason"}:  # they go together
            return content
        return self._dice.choice(["", self._word()]) if name in FREE_WORDS else self._odd(content)

    def _finished(self, value):
        match value:
            case Measure():
                said_by = self._word()
                items = {self._word().replace(",", ".").strip() for _ in range(3)}
                return replace(
                    value,
                    states=self._states(value),
                    ways=self._ways(),
                    contributions=tuple(replace(one, said_by=said_by) for one in value.contributions),
                    participants=tuple(sorted(items - {""})),
                )
            case Goal():
                return replace(value, baseline=self._dice.choice(NUMBERS), target=self._dice.choice(NUMBERS))
            case Guardrail() if self._dice.random() < 1 / 2:
                return replace(value, repealed_on=date(2027, 1, 31), repeal_reason=Text(self._word()))
            case OverallGoal():
                return replace(value, section=self._word(), source_date=self._dice.choice([None, date(2022, 3, 14)]))
        return value

    def _states(self, measure: Measure) -> tuple[DatedState, ...]:
        days = self._dice.choice([(), (None,), (None, date(2025, 1, 31), date(2026, 2, 28))])
        return tuple(DatedState(measure.state, day, self._text(Text(""))) for day in days)

    def _ways(self) -> tuple[WayCompared, ...]:
        chosen = self._dice.choice([None, *Way])
        return tuple(
            WayCompared(
                way, *(self._text(Text("")) for _ in range(3)), self._dice.choice([None, 0, 12_345]),
                *((date(2026, 5, 6), Text(self._word())) if way is chosen else ()),
            )
            for way in self._dice.sample(list(Way), self._dice.randint(0, 3))
        )  # fmt: skip

    def _services(self) -> tuple[PublicService, ...]:
        return tuple(
            PublicService(
                f"s{number}", Text(self._word()), self._dice.choice(["", "99036001060000"]), "", "",
                self._dice.choice([None, 0, 1200]), self._dice.choice([None, 2025]), self._dice.choice([None, 12.5]),
                self._dice.choice([None, 0.1]), self._dice.choice([None, 33.3]), 3, MaturityModel.OZG_1_1,
                self._text(Text("")),
            )
            for number in range(self._dice.randint(0, 2))
        )  # fmt: skip

    def _mode(self, mode: Mode) -> Mode:
        cents = [self._dice.randrange(10**9) for _ in range(3)]
        units = dict.fromkeys(need.unit for need in mode.staff)
        staff = tuple(need for unit in units for need in self._staff(unit, mode.duration_months))
        grant = self._dice.randint(0, cents[0])
        payments = self._payments(cents, mode.duration_months)
        name = self._text(mode.name)
        return Mode(mode.id, name, mode.duration_months, *cents, staff, grant, payments=payments)

    def _staff(self, unit: str, duration: int) -> tuple[StaffNeed, ...]:
        """The same in the whole mode, or in stages with gaps between them, the last one perhaps to its end."""
        amounts = [self._dice.randint(1, 10_000) for _ in range(2)]
        first, last, second = sorted(self._dice.choices(range(1, duration + 1), k=3))
        stages = [StaffNeed(unit, amounts[0], first, last)]
        if second > last:
            stages.append(StaffNeed(unit, amounts[1], second, self._dice.choice([None, duration])))
        return self._dice.choice([(StaffNeed(unit, amounts[0]),), self._shuffled(stages)])

    def _payments(self, cents: list[int], duration: int) -> tuple[Payment, ...]:
        """None, one kind of money in one month, or both kinds from the first month to the last."""
        investive, consumptive, _ = cents
        month = self._dice.randint(1, duration)
        part = self._dice.randint(0, investive)
        ends = {1: (part, consumptive), duration: (investive - part, 0)} if duration > 1 else {}
        given = self._dice.choice([{}, {month: (investive, 0)}, {month: (0, consumptive)}, ends])
        return tuple(Payment(one, *amounts) for one, amounts in given.items() if any(amounts))

    def _resources(self, resources: Resources) -> Resources:
        units = tuple(
            Unit(unit.id, unit.name, tuple(self._dice.randrange(1_000_000) for _ in unit.capacity))
            for unit in resources.units
        )
        years = tuple(
            FiscalYear(year.year, self._dice.randrange(10**12), self._dice.randrange(100)) for year in resources.years
        )
        return replace(resources, units=units, years=years)

    def _text(self, text: Text) -> Text:
        """An empty text may stay empty; no text is without German."""
        if text == Text("") and self._dice.random() < 1 / 2:
            return text
        return Text(self._word(), *(self._dice.choice(["", self._word()]) for _ in range(2)))

    def _word(self) -> str:
        return self._dice.choice(self._pool)

    def _shuffled(self, rows):
        return tuple(self._dice.sample(rows, len(rows)))
