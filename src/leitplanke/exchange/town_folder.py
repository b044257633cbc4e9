"""Reads a town's files (docs/town-folder.md) into a `Town`, or says everything that is wrong with them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leitplanke.evidence.model import PopulationTable
from leitplanke.exchange.cross_checks import check_references
from leitplanke.exchange.listing import (
    VERSIONS,
    FileContent,
    Rows,
    TownFiles,
    check_listing,
    known_files,
    load_folder,
    load_inner_priorities,
    rank,
)
from leitplanke.exchange.parts import Parts
from leitplanke.exchange.places import FaultLog, Located, Place
from leitplanke.exchange.plan_checks import check_plan
from leitplanke.exchange.references import AUDIENCE, Contributions, check_name
from leitplanke.exchange.town import Town
from leitplanke.exchange.town_answers import read_population, read_responses
from leitplanke.exchange.town_measures import read_measures
from leitplanke.exchange.town_relations import read_choices, read_grants, window_from
from leitplanke.exchange.town_services import read_services_table
from leitplanke.exchange.town_tables import (
    read_budgets,
    read_capacity,
    read_checks,
    read_codings,
    read_frames,
    read_gates,
    read_reference,
    read_replies,
    read_status,
    read_unit_names,
)
from leitplanke.exchange.town_talk import read_discussions, read_process
from leitplanke.exchange.town_texts import (
    QuestionnaireEntry,
    TownEntry,
    read_codebook,
    read_details,
    read_questionnaire,
    read_strategy,
    read_town_entry,
    read_versions,
    read_workshops,
)
from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Frame, Questionnaire, Response
from leitplanke.participation.succession import succession
from leitplanke.roadmap.model import Resources, Unit
from leitplanke.strategy.model import StrategyDraft


def read_town(folder: Path) -> Town:
    """The town in `folder`. Raises `FaultyInputError` with every fault that was found, by file and row."""
    return read_town_files(folder_files(folder))


def folder_files(folder: Path) -> dict[str, FileContent]:
    """What lies in a town folder, for `read_town_files`. Raises `FaultyInputError` if there is no such folder."""
    if not folder.is_dir():
        log = FaultLog()
        problem = Text("Diesen Ordner gibt es nicht.", "There is no such folder.")
        log.add(Place(str(folder)), problem, Text("Prüfen Sie den Pfad.", "Check the path."))
        log.raise_if_any(rank)
    return {**load_folder(folder), **load_inner_priorities(folder)}


def read_town_files(contents: Mapping[str, FileContent]) -> Town:
    """The town whose files are in `contents`, by name; names that no town folder has are left alone.

    Raises `FaultyInputError` with every fault that was found, by file and row.
    """
    parts, log = _checked(contents)
    log.raise_if_any(rank)
    town = _town(parts)
    _check_successions(town, log)
    log.raise_if_any(rank)
    return town


def read_plan_files(contents: Mapping[str, FileContent]) -> tuple[StrategyDraft, Resources]:
    """What such files say about strategy and resources, checked against all the others but the responses.

    Nothing in a strategy depends on a single response, so their files may be empty. Raises as `read_town_files`.
    """
    parts, log = _checked(contents)
    log.faults = [fault for fault in log.faults if not fault.file.startswith("answers_")]
    log.raise_if_any(rank)
    return _draft(parts), _resources(parts)


def _checked(contents: Mapping[str, FileContent]) -> tuple[Parts, FaultLog]:
    log = FaultLog()
    files = TownFiles(contents, log)
    entry = _listed(files)
    parts = _parts(files, entry)
    check_references(parts, log)
    check_plan(parts, log)
    return parts, log


def _check_successions(town: Town, log: FaultLog) -> None:
    """No version continues a question that the one which it replaces does not have, or one question twice."""
    versions = {one.version: one for one in (*town.earlier, town.questionnaire, *town.later)}
    for name, one in versions.items():
        if (before := versions.get(one.replaces)) is not None:
            file = "questionnaire.toml" if one is town.questionnaire else VERSIONS
            try:
                succession(before, one)
            except InvalidValueError as error:
                log.add(Place(file, column=f"{name}.{error.field}"), error.problem, error.remedy)


def _listed(files: TownFiles) -> TownEntry | None:
    """town.toml; where it does not list the files, all known ones that are there are read."""
    entry = read_town_entry(files)
    if entry is None or entry.listed is None:
        files.listed = known_files(files.contents)
    else:
        check_listing(files, entry.listed)
        files.listed = tuple(name for name, _ in entry.listed)
    return entry


def _parts(files: TownFiles, entry: TownEntry | None) -> Parts:
    questionnaire = read_questionnaire(files)
    frames = read_frames(files)
    themes, known_themes, quotes = read_codebook(files)
    workshops, clusters = read_workshops(files)
    units = read_unit_names(files)
    return Parts(
        town=entry,
        details=read_details(files),
        questionnaire=questionnaire,
        versions=read_versions(files, None if questionnaire is None else questionnaire.version),
        frames=frames,
        responses=_responses(files, questionnaire, frames),
        populations=_populations(files, entry, questionnaire),
        themes=themes,
        quotes=quotes,
        codings=read_codings(files),
        workshops=workshops,
        contributions=Contributions(questionnaire, known_themes, clusters),
        strategy=read_strategy(files),
        gates=read_gates(files),
        measures=read_measures(files),
        choices=read_choices(files),
        checks=read_checks(files),
        units=units,
        capacity=_capacity(files, units),
        budgets=read_budgets(files),
        grants=read_grants(files),
        reference=read_reference(files),
        status=read_status(files),
        replies=read_replies(files),
        services=read_services_table(files),
        process=read_process(files),
        discussions=read_discussions(files),
        listed=files.listed,
    )


def _responses(files: TownFiles, questionnaire: QuestionnaireEntry | None, frames: Rows[Frame]) -> list[Response]:
    """All responses, by audience in the questionnaire's order and by key."""
    if questionnaire is None:
        return []
    audiences = [audience.value.id for audience in questionnaire.audiences]
    listed = [audience for audience in audiences if f"answers_{audience}.csv" in files.listed]
    return [answer for audience in listed for answer in read_responses(files, audience, questionnaire, frames)]


def _capacity(files: TownFiles, units: Rows[tuple[str, Text]]) -> Rows[tuple[Month, tuple[int, ...]]]:
    """The capacity of the units, if their list could be read."""
    if units.sheet is None:
        return Rows((), None)
    return read_capacity(files, tuple(dict.fromkeys(record.fields["id"] for record in units.sheet.records())))


def _populations(
    files: TownFiles, entry: TownEntry | None, questionnaire: QuestionnaireEntry | None
) -> list[Located[PopulationTable]]:
    if entry is None or questionnaire is None:
        return []
    seen: set[str] = set()
    found: list[Located[PopulationTable]] = []
    for population in entry.populations:
        audience, file = population.value.audience, population.value.file
        is_known = check_name(
            population.place("audience"), AUDIENCE, audience, questionnaire.known_audiences, files.log
        )
        if audience in seen:
            problem = Text(f"„{audience}“ hat schon eine Tabelle.", f"“{audience}” has a table already.")
            files.log.add(population.place("audience"), problem, Text("Streichen Sie eine.", "Remove one."))
        elif file not in files.listed or not file.startswith("population_"):
            problem = Text(f"„{file}“ steht nicht in files.", f"“{file}” is not in files.")
            remedy = Text("Nennen Sie dort population_….csv.", "List population_….csv there.")
            files.log.add(population.place("file"), problem, remedy)
        elif is_known:
            table = read_population(files, population, questionnaire)
            found += [] if table is None else [table]
        seen.add(audience)
    return found


def _town(parts: Parts) -> Town:
    """Puts the parts together; every check was made before, so all of them are there."""
    entry, asked, profile = parts.town, parts.questionnaire, parts.profile
    assert entry is not None
    assert entry.profile is not None
    assert entry.priority_question is not None
    assert asked is not None
    assert profile is not None
    assert parts.details is not None
    questionnaire = _questionnaire(asked)
    return Town(
        profile=profile,
        details=parts.details,
        questionnaire=questionnaire,
        frames=tuple(frame.value for frame in parts.frames.found),
        responses=tuple(parts.responses),
        workshops=tuple(workshop.value for workshop in parts.workshops),
        populations=tuple(table.value for table in parts.populations),
        themes=tuple(theme.value for theme in parts.themes),
        quotes=None if parts.quotes is None else parts.quotes.value,
        codings=tuple(row.value for row in parts.codings.found),
        priority_question=entry.priority_question.value,
        draft=_draft(parts),
        resources=_resources(parts),
        status_rows=tuple(row.value for row in parts.status.found),
        replies=tuple(row.value for row in parts.replies.found),
        earlier=parts.versions[0],
        later=parts.versions[1],
        services=tuple(row.value for row in parts.services.found),
        process=parts.process,
        discussions=parts.discussions,
    )


def _draft(parts: Parts) -> StrategyDraft:
    strategy = parts.strategy
    assert strategy is not None
    assert strategy.weights is not None
    assert strategy.guiding_sentence is not None
    return StrategyDraft(
        guiding_sentence=strategy.guiding_sentence,
        overall_goals=tuple(goal.value for goal in strategy.overall_goals),
        goals=tuple(goal.value for goal in strategy.goals),
        fields=tuple(field.value for field in strategy.fields),
        service_areas=tuple(area.value for area in strategy.service_areas),
        guardrails=tuple(guardrail.value for guardrail in strategy.guardrails),
        gates=tuple(gate.value for gate in parts.gates.found),
        weights=strategy.weights.value,
        measures=tuple(measure.value for measure in parts.measures.measures.found),
        personal_checks=tuple(check.value for check in parts.checks.found),
        choices=tuple(choice.value for choice in parts.choices.found),
    )


def _resources(parts: Parts) -> Resources:
    assert parts.profile is not None
    months = sorted(row.value for row in parts.capacity.found)
    units = tuple(
        Unit(unit.value[0], unit.value[1], tuple(amounts[index] for _, amounts in months))
        for index, unit in enumerate(parts.units.found)
    )
    years = sorted((row.value for row in parts.budgets.found), key=lambda year: year.year)
    return Resources(
        units,
        tuple(years),
        tuple(sorted(row.value for row in parts.reference.found)),
        tuple(window_from(grant.value, parts.profile.plan_from) for grant in parts.grants.found),
    )


def _questionnaire(asked: QuestionnaireEntry) -> Questionnaire:
    """Raises `FaultyInputError` if its parts are sound but do not fit together."""
    # Any: each of the rest was read as what its name wants
    rest: dict[str, Any] = dict(asked.rest)
    try:
        return Questionnaire(
            asked.version or "",
            asked.title or Text(""),
            tuple(audience.value for audience in asked.audiences),
            tuple(question.value for question in asked.questions),
            **rest,
        )
    except InvalidValueError as error:
        fault = Fault("questionnaire.toml", None, error.field, error.problem, error.remedy)
        raise FaultyInputError((fault,)) from error
