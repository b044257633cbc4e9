"""Writes the answers of the invented town from its stated truth, and computes the true shares exactly.

    python examples/ahornstein/generate.py --seed 2025 --out DIR

The truth is data: `truth.toml` (what people think, who answers), `phrases.toml` (what they write), the population
tables and `frames.csv`. One person's answers depend on each other only through the person's cell: age, sex, district
and a hidden trait, or what the audience has instead. That is why shares can be computed without drawing anybody.
"""

import argparse
import csv
import itertools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from leitplanke.exchange.tables import town_csv

FOLDER = Path(__file__).resolve().parent
AUDIENCES = ("citizens", "companies", "staff")
TRAIT = ("online", "offline")
MISSING = ("no_answer", "dont_know")
HIGHEST_KEY = 2**62

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
Tables = dict[str, Any]  # what tomllib reads


def draw(seed: int) -> dict[str, list[dict[str, str]]]:
    """One run of the survey: the rows of `answers_AUDIENCE.csv`, in the order of their random keys."""
    questionnaire, truth, phrases = read_toml("questionnaire.toml"), read_toml("truth.toml"), read_toml("phrases.toml")
    rows = {}
    for index, name in enumerate(AUDIENCES):
        rng = np.random.default_rng([seed, index])
        audience = audience_of(name, truth[name], questionnaire)
        rows[name] = _keyed(rng, _answers_of_all_frames(rng, audience, phrases))
    return rows


def true_shares() -> dict[tuple[str, str, str], float]:
    """The exact share of the whole audience for each `(audience, question, option)`.

    The base is everybody who is shown the question; `no_answer` and `dont_know` are options here. Texts and questions
    about the person are left out.
    """
    questionnaire, truth = read_toml("questionnaire.toml"), read_toml("truth.toml")
    shares = {}
    for name in AUDIENCES:
        audience = audience_of(name, truth[name], questionnaire)
        for question in audience.opinions:
            told = _exact_shares(question, audience)
            for option, share in zip((*option_ids(question), *MISSING), audience.share @ told, strict=True):
                shares[name, question["id"], option] = float(share)
    return shares


@dataclass(frozen=True, slots=True)
class Audience:
    """An audience as population cells. Each register cell stands twice: once for each value of the hidden trait.

    `categories` gives the category of every cell by variable, `share` the cells' shares of the audience, `count` the
    persons in each register cell, `online` the share of the trait there.
    """

    name: str
    truth: Tables
    version: str
    questions: list[Tables]
    variables: tuple[str, ...]
    categories: dict[str, list[str]]
    count: Whole
    online: Floats
    share: Floats

    @property
    def opinions(self) -> list[Tables]:
        """The questions that have options and are not about the person."""
        return [
            question
            for question in self.questions
            if question["id"] in self.truth["questions"] and _is_closed(question)
        ]


def audience_of(name: str, truth: Tables, questionnaire: Tables) -> Audience:
    """The audience as cells, from its population table and its part of `truth.toml`."""
    cells = _table(f"population_{name}.csv")
    variables = tuple(variable for variable in cells[0] if variable != "count")
    count = np.array([int(cell["count"]) for cell in cells], dtype=np.int64)
    online = np.array([truth["trait_online"][cell[truth["trait_by"]]] for cell in cells])
    categories = {variable: [cell[variable] for cell in cells for _ in TRAIT] for variable in variables}
    for derived, groups in truth.get("derived", {}).items():
        group_of = {member: group for group in groups if group != "of" for member in groups[group]}
        categories[derived] = [group_of[category] for category in categories[groups["of"]]]
    return Audience(
        name=name,
        truth=truth,
        version=questionnaire["version"],
        questions=[question for question in questionnaire["questions"] if name in question["audiences"]],
        variables=variables,
        categories={**categories, "affinity": [*TRAIT] * len(cells)},
        count=count,
        online=online,
        share=(np.column_stack([online, 1 - online]) * (count / count.sum())[:, None]).ravel(),
    )


# --- What the truth says of a cell ------------------------------------------------------------------------------------


def _utilities(spoken: Tables, audience: Audience) -> Floats:
    """Utility of every option (columns) in every cell (rows)."""
    base: dict[str, float] = spoken["base"]
    utilities = np.tile(np.array(list(base.values())), (len(audience.share), 1))
    scores = np.linspace(2.0, -2.0, len(base))
    for group, slope in spoken.get("slope", {}).items():
        utilities += slope * np.outer(is_in(group, audience), scores)
    for group, effects in spoken.get("effects", {}).items():
        added = np.array([effects.get(option, 0.0) for option in base])
        utilities += np.outer(is_in(group, audience), added)
    return utilities


def _missing(spoken: Tables, audience: Audience) -> Floats:
    """Shares of `MISSING` (columns) in every cell (rows)."""
    shares = np.tile([spoken["missing"].get(kind, 0.0) for kind in MISSING], (len(audience.share), 1))
    for group, more in spoken.get("missing_more", {}).items():
        shares += np.outer(is_in(group, audience), [more.get(kind, 0.0) for kind in MISSING])
    return shares


def _factors(by: dict[str, float], audience: Audience) -> Floats:
    """The product of the factors of all groups that a cell belongs to."""
    factors = np.ones(len(audience.share))
    for group, factor in by.items():
        factors *= np.where(is_in(group, audience), factor, 1.0)
    return factors


def is_in(group: str, audience: Audience) -> Flags:
    """Which cells are in the group `variable.category`; ValueError if none is."""
    variable, category = group.split(".")
    flags = np.array([category == own for own in audience.categories[variable]])
    if not flags.any():
        raise ValueError(f"truth.toml names {group}, but nobody of {audience.name} is in it")
    return flags


# --- Exact shares ---------------------------------------------------------------------------------------------------


def _exact_shares(question: Tables, audience: Audience) -> Floats:
    """Shares of all options and then of `MISSING` in every cell."""
    spoken = audience.truth["questions"][question["id"]]
    utilities, missing = _utilities(spoken, audience), _missing(spoken, audience)
    if question["kind"] == "top":
        told = exact_top(utilities, question["max_choices"])
    elif question["kind"] == "multiple":
        ticked = _logistic(utilities)
        told = np.column_stack([ticked, (1 - ticked).prod(axis=1)])
    else:
        told = exact_top(utilities, 1)
    return np.column_stack([told * (1 - missing.sum(axis=1))[:, None], missing])


def exact_top(utilities: Floats, choices: int) -> Floats:
    """Chance of each option to be among the first `choices` of a Plackett-Luce ranking, by enumeration."""
    worth = np.exp(utilities)
    orders = np.array(list(itertools.permutations(range(worth.shape[1]), choices)))
    taken = worth[:, orders]
    left = worth.sum(axis=1)[:, None, None] - np.cumsum(taken, axis=2) + taken
    chance = (taken / left).prod(axis=2)
    return np.column_stack([chance[:, (orders == option).any(axis=1)].sum(axis=1) for option in range(worth.shape[1])])


def _logistic(utilities: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-utilities)))


# --- Drawing people ---------------------------------------------------------------------------------------------------


def _answers_of_all_frames(rng: np.random.Generator, audience: Audience, phrases: Tables) -> list[dict[str, str]]:
    rows = []
    for frame in _table("frames.csv"):
        if frame["audience"] != audience.name:
            continue
        people = _visitors(audience, frame, rng) if frame["recruitment"] == "open" else _reached(audience, frame, rng)
        told = {question["id"]: draw_answers(question, audience, people, rng) for question in audience.opinions}
        if frame["recruitment"] == "open":
            stay = _takes_part(audience, frame["id"], people, told, rng)
            people, told = people[stay], {question: drawn[stay] for question, drawn in told.items()}
        rows += _rows(audience, frame["id"], people, told, phrases, rng)
    return rows


def _reached(audience: Audience, frame: dict[str, str], rng: np.random.Generator) -> Whole:
    """Cells of those who were drawn from the register, could answer, and did."""
    drawn = rng.multivariate_hypergeometric(audience.count, int(frame["drawn"]))
    cell = rng.permutation(np.repeat(np.arange(len(drawn)), drawn))[int(frame["not_eligible"]) :]
    people: Whole = 2 * cell + (rng.random(len(cell)) >= audience.online[cell])
    response = audience.truth["response"][frame["id"]]
    chance = response["rate"] * _factors(response["by"], audience)
    return people[rng.random(len(people)) < _as_chance(chance)[people]]


def _visitors(audience: Audience, frame: dict[str, str], rng: np.random.Generator) -> Whole:
    """Cells of those who hear of the open link; whether they take part is decided when their answers are known."""
    pool: int = audience.truth["open_link"][frame["id"]]["pool"]
    return np.asarray(rng.choice(len(audience.share), size=pool, p=audience.share))


def _takes_part(
    audience: Audience, frame: str, people: Whole, told: dict[str, Flags], rng: np.random.Generator
) -> Flags:
    """Self-selection: by group, and by what people think."""
    link = audience.truth["open_link"][frame]
    chance = link["rate"] * _factors(link["by"], audience)[people]
    for answer, factor in link["by_answer"].items():
        question, option = answer.split(".")
        column = option_ids(next(asked for asked in audience.questions if asked["id"] == question)).index(option)
        chance *= np.where(told[question][:, column], factor, 1.0)
    return rng.random(len(people)) < _as_chance(chance)


def _as_chance(chance: Floats) -> Floats:
    if chance.max() > 1:
        raise ValueError(f"truth.toml gives a chance of {chance.max():.2f}")
    return chance


# --- Drawing answers --------------------------------------------------------------------------------------------------


def draw_answers(question: Tables, audience: Audience, people: Whole, rng: np.random.Generator) -> Flags:
    """Which options, and then which of `MISSING`, each person gives."""
    spoken = audience.truth["questions"][question["id"]]
    utilities, missing = _utilities(spoken, audience)[people], _missing(spoken, audience)[people]
    if question["kind"] == "multiple":
        ticked = rng.random(utilities.shape) < _logistic(utilities)
        chosen = np.column_stack([ticked, ~ticked.any(axis=1)])
    else:
        chosen = _drawn_top(utilities, question.get("max_choices", 1), rng)
    lot = rng.random(len(people))
    up_to = np.cumsum(missing, axis=1)
    absent = np.column_stack([lot < up_to[:, 0], (lot >= up_to[:, 0]) & (lot < up_to[:, 1])])
    answered: Flags = lot >= up_to[:, 1]
    return np.column_stack([chosen & answered[:, None], absent])


def _drawn_top(utilities: Floats, choices: int, rng: np.random.Generator) -> Flags:
    """The first `choices` of a Plackett-Luce ranking: the largest utilities after adding Gumbel noise."""
    noisy = utilities + rng.gumbel(size=utilities.shape)
    chosen = np.zeros(utilities.shape, dtype=bool)
    np.put_along_axis(chosen, np.argsort(-noisy, axis=1)[:, :choices], values=True, axis=1)
    return chosen


def _drawn_index(shares: Floats, rng: np.random.Generator) -> Whole:
    """One column per row, drawn by its share."""
    return np.asarray((rng.random(len(shares))[:, None] >= np.cumsum(shares, axis=1)[:, :-1]).sum(axis=1))


def _modes(audience: Audience, frame: str, people: Whole, rng: np.random.Generator) -> list[str]:
    table = audience.truth["mode"][frame]
    names = ("online", "paper", "telephone", "home_visit")
    by_cell = [[table[category].get(name, 0.0) for name in names] for category in audience.categories[table["by"]]]
    return [names[index] for index in _drawn_index(np.array(by_cell)[people], rng)]


# --- Writing rows -----------------------------------------------------------------------------------------------------


def _rows(
    audience: Audience,
    frame: str,
    people: Whole,
    told: dict[str, Flags],
    phrases: Tables,
    rng: np.random.Generator,
) -> list[dict[str, str]]:
    modes = _modes(audience, frame, people, rng)
    columns = {question["id"]: _fields(question, told[question["id"]]) for question in audience.opinions}
    columns |= {"wish": _texts(audience, people, modes, phrases, rng)}
    columns |= {variable: _person_fields(audience, variable, people, rng) for variable in audience.variables}
    asked = [question["id"] for question in audience.questions]
    return [
        {"key": "", "frame": frame, "mode": mode, "questionnaire": audience.version}
        | {question: columns[question][person] for question in asked}
        for person, mode in enumerate(modes)
    ]


def _fields(question: Tables, drawn: Flags) -> list[str]:
    names = (*option_ids(question), "", "dont_know")
    return [",".join(name for name, given in zip(names, row, strict=True) if given) for row in drawn]


def _person_fields(audience: Audience, variable: str, people: Whole, rng: np.random.Generator) -> list[str]:
    """Category of the person; now and then left out, at random."""
    absent = rng.random(len(people)) < audience.truth["person_missing"]
    instead = np.where(rng.random(len(people)) < 1 / 2, "", "prefer_not")
    own = audience.categories[variable]
    return [str(instead[row]) if absent[row] else own[cell] for row, cell in enumerate(people)]


def _texts(audience: Audience, people: Whole, modes: list[str], phrases: Tables, rng: np.random.Generator) -> list[str]:
    """What people write: a theme by their cell, a sentence of it, words before and after it by mode."""
    spoken = audience.truth["questions"]["wish"]
    is_silent = rng.random(len(people)) < _missing(spoken, audience)[people].sum(axis=1)
    themes = _drawn_index(exact_top(_utilities(spoken, audience), 1)[people], rng)
    names = list(spoken["base"])
    texts = []
    for mode, silent, theme in zip(modes, is_silent, themes, strict=True):
        before, sentence, after = (
            str(rng.choice(phrases["before"][mode])),
            str(rng.choice(phrases[audience.name][names[theme]])),
            str(rng.choice(phrases["after"][mode])),
        )
        texts.append("" if silent else f"{before} {sentence} {after}".strip())
    return texts


def _keyed(rng: np.random.Generator, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Random keys, and the rows in their order: neither tells who answered when, or in which frame."""
    keys: set[int] = set()
    while len(keys) < len(rows):
        keys.add(int(rng.integers(1, HIGHEST_KEY)))
    order = rng.permutation(len(rows))
    return [rows[index] | {"key": str(key)} for key, index in zip(sorted(keys), order, strict=True)]


# --- Files ------------------------------------------------------------------------------------------------------------


def _is_closed(question: Tables) -> bool:
    return bool(question["kind"] != "text")


def option_ids(question: Tables) -> list[str]:
    """The options of a question, in order."""
    return [option["id"] for option in question["options"]]


def read_toml(name: str) -> Tables:
    """A TOML file of this folder."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def write(rows: dict[str, list[dict[str, str]]], *, folder: Path) -> None:
    """Write `answers_AUDIENCE.csv` for every audience into `folder`."""
    for audience, answers in rows.items():
        table = town_csv(list(answers[0]), (list(answer.values()) for answer in answers))
        (folder / f"answers_{audience}.csv").write_bytes(table)


def main() -> None:
    """Read the command line, draw, write, say how many."""
    parser = argparse.ArgumentParser(description="Draw the answers of the invented town Ahornstein im Taunus.")
    parser.add_argument("--seed", type=int, default=2025, help="start of the random numbers (default: 2025)")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write into (default: this one)")
    arguments = parser.parse_args()
    rows = draw(arguments.seed)
    write(rows, folder=arguments.out)
    print(", ".join(f"{audience}: {len(answers)} answers" for audience, answers in rows.items()))


if __name__ == "__main__":
    main()
