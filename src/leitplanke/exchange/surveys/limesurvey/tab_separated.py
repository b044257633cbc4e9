"""LimeSurvey's tab-separated structure: one row per group, question, subquestion, answer and language."""

import csv
import io
from collections.abc import Iterator

from leitplanke.exchange.surveys.limesurvey.source import (
    SourceAnswer,
    SourceGroup,
    SourceQuestion,
    SourceQuota,
    SourceSubquestion,
    SourceSurvey,
)
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text

_MOST_LETTERS = 10_000_000
_OWN = frozenset(
    {
        "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
        "mandatory", "encrypted", "other", "default", "same_default", "same_script",
    }
)  # fmt: skip


def survey_of_tsv(data: bytes, *, file: str) -> SourceSurvey:
    """The survey in `data`. Raises `FaultyInputError` unless the first row names the columns."""
    text = decoded(data)
    csv.field_size_limit(_MOST_LETTERS)
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        raise _fault(
            file, Text(f"Die Tabelle ist nicht lesbar: {error}.", f"The table cannot be read: {error}.")
        ) from error
    header = [name.strip().lower() for name in rows[0][1]] if rows else []
    if not {"class", "name", "text", "language"}.issubset(header):
        raise _fault(file, Text("Die Spalten class, name, text, language fehlen.", "Columns are missing."))
    builder = _Builder()
    for line, fields in rows[1:]:
        whole = [*fields, *[""] * (len(header) - len(fields))]  # a row may end early
        builder.add({name: value for name, value in zip(header, whole, strict=False) if name}, line)
    return builder.finished()


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line in which they begin: a field may hold line breaks in quotes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    line = 1
    for fields in reader:
        yield line, fields
        line = reader.line_num + 1


def decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 with a mark, else the Western code page that Excel saves."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _fault(file: str, problem: Text) -> FaultyInputError:
    remedy = Text("Exportieren Sie die Struktur noch einmal.", "Export the structure once more.")
    return FaultyInputError((Fault(file, 1, "", problem, remedy),))


class _Builder:
    """Rows in the order of the file: what is below a question follows it. A language repeats names already seen."""

    def __init__(self) -> None:
        self.survey = SourceSurvey()
        self._group: SourceGroup | None = None
        self._question: SourceQuestion | None = None
        self._groups: dict[tuple[str, int], SourceGroup] = {}
        self._questions: dict[str, SourceQuestion] = {}
        self._seen: dict[str, int] = {}
        self._quotas: dict[str, SourceQuota] = {}

    def add(self, row: dict[str, str], line: int) -> None:
        kinds = {
            "S": self._setting, "SL": self._text_setting, "G": self._add_group, "Q": self._add_question,
            "SQ": self._add_subquestion, "A": self._add_answer, "QTA": self._add_quota, "QTAM": self._add_member,
            "QTALS": self._add_message, "AS": self._add_assessment,
        }  # fmt: skip
        kind = row.get("class", "").strip().upper()
        if kind in kinds:
            kinds[kind]({name: value or "" for name, value in row.items()}, line)
        elif kind:
            self.survey.passed_over.append((kind, 1))

    def finished(self) -> SourceSurvey:
        languages = [
            self.survey.survey.get("language", ""),
            *self.survey.survey.get("additional_languages", "").split(),
        ]
        written = [tag for question in self.survey.questions for tag in question.texts]
        settings = [tag for texts in self.survey.settings.values() for tag in texts]
        self.survey.languages = list(dict.fromkeys(filter(None, [*languages, *settings, *written])))
        self.survey.sort()
        return self.survey

    def _setting(self, row: dict[str, str], _line: int) -> None:
        self.survey.survey[row["name"]] = row["text"]
        if row["name"] == "sid":
            self.survey.sid = row["text"]

    def _text_setting(self, row: dict[str, str], _line: int) -> None:
        self.survey.settings.setdefault(row["name"], {})[row["language"]] = row["text"]

    def _add_group(self, row: dict[str, str], line: int) -> None:
        language = row["language"]
        number = self._seen[language] = self._seen.get(language, 0) + 1
        key = ("id", int(row["id"])) if row.get("id", "").isdecimal() else ("number", number)
        if key not in self._groups:
            gid = str(len(self._groups) + 1)
            self._groups[key] = SourceGroup(gid, float(gid), line, row.get("relevance", ""), row.get("type/scale", ""))
            self.survey.groups.append(self._groups[key])
        self._group = self._groups[key]
        self._group.titles[language], self._group.texts[language] = row["name"], row["text"]

    def _add_question(self, row: dict[str, str], line: int) -> None:
        if row["name"] not in self._questions:
            qid = row["id"] if row.get("id", "").isdecimal() else str(len(self._questions) + 1)
            question = SourceQuestion(
                qid=qid,
                gid=self._group.gid if self._group else "",
                code=row["name"],
                kind=row.get("type/scale", ""),
                order=float(len(self._questions)),
                line=line,
                relevance=row.get("relevance", ""),
                is_mandatory=row.get("mandatory", "") in {"Y", "S"},
                has_other=row.get("other", "") == "Y",
                pattern=row.get("validation", ""),
                defaults=int(bool(row.get("default"))),
            )
            self._questions[row["name"]] = question
            self.survey.questions.append(question)
        self._question = self._questions[row["name"]]
        self._question.texts[row["language"]] = row["text"]
        self._question.helps[row["language"]] = row.get("help", "")
        for name, value in row.items():
            if name not in _OWN and value:
                self._question.attributes.setdefault(name, {})[row["language"]] = value

    def _add_subquestion(self, row: dict[str, str], line: int) -> None:
        if self._question is None:
            return
        scale = int(row["type/scale"]) if row.get("type/scale", "").isdecimal() else 0
        known = next(
            (one for one in self._question.subquestions if (one.scale, one.code) == (scale, row["name"])), None
        )
        if known is None:
            order = float(len(self._question.subquestions))
            known = SourceSubquestion("", row["name"], scale, order, line, row.get("relevance", ""))
            self._question.subquestions.append(known)
        known.texts[row["language"]] = row["text"]

    def _add_answer(self, row: dict[str, str], line: int) -> None:
        if self._question is None:
            return
        scale = int(row["type/scale"]) if row.get("type/scale", "").isdecimal() else 0
        known = next((one for one in self._question.answers if (one.scale, one.code) == (scale, row["name"])), None)
        if known is None:
            known = SourceAnswer(row["name"], scale, float(len(self._question.answers)), line)
            known.assessment = row.get("assessment_value", "") or row.get("relevance", "") or "0"
            self._question.answers.append(known)
        known.texts[row["language"]] = row["text"]

    def _add_quota(self, row: dict[str, str], line: int) -> None:
        key = row.get("id", "") or row["name"]
        self._quotas[key] = SourceQuota(row["name"], row.get("mandatory", ""), line)
        self.survey.quotas.append(self._quotas[key])

    def _add_member(self, row: dict[str, str], _line: int) -> None:
        quota = self._quotas.get(row.get("related_id", "")) or next(reversed(self._quotas.values()), None)
        qid = row.get("relevance", "")
        if quota is not None:
            quota.members.append((qid if qid.isdecimal() else getattr(self._question, "qid", ""), row["name"]))

    def _add_message(self, row: dict[str, str], _line: int) -> None:
        quota = self._quotas.get(row.get("related_id", "")) or next(reversed(self._quotas.values()), None)
        if quota is not None:
            quota.messages[row["language"]] = row.get("relevance", "") or row["text"]

    def _add_assessment(self, row: dict[str, str], line: int) -> None:
        self.survey.assessments.append((row["name"], line))
