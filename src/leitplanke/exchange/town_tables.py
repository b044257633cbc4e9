"""The small tables of a town folder: frames, codings, gates, units, capacity, budgets, checks, status rows, replies."""

from functools import partial

from leitplanke.evidence.codings import Coder, Coding
from leitplanke.exchange.fields import RowReader, hundredths, identifier, plain, whole
from leitplanke.exchange.forms import (
    BUDGETS,
    CHECKS,
    CODINGS,
    FRAMES,
    GATES,
    REFERENCE,
    REPLIES,
    STATUS,
    UNITS,
    capacity_form,
)
from leitplanke.exchange.listing import Rows, TownFiles
from leitplanke.kernel.dates import Month, month
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Reply, ReplyKind, StatusRow
from leitplanke.participation.model import Frame, Recruitment
from leitplanke.roadmap.model import FiscalYear
from leitplanke.strategy.model import Gate, GuardrailCheck, MeasureState, Verdict

MOST_STAFF = 1_000_000  # hundredths of FTE, as roadmap.model.Unit allows
_MONEY = {"investive_cents": "investive", "consumptive_cents": "consumptive"}


def read_frames(files: TownFiles) -> Rows[Frame]:
    """frames.csv."""
    return files.rows(FRAMES, _frame)


def read_gates(files: TownFiles) -> Rows[Gate]:
    """gates.csv."""
    return files.rows(GATES, _gate)


def read_unit_names(files: TownFiles) -> Rows[tuple[str, Text]]:
    """units.csv: id and name."""
    return files.rows(UNITS, _unit)


def read_capacity(files: TownFiles, units: tuple[str, ...]) -> Rows[tuple[Month, tuple[int, ...]]]:
    """capacity.csv: each month with hundredths of FTE, in the order of `units`."""

    def capacity(row: RowReader) -> tuple[Month, tuple[int, ...]] | None:
        at = row.required("month", partial(month, field="month"))
        amounts = tuple(row.required(unit, _staff) for unit in units)
        return row.build(lambda: (at, amounts))

    return files.rows(capacity_form(units), capacity)


def read_budgets(files: TownFiles) -> Rows[FiscalYear]:
    """budgets.csv."""
    return files.rows(BUDGETS, _budget)


def read_checks(files: TownFiles) -> Rows[GuardrailCheck]:
    """checks.csv."""
    return files.rows(CHECKS, _check)


def read_reference(files: TownFiles) -> Rows[str]:
    """reference.csv: the measures chosen elsewhere."""
    return files.rows(REFERENCE, lambda row: row.required("measure", plain))


def read_codings(files: TownFiles) -> Rows[Coding]:
    """codings.csv."""
    return files.rows(CODINGS, _coding)


def read_status(files: TownFiles) -> Rows[StatusRow]:
    """status.csv."""
    return files.rows(STATUS, _status)


def read_replies(files: TownFiles) -> Rows[Reply]:
    """replies.csv."""
    return files.rows(REPLIES, _reply)


def _frame(row: RowReader) -> Frame | None:
    make = partial(
        Frame,
        id=row.required("id", identifier),
        audience=row.required("audience", plain),
        recruitment=row.choice("recruitment", Recruitment),
        name=row.texts("name"),
        population=row.required("population", whole),
        drawn=row.optional("drawn", whole, None),
        not_eligible=row.optional("not_eligible", whole, 0),
    )
    return row.build(make)


def _gate(row: RowReader) -> Gate | None:
    make = partial(
        Gate,
        id=row.required("id", identifier),
        name=row.texts("name"),
        met_on=row.month("met_on"),
        record=row.optional_texts("record"),
    )
    return row.build(make)


def _coding(row: RowReader) -> Coding | None:
    make = partial(
        Coding,
        question=row.required("question", identifier),
        text=row.required("text", plain),
        coder=row.choice("coder", Coder),
        themes=row.items("themes"),
    )
    return row.build(make)


def _unit(row: RowReader) -> tuple[str, Text] | None:
    unit, name = row.required("id", identifier), row.texts("name")
    return row.build(lambda: (unit, name))


def _staff(text: str) -> int:
    value = hundredths(text)
    require(
        holds=0 <= value <= MOST_STAFF,
        field="fte",
        problem=Text(f"{text} VZÄ sind nicht möglich.", f"{text} FTE is not possible."),
        remedy=Text("Erlaubt sind 0 bis 10000.", "0 to 10000 are allowed."),
    )
    return value


def _budget(row: RowReader) -> FiscalYear | None:
    make = partial(
        FiscalYear,
        year=row.required("year", whole),
        investive_cents=row.required("investive", hundredths),
        consumptive_cents=row.required("consumptive", hundredths),
    )
    return row.build(make, _MONEY)


def _check(row: RowReader) -> GuardrailCheck | None:
    make = partial(
        GuardrailCheck,
        measure=row.required("measure", plain),
        guardrail=row.required("guardrail", plain),
        verdict=row.choice("verdict", Verdict),
        reason=row.texts("reason"),
        checked_by=row.required("checked_by", plain),
        checked_on=row.day("checked_on"),
    )
    return row.build(make)


def _status(row: RowReader) -> StatusRow | None:
    make = partial(
        StatusRow,
        measure=row.required("measure", plain),
        reported=row.required("reported", partial(month, field="reported")),
        state=row.choice("state", MeasureState),
        percent_done=row.required("percent_done", whole),
        spent_cents=row.required("spent", hundredths),
        actual_start=row.month("actual_start"),
        actual_end=row.month("actual_end"),
        forecast_end=row.month("forecast_end"),
        cause=row.optional_texts("cause"),
    )
    return row.build(make)


def _reply(row: RowReader) -> Reply | None:
    make = partial(
        Reply,
        to=row.required("to", plain),
        kind=row.choice("kind", ReplyKind),
        ref=row.text("ref"),
        reason=row.texts("reason"),
    )
    return row.build(make)
