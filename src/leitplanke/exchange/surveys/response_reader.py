"""Tables of answers (LimeSurvey's CSV and `.lsa`, Excel, our own) as responses to a questionnaire."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import itemgetter

from leitplanke.exchange.located import as_meant
from leitplanke.exchange.surveys.archives import member_names, read_member
from leitplanke.exchange.surveys.limesurvey.reading import Reading
from leitplanke.exchange.surveys.limesurvey.structure import survey_of
from leitplanke.exchange.surveys.limesurvey.tab_separated import decoded
from leitplanke.exchange.surveys.limesurvey.xml_tables import read_tables
from leitplanke.exchange.surveys.losses import ImportedResponses, ImportLog, Part, in_order
from leitplanke.exchange.surveys.names import Names
from leitplanke.exchange.surveys.response_headers import ABOUT_THE_PERSON, Target, target_of, targets_of
from leitplanke.exchange.surveys.response_values import answer_from
from leitplanke.exchange.surveys.spreadsheets import read_workbook
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.answer_contents import content_faults
from leitplanke.participation.model import (
    Answer,
    Missing,
    Question,
    QuestionKind,
    Questionnaire,
    Response,
    ResponseMode,
)

_KEY_BYTES = 6  # whole numbers below 10^15, which a spreadsheet keeps exactly
_OURS = frozenset({"key", "audience", "frame", "mode", "questionnaire"})
_FINISHED = "submitdate"  # LimeSurvey: empty while somebody is still answering


@dataclass(frozen=True, slots=True)
class _Table:
    source: str
    header: list[str]
    rows: list[tuple[int, list[str]]]  # with the line in which each begins
    targets: Mapping[str, Target]


def read_answers(
    data: bytes, questionnaire: Questionnaire, *, file: str, audience: str, frame: str, mode: ResponseMode
) -> ImportedResponses:
    """The responses in a file, each under a key that tells neither its place in the file nor a person.

    `audience`, `frame` and `mode` hold where the file does not say them. Raises `FaultyInputError` for what is no
    table, or one of whose columns the questionnaire knows none.
    """
    table = _table(data, questionnaire, file)
    return _read(table, questionnaire, data, file=file, about={"audience": audience, "frame": frame, "mode": mode})


def read_answer_rows(
    rows: Sequence[tuple[int, list[str]]],
    questionnaire: Questionnaire,
    *,
    header: list[str],
    data: bytes,
    file: str,
    about: Mapping[str, str],
) -> ImportedResponses:
    """The same of rows, each with its line, that were read from `data`; `about` has audience, frame and mode."""
    table = _Table("table", header, list(rows), targets_of(questionnaire))
    return _read(table, questionnaire, data, file=file, about=about)


def _read(
    table: "_Table", questionnaire: Questionnaire, data: bytes, *, file: str, about: Mapping[str, str]
) -> ImportedResponses:
    log = ImportLog()
    places = _places(table, questionnaire, log)
    if not any(places.values()):
        raise _fault(
            file, Text("Keine Spalte gehört zu diesem Fragebogen.", "No column belongs to this questionnaire.")
        )
    named = {name.lower(): place for place, name in enumerate(table.header)}
    reader = _Reader(questionnaire.version, len(table.header), named, _asked_of(questionnaire, places), log, about)
    keys = _keys(data, len(table.rows))
    found = [reader.response(key, line, fields) for key, (line, fields) in zip(keys, table.rows, strict=True)]
    whole = sorted((one for one in found if one is not None), key=lambda one: one.key)
    return ImportedResponses(table.source, tuple(whole), log.tally(), in_order(log.losses))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and where its parts stand. `known`: of millions of answers most are the same few values."""

    question: Question
    parts: tuple[str, ...]
    written: Callable[[Sequence[str]], str | tuple[str, ...]]
    blank: Answer
    known: dict[str | tuple[str, ...], Answer]

    @classmethod
    def of(cls, question: Question, places: Sequence[tuple[int, str]]) -> "_Asked":
        written = itemgetter(*(place for place, _ in places))  # one text of one place, a tuple of several
        blank = Answer(question.id, missing=Missing.NO_ANSWER)
        nothing = "" if len(places) == 1 else ("",) * len(places)
        return cls(question, tuple(part for _, part in places), written, blank, {nothing: blank})

    def raw(self, written: str | tuple[str, ...]) -> dict[str, str]:
        return dict(zip(self.parts, (written,) if isinstance(written, str) else written, strict=True))


@dataclass(frozen=True, slots=True)
class _Reader:
    version: str
    width: int
    named: Mapping[str, int]
    asked: Mapping[str, Sequence[_Asked]]
    log: ImportLog
    about: Mapping[str, str]

    def response(self, key: int, line: int, fields: Sequence[str]) -> Response | None:
        self.log.count(Part.RESPONSE)
        if _FINISHED in self.named and not _at(fields, self.named[_FINISHED]):
            words = Text("Der Bogen wurde nicht abgeschickt.", "The response was never sent.")
            self.log.lose(Part.RESPONSE, "", words, line=line)
            return None
        about = {
            name: (_at(fields, self.named[name]) if name in self.named else "") or value
            for name, value in self.about.items()
        }
        mode = about["mode"]
        if about["audience"] not in self.asked or mode not in set(ResponseMode):
            words = Text("Zielgruppe oder Antwortweg ist unbekannt.", "Audience or mode is unknown.")
            self.log.lose(Part.RESPONSE, "", words, line=line)
            return None
        asked = self.asked[about["audience"]]
        whole = [*fields, *[""] * (self.width - len(fields))]
        answers = tuple([one.known.get(one.written(whole)) or self._new(one, whole, line) for one in asked])
        self.log.count(Part.VALUE, sum(answer is not one.blank for one, answer in zip(asked, answers, strict=True)))
        return Response(key, about["audience"], about["frame"], ResponseMode(mode), self.version, answers)

    def _new(self, asked: _Asked, fields: Sequence[str], line: int) -> Answer:
        """The answer to what was not written so before; kept unless there is a fault to be told of this line."""
        written = asked.written(fields)
        raw = asked.raw(written)
        if not any(text.strip() for text in raw.values()):
            return asked.known.setdefault(written, asked.blank)
        found = self._read(asked.question, raw, line)
        if found is None:
            self.log.count(Part.VALUE)
            return asked.blank
        return asked.known.setdefault(written, found)

    def _read(self, question: Question, raw: Mapping[str, str], line: int) -> Answer | None:
        try:
            found = answer_from(question, raw)
        except InvalidValueError as error:
            self.log.lose(Part.VALUE, question.id, error.problem, line=line)
            return None
        fault = None if found is None or found.missing is not None else next(content_faults(question, found), None)
        if fault is not None:
            self.log.lose(Part.VALUE, question.id, fault.words, line=line)
            return None
        return found


def _asked_of(
    questionnaire: Questionnaire, places: Mapping[str, Sequence[tuple[int, str]]]
) -> dict[str, tuple[_Asked, ...]]:
    """What each audience is asked that has a column."""
    known = {
        one.id: _Asked.of(one, places[one.id])
        for one in questionnaire.questions
        if one.kind is not QuestionKind.INFORMATION and places[one.id]
    }
    return {
        audience.id: tuple(known[one.id] for one in questionnaire.shown_to(audience.id) if one.id in known)
        for audience in questionnaire.audiences
    }


def _at(fields: Sequence[str], place: int) -> str:
    return fields[place] if place < len(fields) else ""


def _places(table: _Table, questionnaire: Questionnaire, log: ImportLog) -> dict[str, list[tuple[int, str]]]:
    """Where each question's parts stand; columns that belong to none are told."""
    found: dict[str, list[tuple[int, str]]] = {question.id: [] for question in questionnaire.questions}
    for place, header in enumerate(table.header):
        target = target_of(header, table.targets)
        if target is not None and target.question in found:
            found[target.question].append((place, target.part))
        elif header.strip().lower() in ABOUT_THE_PERSON:
            words = Text("Person, Gerät und Zeit werden nicht gelesen.", "Person, device and time are not read.")
            log.change(Part.SETTING, header, words, line=1)
        elif header.strip() and header.strip().lower() not in _OURS:
            words = Text("Diese Spalte gehört zu keiner Frage.", "This column belongs to no question.")
            log.lose(Part.SETTING, header[:60], words, line=1)
    return found


def _table(data: bytes, questionnaire: Questionnaire, file: str) -> _Table:
    if data[:4] == b"PK\x03\x04":
        names = member_names(data, file=file)
        if any(name.endswith(".lsr") for name in names):
            return _archive(data, names, file)
        rows = read_workbook(data, file=file)
        source = "excel"
        numbered = list(enumerate(rows, start=1))
    else:
        source = "csv"
        try:
            numbered = _csv_rows(decoded(data))
        except csv.Error as error:
            raise _fault(file, Text("Die Tabelle ist nicht lesbar.", "The table cannot be read.")) from error
    numbered = [(line, row) for line, row in numbered if any(cell.strip() for cell in row)]
    if len(numbered) < 2:
        raise _fault(file, Text("Die Tabelle hat keine Zeilen.", "The table has no rows."))
    return _Table(source, numbered[0][1], numbered[1:], targets_of(questionnaire))


def _csv_rows(text: str) -> list[tuple[int, list[str]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    csv.field_size_limit(10_000_000)
    found, line = [], 1
    for fields in reader:
        found.append((line, [as_meant(field) for field in fields]))
        line = reader.line_num + 1
    return found


def _archive(data: bytes, names: list[str], file: str) -> _Table:
    """`.lsa`: answers stand under LimeSurvey's numbers, which the structure beside them explains."""
    structure = next((name for name in names if name.endswith(".lss")), None)
    if structure is None:
        raise _fault(file, Text("Im Archiv fehlt die Struktur (.lss).", "The archive has no structure (.lss)."))
    survey = survey_of(read_tables(read_member(data, structure, file=file), file=file))
    reading = Reading(survey, ImportLog(), Names())
    tables = read_tables(read_member(data, next(name for name in names if name.endswith(".lsr")), file=file), file=file)
    rows = tables.table("responses")
    header = list(dict.fromkeys(name for row in rows for name in row.fields))
    targets = {}
    for name in header:
        # In XML a number sign cannot stand in a name: LimeSurvey writes a hyphen in its place.
        found = reading.old_name(name.lstrip("_").replace("-", "#"))
        if found is not None:
            targets[name.lower()] = Target(*found)
    return _Table("limesurvey-archive", header, [(row.line, [row[name] for name in header]) for row in rows], targets)


def _keys(data: bytes, count: int) -> list[int]:
    """A distinct number for each row, the same in every run, in no order that means anything."""
    seed = blake2b(data, digest_size=16).digest()
    taken: dict[int, None] = {}
    for row in range(count):
        key = int.from_bytes(blake2b(seed + row.to_bytes(8), digest_size=_KEY_BYTES).digest())
        while key in taken:
            key += 1
        taken[key] = None
    return list(taken)


def _fault(file: str, problem: Text) -> FaultyInputError:
    remedy = Text(
        "Geben Sie die Tabelle der Antworten und ihren Fragebogen an.", "Give the table and its questionnaire."
    )
    return FaultyInputError((Fault(file, None, "", problem, remedy),))
