"""A `Town` as the files of its folder (docs/town-folder.md), in canonical form: the same town, the same bytes."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from leitplanke.exchange.files import write_whole
from leitplanke.exchange.listing import (
    DETAILS,
    DISCUSSIONS,
    PROCESS,
    SERVICES,
    TOWN,
    UNUSED,
    VERSIONS,
    known_files,
    load_inner_priorities,
    rank,
)
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.exchange.town import Town
from leitplanke.exchange.town_services import services_csv
from leitplanke.exchange.town_talk import discussions_json, process_json
from leitplanke.exchange.write_answers import answers_csv, population_csv
from leitplanke.exchange.write_measures import (
    examinations_csv,
    measures_csv,
    modes_csv,
    payments_csv,
    relations_csv,
    staffing_csv,
    states_csv,
    ways_csv,
)
from leitplanke.exchange.write_tables import (
    budgets_csv,
    capacity_csv,
    checks_csv,
    choices_csv,
    codings_csv,
    frames_csv,
    gates_csv,
    grants_csv,
    reference_csv,
    replies_csv,
    status_csv,
    units_csv,
)
from leitplanke.exchange.write_texts import (
    codebook_toml,
    details_toml,
    population_file,
    questionnaire_toml,
    strategy_toml,
    town_toml,
    versions_json,
    workshops_json,
)
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.provenance import Source
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Response
from leitplanke.participation.process import KeptProcess


def town_files(town: Town) -> dict[str, bytes]:
    """Content by file name: what town.toml does not list, then the files in the order in which it lists them.

    A file that a town may lack is there if it has something to say. `read_town_files` checks what is written and
    answers with the same town again. Raises `InvalidValueError` for what no folder can say: a list with an item that a
    comma would cut, contributions of one measure that different people said.
    """
    files = {
        "questionnaire.toml": questionnaire_toml(town),
        "frames.csv": frames_csv(town),
        **_answers(town),
        **{population_file(table.audience): population_csv(table) for table in town.populations},
        **{name: write(town) for name, content, write in _AFTER_ANSWERS if content(town)},
    }
    details = {} if town.details == TownDetails() else {DETAILS: details_toml(town)}
    versions = {VERSIONS: versions_json(town)} if town.earlier or town.later else {}
    services = {SERVICES: services_csv(town.services)} if town.services else {}
    process = {} if town.process == KeptProcess() else {PROCESS: process_json(town.process)}
    discussions = {DISCUSSIONS: discussions_json(town.discussions)} if town.discussions else {}
    return {TOWN: town_toml(town, files), **details, **versions, **services, **process, **discussions, **files}


def town_sources(town: Town) -> tuple[Source, ...]:
    """The files that documents of the town are made from, by name, each with the SHA-256 of its canonical bytes."""
    return sources_of(town_files(town))


def sources_of(files: Mapping[str, bytes]) -> tuple[Source, ...]:
    """The same of what `town_files` has made; what makes no document is left out."""
    return tuple(Source(name, sha256(data).hexdigest()) for name, data in sorted(files.items()) if name not in UNUSED)


def confidential(names: Iterable[str]) -> frozenset[str]:
    """Those of a town's files that hold what single people said, or what is for members of the town alone."""
    return frozenset(name for name in names if name.startswith("answers_") or name in _SAID_BY_FEW)


def write_town(town: Town, *, folder: Path) -> tuple[str, ...]:
    """`write_files` of what `town_files` makes of the town."""
    return write_files(town_files(town), folder=folder)


def write_files(files: dict[str, bytes], *, folder: Path) -> tuple[str, ...]:
    """Write a town's files whole or not at all, and answer the names; what single people said is the user's alone.

    Raises `FaultyInputError` if a file lies in the folder that this town does not have, and `CannotWriteError`.
    """
    _require_no_other_files(folder, files)
    write_whole(folder, files, private=confidential(files))
    return tuple(files)


def _answers(town: Town) -> dict[str, bytes]:
    by_audience: dict[str, list[Response]] = defaultdict(list)
    for response in town.responses:
        by_audience[response.audience].append(response)
    return {
        f"answers_{audience.id}.csv": answers_csv(
            by_audience[audience.id], audience=audience.id, questionnaire=town.questionnaire
        )
        for audience in town.questionnaire.audiences
    }


def _require_no_other_files(folder: Path, names: Collection[str]) -> None:
    log = FaultLog()
    there = (
        (*known_files(path.name for path in folder.iterdir()), *load_inner_priorities(folder))
        if folder.is_dir()
        else ()
    )
    for name in there:
        if name not in names:
            problem = Text("Die Datei liegt dort, gehört aber nicht dazu.", "The file lies there but is no part of it.")
            remedy = Text("Entfernen Sie sie oder schreiben Sie anderswohin.", "Remove it or write somewhere else.")
            log.add(Place(str(folder / name)), problem, remedy)
    log.raise_if_any(rank)


_SAID_BY_FEW = frozenset({"codings.csv", "workshops.json", DISCUSSIONS, PROCESS})
# Name, what tells whether there is anything to say, and what writes it; in the order of docs/town-folder.md.
_AFTER_ANSWERS: tuple[tuple[str, Callable[[Town], object], Callable[[Town], bytes]], ...] = (
    ("codebook.toml", lambda town: town.themes, codebook_toml),
    ("codings.csv", lambda town: town.codings, codings_csv),
    ("workshops.json", lambda town: town.workshops, workshops_json),
    ("strategy.toml", lambda _town: True, strategy_toml),
    ("gates.csv", lambda town: town.draft.gates, gates_csv),
    ("measures.csv", lambda _town: True, lambda town: measures_csv(town.draft.measures)),
    ("modes.csv", lambda _town: True, lambda town: modes_csv(town.draft.measures)),
    (
        "staffing.csv",
        lambda town: any(mode.staff for one in town.draft.measures for mode in one.modes),
        lambda town: staffing_csv(town.draft.measures),
    ),
    (
        "payments.csv",
        lambda town: any(mode.payments for one in town.draft.measures for mode in one.modes),
        lambda town: payments_csv(town.draft.measures),
    ),
    (
        "relations.csv",
        lambda town: any(one.waits or one.any_of for one in town.draft.measures),
        lambda town: relations_csv(town.draft.measures),
    ),
    ("choices.csv", lambda town: town.draft.choices, choices_csv),
    (
        "examinations.csv",
        lambda town: any(one.examination for one in town.draft.measures),
        lambda town: examinations_csv(town.draft.measures),
    ),
    (
        "states.csv",
        lambda town: any(one.states for one in town.draft.measures),
        lambda town: states_csv(town.draft.measures),
    ),
    ("ways.csv", lambda town: any(one.ways for one in town.draft.measures), lambda town: ways_csv(town.draft.measures)),
    ("checks.csv", lambda town: town.draft.personal_checks, checks_csv),
    ("units.csv", lambda town: town.resources.units, units_csv),
    ("capacity.csv", lambda town: town.resources.units, capacity_csv),
    ("budgets.csv", lambda _town: True, budgets_csv),
    ("grants.csv", lambda town: town.resources.pots, grants_csv),
    ("reference.csv", lambda town: town.resources.reference_selection, reference_csv),
    ("status.csv", lambda town: town.status_rows, status_csv),
    ("replies.csv", lambda town: town.replies, replies_csv),
)
