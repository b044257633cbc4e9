"""A `Vote` as a `Town` (docs/town-folder.md, docs/pabulib.md)."""

from leitplanke.exchange.pabulib.identifiers import slug
from leitplanke.exchange.pabulib.measures import strategy_draft
from leitplanke.exchange.pabulib.model import Vote
from leitplanke.exchange.pabulib.questions import (
    AUDIENCE,
    FRAME,
    PROJECTS_QUESTION,
    person_questions,
    questionnaire,
    responses,
)
from leitplanke.exchange.town import Town
from leitplanke.kernel.dates import MONTHS_PER_YEAR, month
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.participation.model import Frame, Recruitment
from leitplanke.roadmap.model import FiscalYear, Resources

_YEARS_AHEAD = 3  # an instance that names a later year than this is no fiscal year
_NO_CURRENCY = "XXX"  # ISO 4217: no currency
_MEDIUM_TERM_MONTHS = 36


def town_of(vote: Vote) -> Town:
    """The town that this vote tells of.

    Nothing is weighted: whoever voted decided to, so there are no population tables.
    """
    year = fiscal_year(vote)
    persons = person_questions(vote.ballots)
    return Town(
        profile=_profile(vote, year),
        details=TownDetails(),
        questionnaire=questionnaire(vote, persons),
        frames=(_frame(vote),),
        responses=responses(vote, persons),
        workshops=(),
        populations=(),
        themes=(),
        quotes=None,
        codings=(),
        priority_question=PROJECTS_QUESTION,
        draft=strategy_draft(vote, year),
        resources=_resources(vote, year),
        status_rows=(),
        replies=(),
    )


def fiscal_year(vote: Vote) -> int:
    """The year that pays: the one `instance` names if it follows the vote, else the year after the vote."""
    voted = vote.meta.ended_on.year
    named = vote.meta.year
    return named if named is not None and voted < named <= voted + _YEARS_AHEAD else voted + 1


def _profile(vote: Vote, year: int) -> TownProfile:
    meta = vote.meta
    name = _name(vote)
    return TownProfile(
        id=slug(name) or "vote",
        name=Text(name, name),
        is_fictitious=meta.is_artificial,
        notice=_notice(vote),
        inhabitants=meta.population or len(vote.ballots),
        as_of=meta.ended_on,
        plan_from=month(f"{year:04d}-01", "plan_from"),
        plan_months=MONTHS_PER_YEAR,
        currency=meta.currency or _NO_CURRENCY,
        short_term_months=MONTHS_PER_YEAR,
        medium_term_months=_MEDIUM_TERM_MONTHS,
    )


def _name(vote: Vote) -> str:
    """Town, part of it, edition: what tells two votes apart."""
    parts = (vote.meta.unit or vote.meta.description or vote.name, vote.meta.subunit, vote.meta.instance)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _notice(vote: Vote) -> Text:
    """Where the data come from, and what in them is not the town's but an assumption of the import."""
    artificial = vote.meta.is_artificial
    thanks = f" {vote.meta.acknowledgments}" if vote.meta.acknowledgments else ""
    rule = vote.meta.rule
    inhabitants = vote.meta.population is None
    german = (
        "Künstliche Abstimmung" if artificial else "Echte Abstimmung über ein Bürgerbudget",
        f" aus der Sammlung Pabulib (https://pabulib.org), Datei {vote.name}.{thanks}",
        " Vor einer Weitergabe der Daten bitte dort nach den Bedingungen fragen.",
        " Wer abgestimmt hat, wollte es selbst: Die Zahlen gelten für die Abstimmenden, nicht für alle.",
        " Dauer, Haushaltsart und Gewichte sind Annahmen beim Einlesen.",
        f" Die Stadt wählte nach der Regel „{rule}“ aus, der Fahrplan nach der größten Zustimmung." if rule else "",
        " Als Zahl der Einwohner steht hier die Zahl der Stimmzettel." if inhabitants else "",
    )
    english = (
        "Artificial vote" if artificial else "A real vote on a participatory budget",
        f" from the collection Pabulib (https://pabulib.org), file {vote.name}.{thanks}",
        " Please ask there for the terms before passing the data on.",
        " Whoever voted chose to: the numbers hold for the voters, not for everybody.",
        " Duration, kind of budget and weights are assumptions of the import.",
        f" The town selected by the rule “{rule}”, the roadmap by the largest support." if rule else "",
        " The number of inhabitants given here is the number of ballots." if inhabitants else "",
    )
    return Text("".join(german), "".join(english))


def _frame(vote: Vote) -> Frame:
    return Frame(FRAME, AUDIENCE, Recruitment.OPEN, Text("Offene Abstimmung", "Open vote"), len(vote.ballots))


def _resources(vote: Vote, year: int) -> Resources:
    """One year's budget, and what the town selected, if the file tells."""
    chosen = tuple(sorted(project.id for project in vote.projects if project.selected))
    return Resources((), (FiscalYear(year, vote.meta.budget_cents, 0),), chosen)
