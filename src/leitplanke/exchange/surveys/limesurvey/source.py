"""A survey as LimeSurvey keeps it, whichever file it came in."""

from dataclasses import dataclass, field

Texts = dict[str, str]  # language → text


@dataclass(slots=True)
class SourceAnswer:
    """An answer option of one scale."""

    code: str
    scale: int
    order: float
    line: int | None
    texts: Texts = field(default_factory=dict)
    assessment: str = "0"


@dataclass(slots=True)
class SourceSubquestion:
    """A row (scale 0) or column (scale 1)."""

    qid: str
    code: str
    scale: int
    order: float
    line: int | None
    relevance: str = ""
    texts: Texts = field(default_factory=dict)


@dataclass(slots=True)
class SourceCondition:
    """A condition as versions before 1.92 kept it, and later ones still export it."""

    field_name: str
    method: str
    value: str
    scenario: str


@dataclass(slots=True)
class SourceQuestion:
    """A question with everything below it. `attributes`: name → language ("" for all) → value."""

    qid: str
    gid: str
    code: str
    kind: str
    order: float
    line: int | None
    relevance: str = ""
    is_mandatory: bool = False
    has_other: bool = False
    pattern: str = ""
    texts: Texts = field(default_factory=dict)
    helps: Texts = field(default_factory=dict)
    attributes: dict[str, Texts] = field(default_factory=dict)
    answers: list[SourceAnswer] = field(default_factory=list)
    subquestions: list[SourceSubquestion] = field(default_factory=list)
    conditions: list[SourceCondition] = field(default_factory=list)
    defaults: int = 0

    def attribute(self, *names: str) -> str:
        """The first of these that says something, in any language."""
        for name in names:
            for value in self.attributes.get(name, {}).values():
                if value.strip():
                    return value.strip()
        return ""

    def rows(self) -> list[SourceSubquestion]:
        """The subquestions of the first scale, in order."""
        return [one for one in self.subquestions if one.scale == 0]

    def columns(self) -> list[SourceSubquestion]:
        """Those of the second scale."""
        return [one for one in self.subquestions if one.scale == 1]


@dataclass(slots=True)
class SourceGroup:
    """A page of questions."""

    gid: str
    order: float
    line: int | None
    relevance: str = ""
    random: str = ""
    titles: Texts = field(default_factory=dict)
    texts: Texts = field(default_factory=dict)


@dataclass(slots=True)
class SourceQuota:
    """A quota with its members (question id, answer code)."""

    name: str
    limit: str
    line: int | None
    members: list[tuple[str, str]] = field(default_factory=list)
    messages: Texts = field(default_factory=dict)


@dataclass(slots=True)
class SourceSurvey:
    """The whole file. `settings`: name → language → text."""

    sid: str = ""
    languages: list[str] = field(default_factory=list)
    settings: dict[str, Texts] = field(default_factory=dict)
    survey: dict[str, str] = field(default_factory=dict)
    groups: list[SourceGroup] = field(default_factory=list)
    questions: list[SourceQuestion] = field(default_factory=list)
    quotas: list[SourceQuota] = field(default_factory=list)
    assessments: list[tuple[str, int | None]] = field(default_factory=list)
    passed_over: list[tuple[str, int]] = field(default_factory=list)  # tables that nothing here can take, and how often

    def sort(self) -> None:
        """Into the order in which LimeSurvey shows it."""
        self.groups.sort(key=lambda one: one.order)
        place = {group.gid: number for number, group in enumerate(self.groups)}
        self.questions.sort(key=lambda one: (place.get(one.gid, len(place)), one.order))
        for question in self.questions:
            question.answers.sort(key=lambda one: (one.scale, one.order))
            question.subquestions.sort(key=lambda one: (one.scale, one.order))
