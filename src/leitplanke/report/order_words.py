"""An order without dates, in words for a terminal."""

from collections.abc import Iterator, Sequence

from leitplanke.kernel.texts import Language
from leitplanke.report.plan_words import called, problem_names
from leitplanke.report.voice import Voice
from leitplanke.roadmap.enablers import Enabler
from leitplanke.roadmap.model import Problem

MOST_NAMED = 4


def order_lines(problem: Problem, order: Sequence[Enabler], *, language: Language) -> Iterator[str]:
    """One line per measure: its place, and how many need it; the first of those by name."""
    voice = Voice(language)
    for place, one in enumerate(order, start=1):
        yield f"{place}. {called(problem, one.activity, voice)}{_needed_by(problem, one, voice)}"


def _needed_by(problem: Problem, one: Enabler, voice: Voice) -> str:
    if not one.enables:
        return ""
    names = problem_names(problem)
    named = [voice.quoted(names.get("measure", later)) for later in one.enables[:MOST_NAMED]]
    rest = len(one.enables) - len(named)
    if rest:
        named.append(voice.say("{n} weitere", "{n} more", n=rest))
    words = voice.say(", Voraussetzung für {who}", ", needed by {who}", who=voice.join(named))
    return words.striptags()
