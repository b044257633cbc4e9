"""Invented answers to a question of each kind that is told by other numbers than shares of its options."""

import numpy as np

from factories.participation import AGE, AGES, SAMPLE, SEX, SEXES, question, record
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    Answer,
    Bounds,
    Cells,
    ChoiceSet,
    Item,
    ItemAnswer,
    Missing,
    QuestionKind,
    Response,
    ResponseMode,
)

ITEMS = (Item("web", Text("die Seite", "the site")), Item("desk", Text("der Schalter", "the desk")))
CONTENT = question(
    "content",
    QuestionKind.SCALE,
    bounds=Bounds(1, 7, low_end=Text("gar nicht", "not at all"), high_end=Text("sehr", "very")),
)
STARS = question("stars", QuestionKind.RATING, bounds=Bounds(1, 5))
VISITS = question("visits", QuestionKind.NUMBER, bounds=Bounds(0, 100, unit=Text("Besuche", "visits")))
INCOME = question("income", QuestionKind.NUMBER)
LIKERT = question("likert", QuestionKind.MATRIX, ("no", "so", "yes"), ordered=True, items=ITEMS)
TOOLS = question("tools", QuestionKind.MATRIX, ("paper", "screen"), cells=Cells.CHECK, items=ITEMS)
HOURS = question("hours", QuestionKind.MATRIX, cells=Cells.NUMBER, items=ITEMS, bounds=Bounds(0, 10, 1))
SAYINGS = question("sayings", QuestionKind.STATEMENTS, items=ITEMS)
WANTED = question(
    "wanted",
    QuestionKind.BEST_WORST,
    "abcd",
    sets=(ChoiceSet("s1", ("a", "b", "c")), ChoiceSet("s2", ("b", "c", "d")), ChoiceSet("s3", ("a", "b", "d"))),
)
ORDER = question("order", QuestionKind.RANK, "abc")
QUESTIONS = (AGE, SEX, ORDER, CONTENT, STARS, VISITS, INCOME, LIKERT, TOOLS, HOURS, SAYINGS, WANTED)


def person(rng, key):
    """One who likes a, c, b, d in this order more often than not, and sometimes says nothing."""
    liking = dict(zip("abcd", np.array([1.5, 0.5, 1.0, 0.0]) + rng.gumbel(size=4), strict=True))
    content = int(np.clip(rng.normal(5, 1.5), 1, 7))
    answers = [
        Answer("age", (AGES[int(rng.integers(3))],)),
        Answer("sex", (SEXES[int(rng.integers(2))],)),
        Answer("order", tuple(sorted("abc", key=liking.__getitem__, reverse=True))),
        Answer("content", number=content) if rng.random() > 0.1 else Answer("content", missing=Missing.DONT_KNOW),
        Answer("stars", number=max(1, content - 2)),
        Answer("visits", number=float(rng.integers(0, 60))),
        Answer("income", number=float(np.round(rng.lognormal(7.8, 0.5)))),
        Answer("likert", items=tuple(ItemAnswer(one.id, (_third(rng),)) for one in ITEMS)),
        Answer("tools", items=(ItemAnswer("web", ("screen",)), ItemAnswer("desk", ("paper", "screen")[: 1 + key % 2]))),
        Answer("hours", items=(ItemAnswer("web", number=float(rng.integers(0, 11))),)),
        Answer("sayings", items=tuple(ItemAnswer(one.id, (_vote(rng),)) for one in ITEMS)),
        Answer("wanted", items=tuple(_choice(one, liking) for one in WANTED.sets)),
    ]
    return Response(key, "citizens", SAMPLE.id, ResponseMode.ONLINE, "1", tuple(answers))


def every_answer(n=200, seed=1):
    """The answers of a random sample."""
    rng = np.random.default_rng(seed)
    return record(tuple(person(rng, key) for key in range(n)), (SAMPLE,), questions=QUESTIONS)


def _third(rng):
    return str(rng.choice(["no", "so", "yes"], p=(0.2, 0.3, 0.5)))


def _vote(rng):
    return str(rng.choice(["agree", "pass", "disagree"], p=(0.6, 0.15, 0.25)))


def _choice(one, liking):
    order = sorted(one.options, key=liking.__getitem__, reverse=True)
    return ItemAnswer(one.id, (order[0], order[-1]))
