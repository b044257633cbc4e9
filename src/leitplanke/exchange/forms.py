"""The tables of a town folder: their columns in the order of docs/town-folder.md, for reading and for writing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableForm:
    """One table. `keys` together stand in no two rows, unless it `shares_keys`.

    A column named in `texts` stands for one text: `NAME_de`, `NAME_en` and, where some row has plain language (Leichte
    Sprache), `NAME_plain`. A column named in `spare` is there if some row fills it.
    """

    file: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    texts: frozenset[str] = frozenset()
    spare: frozenset[str] = frozenset()
    shares_keys: bool = False

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that the file always has."""
        return tuple(name for name in self._header(("de", "en")) if name not in self.spare)

    @property
    def optional(self) -> tuple[str, ...]:
        """The columns that the file may have."""
        plain = (f"{column}_plain" for column in self.columns if column in self.texts)
        return (*plain, *(column for column in self.columns if column in self.spare))

    def header(self, *, plain: frozenset[str] = frozenset(), spare: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """All columns in order; `plain` names the texts that have plain language somewhere, `spare` what is filled."""
        whole = self._header(("de", "en", "plain"))
        left_out = {f"{column}_plain" for column in self.texts - plain} | (self.spare - spare)
        return tuple(column for column in whole if column not in left_out)

    def _header(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            name
            for column in self.columns
            for name in ([f"{column}_{language}" for language in languages] if column in self.texts else [column])
        )


FRAMES = TableForm(
    "frames.csv",
    ("id", "audience", "recruitment", "name", "population", "drawn", "not_eligible"),
    keys=("id",),
    texts=frozenset({"name"}),
)
GATES = TableForm("gates.csv", ("id", "name", "met_on", "record"), keys=("id",), texts=frozenset({"name", "record"}))
MEASURES = TableForm(
    "measures.csv",
    (
        "id", "title", "description", "for_whom", "field", "service_area", "measure_class", "lead_unit",
        "participants", "state", "state_reason", "contributions", "said_by", "is_mandatory", "legal_basis", "release",
        "deadline", "requires", "helps", "gates", "analogue_access", "risks", "indicator", "evidence", "asked_as",
        "element", "product_account", "fixed_start", "fixed_mode", "wanted_by", "late_counts",
    ),
    keys=("id",),
    texts=frozenset(
        {"title", "description", "for_whom", "state_reason", "analogue_access", "risks", "indicator"}
    ),
    spare=frozenset({"wanted_by", "late_counts"}),
)  # fmt: skip
MODES = TableForm(
    "modes.csv",
    (
        "measure",
        "mode",
        "name",
        "duration_months",
        "investive",
        "consumptive",
        "running_per_year",
        "grant",
        "grant_pot",
    ),
    keys=("measure", "mode"),
    texts=frozenset({"name"}),
    spare=frozenset({"grant_pot"}),
)
STAFFING = TableForm(
    "staffing.csv",
    ("measure", "mode", "unit", "fte", "from_month", "to_month"),
    keys=("measure", "mode", "unit"),
    spare=frozenset({"from_month", "to_month"}),
    shares_keys=True,
)
PAYMENTS = TableForm(
    "payments.csv", ("measure", "mode", "month", "investive", "consumptive"), keys=("measure", "mode", "month")
)
RELATIONS = TableForm("relations.csv", ("measure", "kind", "others", "months"), keys=("measure", "kind", "others"))
CHOICES = TableForm(
    "choices.csv", ("id", "name", "members", "least", "most"), keys=("id",), texts=frozenset({"name"})
)  # fmt: skip
EXAMINATIONS = TableForm(
    "examinations.csv",
    ("measure", "question", "assumptions", "decided_by", "decision_due", "outcome"),
    keys=("measure",),
    texts=frozenset({"question", "assumptions", "decided_by", "outcome"}),
)
STATES = TableForm(
    "states.csv",
    ("measure", "state", "since", "reason"),
    keys=("measure", "state", "since"),
    texts=frozenset({"reason"}),
)
WAYS = TableForm(
    "ways.csv",
    ("measure", "way", "effort", "reach", "excludes", "running_per_year", "chosen_on", "reason"),
    keys=("measure", "way"),
    texts=frozenset({"effort", "reach", "excludes", "reason"}),
)
CHECKS = TableForm(
    "checks.csv",
    ("measure", "guardrail", "verdict", "reason", "checked_by", "checked_on"),
    keys=("measure", "guardrail"),
    texts=frozenset({"reason"}),
)
UNITS = TableForm("units.csv", ("id", "name"), keys=("id",), texts=frozenset({"name"}))
CODINGS = TableForm("codings.csv", ("question", "text", "coder", "themes"), keys=("question", "text", "coder"))
BUDGETS = TableForm("budgets.csv", ("year", "investive", "consumptive"), keys=("year",))
GRANTS = TableForm(
    "grants.csv",
    ("id", "name", "amount", "first", "last", "share_percent"),
    keys=("id",),
    texts=frozenset({"name"}),
)
REFERENCE = TableForm("reference.csv", ("measure",), keys=("measure",))
STATUS = TableForm(
    "status.csv",
    (
        "measure", "reported", "state", "percent_done", "spent", "actual_start", "actual_end", "forecast_end", "cause",
    ),
    keys=("measure", "reported"),
    texts=frozenset({"cause"}),
)  # fmt: skip
SERVICES = TableForm(
    "services.csv",
    (
        "id", "leika", "name", "service_area", "unit", "cases_per_year", "counted_in", "minutes_per_case",
        "minutes_when_digital", "online_percent", "maturity", "maturity_model", "source",
    ),
    keys=("id",),
    texts=frozenset({"name", "source"}),
)  # fmt: skip
REPLIES = TableForm("replies.csv", ("to", "kind", "ref", "reason"), keys=("to",), texts=frozenset({"reason"}))


def answers_form(audience: str, questions: tuple[str, ...]) -> TableForm:
    """The answers of one audience to the questions that it is shown."""
    return TableForm(f"answers_{audience}.csv", (*ANSWER_COLUMNS, *questions), keys=("key",))


def population_form(file: str, variables: tuple[str, ...]) -> TableForm:
    """A population table over these variables."""
    return TableForm(file, (*variables, COUNT), keys=variables)


def capacity_form(units: tuple[str, ...]) -> TableForm:
    """The FTE of these units in every month."""
    return TableForm("capacity.csv", ("month", *units), keys=("month",))


ANSWER_COLUMNS = ("key", "frame", "mode", "questionnaire")
COUNT = "count"
