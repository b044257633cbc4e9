"""A table of answers, read: the questionnaire, the responses, and what was assumed."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from leitplanke.evidence.analysis.whole_file import Column, WholeFile, column_names, plain_number, read_whole_file
from leitplanke.evidence.codings import Coding
from leitplanke.evidence.model import EvidenceRules, PopulationTable, Theme
from leitplanke.exchange.answer_tables import words
from leitplanke.exchange.answer_tables.derive import AUDIENCE, Derived, derive
from leitplanke.exchange.answer_tables.described import Described
from leitplanke.exchange.answer_tables.numbers import written_in
from leitplanke.exchange.pabulib.identifiers import slug
from leitplanke.exchange.population_files import Described as DescribedPopulation
from leitplanke.exchange.population_files import read_population_file
from leitplanke.exchange.surveys.documents import read_questionnaire
from leitplanke.exchange.surveys.formats import read_survey
from leitplanke.exchange.surveys.losses import ImportedResponses, Part
from leitplanke.exchange.surveys.response_headers import target_of, targets_of
from leitplanke.exchange.surveys.response_reader import read_answer_rows, read_answers
from leitplanke.kernel.dates import month_of
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.provenance import Source
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.participation.model import (
    Frame,
    QuestionKind,
    Questionnaire,
    Recruitment,
    Response,
    Workshop,
)
from leitplanke.participation.not_answered import missing_in_words

FRAME = "table"
_MOST_FAULTS = 20
_NUMBERS = frozenset({QuestionKind.NUMBER, QuestionKind.SCALE, QuestionKind.RATING})
_NAMES = {
    Recruitment.OPEN: Text("Offene Befragung", "Open survey"),
    Recruitment.SAMPLE: Text("Zufallsstichprobe", "Random sample"),
    Recruitment.CENSUS: Text("Vollbefragung", "Everybody was asked"),
}


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What `chain.run_evidence` needs, out of a table alone; `notes` say what was assumed and left out.

    `is_derived`: the questionnaire was made from the table.
    """

    profile: TownProfile
    questionnaire: Questionnaire
    frames: tuple[Frame, ...]
    responses: tuple[Response, ...]
    populations: tuple[PopulationTable, ...]
    priority_question: str
    sources: tuple[Source, ...]
    notes: tuple[Text, ...]
    is_derived: bool
    workshops: tuple[Workshop, ...] = ()
    themes: tuple[Theme, ...] = ()
    codings: tuple[Coding, ...] = ()


def read_answer_table(
    path: Path, described: Described, *, questionnaire: Path | None = None, population: Path | None = None
) -> Surveyed:
    """The answers in CSV, Parquet, Excel or SPSS (beside their questionnaire also LimeSurvey's `.lsa`).

    `questionnaire` is one of ours or of LimeSurvey or XLSForm; without it a question is derived for each column.
    `population` is a table of the register office (docs/census-margins.md), to which a sample is weighted. Raises
    `FaultyInputError` with file, row and column for everything that would have to be guessed.
    """
    if described.recruitment is not Recruitment.OPEN and None in {described.population, described.drawn}:
        raise FaultyInputError((Fault("", None, "recruitment", *words.SAMPLE_WITHOUT_COUNTS),))
    data = path.read_bytes()
    if path.suffix.lower() != ".lsa":
        described = described.of_columns(column_names(path))
    sources = [Source(path.name, sha256(data).hexdigest())]
    if questionnaire is None:
        asked, found, priority, notes = _derived(path, data, described)
    else:
        sources.append(Source(questionnaire.name, sha256(questionnaire.read_bytes()).hexdigest()))
        asked, found, notes = _beside(path, data, described, questionnaire)
        priority = _priority(asked, described.priority, path.name)
    _require_whole(found, path.name)
    notes += _few(len(found.responses), path.name)
    audiences = [one.id for one in asked.audiences if any(answer.audience == one.id for answer in found.responses)]
    populations: tuple[PopulationTable, ...] = ()
    if population is not None:
        sources.append(Source(population.name, sha256(population.read_bytes()).hexdigest()))
        populations = (_population(population, asked, audiences[0], described),)
    return Surveyed(
        profile=_profile(path, described, len(found.responses)),
        questionnaire=asked,
        frames=tuple(_frame(one, len(audiences), described, len(found.responses)) for one in audiences),
        responses=tuple(_framed(one, len(audiences)) for one in found.responses),
        populations=populations,
        priority_question=priority,
        sources=tuple(sources),
        notes=tuple(notes),
        is_derived=questionnaire is None,
    )


def _derived(path: Path, data: bytes, described: Described) -> tuple[Questionnaire, ImportedResponses, str, list[Text]]:
    file = read_whole_file(path, missing=described.missing, without=described.without)
    derived: Derived = derive(file, described)
    asked = derived.questionnaire(path.stem, described.audience)
    rows = list(zip(*derived.columns, strict=True))
    filled = [at for at, row in enumerate(rows) if any(one is not None for one in row)]
    found = read_answer_rows(
        [(at + file.first_row, [one or "" for one in rows[at]]) for at in filled],
        asked,
        header=[question.id for question in asked.questions],
        data=data,
        file=path.name,
        about=_about(AUDIENCE, described),
    )
    notes = [*derived.notes, *([words.empty_rows(len(rows) - len(filled))] if len(filled) < len(rows) else [])]
    return asked, found, derived.priority, notes


def _beside(
    path: Path, data: bytes, described: Described, questionnaire: Path
) -> tuple[Questionnaire, ImportedResponses, list[Text]]:
    asked = _read_questionnaire(questionnaire)
    about = _about(asked.audiences[0].id, described)
    if path.suffix.lower() == ".lsa":
        found = read_answers(
            data, asked, file=path.name, audience=about["audience"], frame=FRAME, mode=described.mode
        )  # fmt: skip
    else:
        file = read_whole_file(path, missing=described.missing, without=described.without)
        columns = [_plain(file, column, asked, described) for column in file.columns]
        rows = [[one or "" for one in row] for row in zip(*columns, strict=True)]
        numbered = [(at, row) for at, row in enumerate(rows, start=file.first_row) if any(row)]
        header = [column.name for column in file.columns]
        found = read_answer_rows(numbered, asked, header=header, data=data, file=path.name, about=about)
    notes = [
        words.understood(loss.name or str(loss.line), loss.words)
        for loss in found.losses
        if loss.part is not Part.VALUE
    ]
    return asked, found, notes


def _plain(file: WholeFile, column: Column, asked: Questionnaire, described: Described) -> tuple[str | None, ...]:
    """The fields, those of a question about numbers with a decimal point."""
    target = target_of(column.name, targets_of(asked))
    if target is None or asked.question(target.question).kind not in _NUMBERS:
        return column.fields
    counts = {one: n for one, n in column.counts.items() if missing_in_words(one) is None}
    written = written_in(file, column, counts, decimal=described.decimal) if counts else None
    if written is None:
        return column.fields
    return tuple(one if one is None or one not in counts else plain_number(one, written) for one in column.fields)


def _priority(asked: Questionnaire, named: str, file: str) -> str:
    """The question that is named by its identifier, or as its column is."""
    found = target_of(named, targets_of(asked)) if named else None
    if named and found is None:
        known = ", ".join(question.id for question in asked.questions[:20])
        raise FaultyInputError((Fault(file, None, "priority", *words.unknown_column(named, known)),))
    return found.question if found is not None else ""


def _read_questionnaire(path: Path) -> Questionnaire:
    data = path.read_bytes()
    if path.suffix.lower() == ".json":
        return read_questionnaire(data, file=path.name)
    return read_survey(data, file=path.name).questionnaire


def _about(audience: str, described: Described) -> dict[str, str]:
    return {"audience": audience, "frame": FRAME, "mode": described.mode.value}


def _require_whole(found: ImportedResponses, name: str) -> None:
    """An answer that is none of the questionnaire would be counted as missing: nothing is counted then."""
    lost = [loss for loss in found.losses if loss.part is Part.VALUE]
    if lost:
        raise FaultyInputError(
            tuple(Fault(name, loss.line, loss.name, loss.words, _MEND) for loss in lost[:_MOST_FAULTS])
        )


_MEND = Text(
    "Berichtigen Sie das Feld oder den Fragebogen; ist es keine Antwort: --missing.",
    "Mend the field or the questionnaire; if it is no answer: --missing.",
)


def _few(people: int, name: str) -> list[Text]:
    rules = EvidenceRules()
    if people < rules.minimum_cell:
        raise FaultyInputError((Fault(name, None, "", *words.too_few(people, rules.minimum_cell)),))
    return [words.few(people, rules.minimum_base)] if people < rules.minimum_base else []


def _population(path: Path, asked: Questionnaire, audience: str, described: Described) -> PopulationTable:
    traits = [one for one in asked.shown_to(audience) if one.about_person and one.kind is QuestionKind.SINGLE]
    told = DescribedPopulation(audience=audience, source=Text(path.name, path.name), as_of=described.as_of)
    table = read_population_file(path.read_bytes(), name=path.name, traits=traits, described=told)
    return replace(table, margins=(table.variables,)) if described.is_crossed else table


def _profile(path: Path, described: Described, people: int) -> TownProfile:
    notice = Text("Erfundene Daten.", "Invented data.") if described.is_invented else Text("")
    return TownProfile(
        id=slug(path.stem) or "table",
        name=Text(path.stem, path.stem),
        is_fictitious=described.is_invented,
        notice=notice,
        inhabitants=described.population or people,
        as_of=described.as_of,
        plan_from=month_of(described.as_of),
        plan_months=12,
    )


def _frame(audience: str, audiences: int, described: Described, people: int) -> Frame:
    return Frame(
        _frame_id(audience, audiences),
        audience,
        described.recruitment,
        _NAMES[described.recruitment],
        described.population or people,
        described.drawn,
    )


def _framed(response: Response, audiences: int) -> Response:
    frame = _frame_id(response.audience, audiences)
    return Response(
        response.key, response.audience, frame, response.mode, response.questionnaire, response.answers
    )  # fmt: skip


def _frame_id(audience: str, audiences: int) -> str:
    return FRAME if audiences == 1 else f"{FRAME}-{audience}"
