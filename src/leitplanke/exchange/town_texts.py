"""The files that are written once: town, details, questionnaire, codebook, workshops, strategy."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from leitplanke.evidence.model import QuoteConsent, Theme
from leitplanke.exchange.listing import DETAILS, TOWN, VERSIONS, TownFiles
from leitplanke.exchange.located import Node
from leitplanke.exchange.places import FaultLog, Located, Place
from leitplanke.exchange.shapes import read_shape, read_shapes, require_keys
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.participation.model import Audience, Computed, Question, Questionnaire, Quota, Section, Workshop
from leitplanke.strategy.model import (
    FieldOfAction,
    Goal,
    Guardrail,
    OverallGoal,
    ServiceArea,
    WeightSetting,
)

# Any: the shapes differ, and the questionnaire checks what it is given
_PART_LISTS: dict[str, type[Any]] = {"sections": Section, "computed": Computed, "quotas": Quota}
_PARTS: dict[str, Any] = {"introduction": Text, "closing": Text, "languages": tuple[str, ...], "replaces": str}
_TOWN_ONLY = frozenset({"priority_question", "files", "populations"})


@dataclass(frozen=True, slots=True)
class PopulationEntry:
    """What town.toml says about one population table."""

    audience: str
    file: str
    margins: tuple[tuple[str, ...], ...]
    total: int
    source: Text
    as_of: date


@dataclass(frozen=True, slots=True)
class TownEntry:
    """town.toml."""

    profile: Located[TownProfile] | None
    priority_question: Located[str] | None
    listed: list[tuple[str, Place]] | None
    populations: list[Located[PopulationEntry]]


@dataclass(frozen=True, slots=True)
class QuestionnaireEntry:
    """questionnaire.toml with its sound audiences and questions; the `known` ones may be faulty.

    `rest` holds what a questionnaire may have beside them, as far as it is sound.
    """

    node: Node
    version: str | None
    title: Text | None
    audiences: list[Located[Audience]]
    questions: list[Located[Question]]
    known_audiences: frozenset[str]
    known_questions: tuple[tuple[str, frozenset[str]], ...]
    rest: dict[str, object]

    def shown_to(self, audience: str) -> tuple[str, ...]:
        """The questions that this audience is asked, faulty ones too, in order."""
        return tuple(dict.fromkeys(question for question, audiences in self.known_questions if audience in audiences))

    def question(self, question_id: str) -> Question | None:
        """The question with this id if there is a sound one."""
        found = (question.value for question in self.questions if question.value.id == question_id)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class StrategyEntry:
    """strategy.toml. `known` has, for each list, the ids of all its entries, faulty ones too."""

    guiding_sentence: Text | None
    overall_goals: list[Located[OverallGoal]]
    goals: list[Located[Goal]]
    fields: list[Located[FieldOfAction]]
    service_areas: list[Located[ServiceArea]]
    guardrails: list[Located[Guardrail]]
    weights: Located[WeightSetting] | None
    known: dict[str, frozenset[str]]


def read_town_entry(files: TownFiles) -> TownEntry | None:
    """town.toml, or None with faults noted."""
    node = files.toml(TOWN)
    if node is None:
        return None
    require_keys(node, frozenset({"priority_question", "files"}), frozenset(node.raw), files.log)
    raw = {key: value for key, value in node.raw.items() if key not in _TOWN_ONLY}
    profile = read_shape(TownProfile, Node(node.file, raw, (), node.rows), files.log)
    return TownEntry(
        profile,
        read_shape(str, node.child("priority_question"), files.log) if "priority_question" in node.raw else None,
        _listed(node, files.log) if "files" in node.raw else None,
        read_shapes(PopulationEntry, node, "populations", files.log),
    )


def read_details(files: TownFiles) -> TownDetails | None:
    """details.toml, nothing said where there is none; None with faults noted."""
    if DETAILS not in files.contents:
        return TownDetails()
    node = files.toml(DETAILS)
    details = None if node is None else read_shape(TownDetails, node, files.log)
    return None if details is None else details.value


def read_versions(
    files: TownFiles, evaluated: str | None
) -> tuple[tuple[Questionnaire, ...], tuple[Questionnaire, ...]]:
    """versions.json: the versions before and after the one that is evaluated; none where there is no such file."""
    if VERSIONS not in files.contents:
        return (), ()
    node = files.json(VERSIONS)
    if node is None or not require_keys(node, frozenset({"earlier", "later"}), frozenset(), files.log):
        return (), ()
    found = {key: read_shapes(Questionnaire, node, key, files.log) for key in ("earlier", "later")}
    seen = {evaluated}
    for one in (*found["earlier"], *found["later"]):
        if one.value.version in seen:
            name = one.value.version
            problem = Text(f"Die Fassung „{name}“ gibt es doppelt.", f"Version “{name}” is there twice.")
            files.log.add(one.place("version"), problem, Text("Streichen Sie eine.", "Remove one."))
        seen.add(one.value.version)
    return tuple(one.value for one in found["earlier"]), tuple(one.value for one in found["later"])


def read_questionnaire(files: TownFiles) -> QuestionnaireEntry | None:
    """questionnaire.toml, or None with faults noted."""
    node = files.toml("questionnaire.toml")
    needed = frozenset({"version", "title", "audiences", "questions"})
    optional = frozenset({*_PART_LISTS, *_PARTS})
    if node is None or not require_keys(node, needed, optional, files.log):
        return None
    version = read_shape(str, node.child("version"), files.log)
    title = read_shape(Text, node.child("title"), files.log)
    known = [entry for entry in _tables(node, "questions") if isinstance(entry.get("id"), str)]
    note_double_ids(node, "audiences", files.log)
    note_double_ids(node, "questions", files.log)
    return QuestionnaireEntry(
        node,
        None if version is None else version.value,
        None if title is None else title.value,
        read_shapes(Audience, node, "audiences", files.log),
        read_shapes(Question, node, "questions", files.log),
        ids_of(node, "audiences"),
        tuple((entry["id"], _strings(entry.get("audiences"))) for entry in known),
        _rest(node, files.log),
    )


def read_codebook(
    files: TownFiles,
) -> tuple[list[Located[Theme]], frozenset[str] | None, Located[QuoteConsent] | None]:
    """codebook.toml (`[[themes]]`, perhaps `[quotes]`) and the ids of all themes, faulty ones too; None: unreadable."""
    if "codebook.toml" not in files.listed:
        return [], frozenset(), None
    node = files.toml("codebook.toml")
    if node is None or not require_keys(node, frozenset({"themes"}), frozenset({"quotes"}), files.log):
        return [], None, None
    note_double_ids(node, "themes", files.log)
    quotes = read_shape(QuoteConsent, node.child("quotes"), files.log) if "quotes" in node.raw else None
    return read_shapes(Theme, node, "themes", files.log), ids_of(node, "themes"), quotes


def read_workshops(files: TownFiles) -> tuple[list[Located[Workshop]], frozenset[str] | None]:
    """workshops.json (`{"workshops": [...]}`) and every `WORKSHOP.CLUSTER`; None if it is unreadable."""
    if "workshops.json" not in files.listed:
        return [], frozenset()
    node = files.json("workshops.json")
    if node is None or not require_keys(node, frozenset({"workshops"}), frozenset(), files.log):
        return [], None
    note_double_ids(node, "workshops", files.log)
    clusters = frozenset(
        f"{workshop.get('id')}.{cluster.get('id')}"
        for index, workshop in enumerate(_tables(node, "workshops"))
        for cluster in _tables(Node(node.file, workshop, ("workshops", index), node.rows), "clusters")
    )
    return read_shapes(Workshop, node, "workshops", files.log), clusters


def read_strategy(files: TownFiles) -> StrategyEntry | None:
    """strategy.toml, or None with faults noted."""
    node = files.toml("strategy.toml")
    lists = ("overall_goals", "goals", "fields", "service_areas", "guardrails")
    if node is None or not require_keys(
        node, frozenset({"guiding_sentence", "weights", *lists[:3]}), frozenset(lists[3:]), files.log
    ):
        return None
    for key in lists:
        note_double_ids(node, key, files.log)
    sentence = read_shape(Text, node.child("guiding_sentence"), files.log)
    return StrategyEntry(
        None if sentence is None else sentence.value,
        read_shapes(OverallGoal, node, "overall_goals", files.log),
        read_shapes(Goal, node, "goals", files.log),
        read_shapes(FieldOfAction, node, "fields", files.log),
        read_shapes(ServiceArea, node, "service_areas", files.log),
        read_shapes(Guardrail, node, "guardrails", files.log),
        read_shape(WeightSetting, node.child("weights"), files.log),
        {key: ids_of(node, key) for key in lists},
    )


def ids_of(node: Node, key: str) -> frozenset[str]:
    """The ids in a list of tables, faulty ones too."""
    return frozenset(entry["id"] for entry in _tables(node, key) if isinstance(entry.get("id"), str))


def note_double_ids(node: Node, key: str, log: FaultLog) -> None:
    """Note every entry of a list of tables whose id an earlier one has."""
    seen: set[str] = set()
    for index, entry in enumerate(node.raw.get(key, []) if isinstance(node.raw.get(key, []), list) else []):
        name = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(name, str) and name in seen:
            problem = Text(f"Die Kennung „{name}“ steht doppelt.", f"The identifier “{name}” stands twice.")
            remedy = Text("Jede Kennung darf nur einmal vorkommen.", "Every identifier may occur only once.")
            log.add(node.child(key, index).place("id"), problem, remedy)
        seen.add(str(name))


def _rest(node: Node, log: FaultLog) -> dict[str, object]:
    found: dict[str, object] = {
        key: tuple(entry.value for entry in read_shapes(shape, node, key, log)) for key, shape in _PART_LISTS.items()
    }
    for key, shape in _PARTS.items():
        part = read_shape(shape, node.child(key), log) if key in node.raw else None
        if part is not None:
            found[key] = part.value
    return found


def _listed(node: Node, log: FaultLog) -> list[tuple[str, Place]] | None:
    files = read_shape(tuple[str, ...], node.child("files"), log)
    if files is None:
        return None
    return [(name, node.place_of(("files", index))) for index, name in enumerate(files.value)]


def _tables(node: Node, key: str) -> list[dict[str, Any]]:
    # Any: what the file holds is not checked yet
    listed = node.raw.get(key) if isinstance(node.raw, dict) else None
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []


def _strings(value: object) -> frozenset[str]:
    return frozenset(part for part in value if isinstance(part, str)) if isinstance(value, list) else frozenset()
