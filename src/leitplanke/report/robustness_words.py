"""How sure a plan is, in words for a terminal."""

from collections.abc import Iterator, Sequence

from leitplanke.kernel.texts import Language
from leitplanke.report.plan_words import called
from leitplanke.report.voice import Voice
from leitplanke.roadmap.answers import CoreIndex, Standing
from leitplanke.roadmap.model import Problem
from leitplanke.roadmap.slips import DeadlineChance, Slip


def deadline_lines(
    problem: Problem, chances: Sequence[DeadlineChance], *, slip: Slip, language: Language
) -> Iterator[str]:
    """What was assumed, then one line per deadline."""
    voice = Voice(language)
    if not chances:
        yield voice.say("Der Plan hat keine Fristen.", "The plan has no deadlines.").striptags()
        return
    yield voice.say(
        "Angenommen: Jede Maßnahme dauert {best} bis {worst} Prozent der geplanten Zeit, am ehesten {likely} "
        "(Dreiecksverteilung); {runs} simulierte Verläufe.",
        "Assumed: every measure takes {best} to {worst} percent of the planned time, most likely {likely} "
        "(triangular distribution); {runs} simulated courses.",
        best=slip.best,
        worst=slip.worst,
        likely=slip.likely,
        runs=voice.count(chances[0].runs),
    ).striptags()
    for one in chances:
        kind = voice.say("Pflichtfrist", "hard deadline") if one.is_hard else voice.say("Zieltermin", "target date")
        yield voice.say(
            "{name}: {kind} {deadline}, gehalten in {share} von 100 Verläufen; die Hälfte endet bis {median}, "
            "neun von zehn bis {late}.",
            "{name}: {kind} {deadline}, kept in {share} of 100 courses; half end by {median}, nine in ten by {late}.",
            name=called(problem, one.activity, voice),
            kind=kind,
            deadline=voice.month(problem.month_at(one.deadline)),
            share=round(100 * one.kept / one.runs),
            median=voice.month(problem.month_at(one.median)),
            late=voice.month(problem.month_at(one.late_tenth)),
        ).striptags()


def core_lines(problem: Problem, indices: Sequence[CoreIndex], *, language: Language) -> Iterator[str]:
    """Always in, borderline with the share, never; of the weightings that were tried, not of all that there are."""
    voice = Voice(language)
    tried = voice.count(max((one.tried for one in indices), default=0))
    for standing, words in (
        (
            Standing.ALWAYS,
            voice.say("Bei allen {n} erprobten Gewichtungen im Plan", "In the plan under all {n} weightings", n=tried),
        ),
        (
            Standing.BORDERLINE,
            voice.say("Je nach Gewichtung im Plan (bei so vielen)", "In the plan depending on the weights (so often)"),
        ),
        (
            Standing.NEVER,
            voice.say("Bei keiner der {n} Gewichtungen im Plan", "In the plan under none of {n} weightings", n=tried),
        ),
    ):
        found = [one for one in indices if one.standing is standing]
        if found:
            yield f"{words.striptags()}:"
            for one in sorted(found, key=lambda one: (-one.planned, one.activity)):
                often = f": {one.planned} / {one.tried}" if standing is Standing.BORDERLINE else ""
                yield f"  {called(problem, one.activity, voice)}{often}"
