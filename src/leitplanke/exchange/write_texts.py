"""Writes what `town_texts` reads: the files that are written once."""

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

from leitplanke.evidence.model import PopulationTable
from leitplanke.exchange.shapes import stated_fields
from leitplanke.exchange.toml_text import toml
from leitplanke.exchange.town import Town
from leitplanke.exchange.town_texts import PopulationEntry
from leitplanke.kernel.contact import Contact

_LAST = ("name", "notice")


def town_toml(town: Town, names: Iterable[str]) -> bytes:
    """town.toml, which lists the files of these `names`."""
    profile = {field.name: getattr(town.profile, field.name) for field in fields(town.profile)}
    return toml(
        {
            **{key: profile[key] for key in ("id", "is_fictitious", "inhabitants", "as_of")},
            **{key: value for key, value in profile.items() if key.startswith("plan_")},
            **{key: profile[key] for key in ("currency", "short_term_months", "medium_term_months")},
            **{key: True for key, value in profile.items() if key.endswith("carries_over") and value},
            "priority_question": town.priority_question,
            "files": tuple(names),
            **{key: profile[key] for key in _LAST},
        },
        {"populations": tuple(map(_population, town.populations))} if town.populations else {},
    )


def details_toml(town: Town) -> bytes:
    """details.toml: a table for every office of which something is known."""
    said = stated_fields(town.details)
    offices = {name: content for name, content in said.items() if isinstance(content, Contact)}
    return toml({name: content for name, content in said.items() if name not in offices}, offices)


def population_file(audience: str) -> str:
    """Where the population table of an audience stands."""
    return f"population_{audience}.csv"


def questionnaire_toml(town: Town) -> bytes:
    """questionnaire.toml."""
    stated = stated_fields(town.questionnaire)
    lists = ("audiences", "sections", "questions", "computed", "quotas")
    top = {name: value for name, value in stated.items() if name not in lists}
    return toml(top, {name: stated[name] for name in lists if name in stated})


def versions_json(town: Town) -> bytes:
    """versions.json."""
    return _json({"earlier": town.earlier, "later": town.later})


def codebook_toml(town: Town) -> bytes:
    """codebook.toml."""
    return toml({}, {"themes": town.themes} if town.quotes is None else {"themes": town.themes, "quotes": town.quotes})


def workshops_json(town: Town) -> bytes:
    """workshops.json."""
    return _json({"workshops": town.workshops})


def strategy_toml(town: Town) -> bytes:
    """strategy.toml; the two lists that it may lack are left out if they are empty."""
    draft = town.draft
    optional = {"service_areas": draft.service_areas, "guardrails": draft.guardrails}
    return toml(
        {"guiding_sentence": draft.guiding_sentence},
        {
            "overall_goals": draft.overall_goals,
            "goals": draft.goals,
            "fields": draft.fields,
            **{name: entries for name, entries in optional.items() if entries},
            "weights": replace(draft.weights, audience_percent=dict(sorted(draft.weights.audience_percent.items()))),
        },
    )


def _population(table: PopulationTable) -> PopulationEntry:
    return PopulationEntry(
        table.audience, population_file(table.audience), table.margins, table.total, table.source, table.as_of
    )


def _json(content: object) -> bytes:
    return (json.dumps(content, default=_as_json, ensure_ascii=False, indent=1) + "\n").encode()


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else stated_fields(value)
