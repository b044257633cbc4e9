"""What a town like Erlenbach enters about priorities, as the files of a priorities folder."""

from django_scopes import scope

from leitplanke.exchange.priority_files import read_entries
from leitplanke_web.strategy.actions import store_priorities
from leitplanke_web.towns.models import Town

HEAD = "measure;criterion;score;said_by;reason_de;reason_en\n"
CRITERIA = ("benefit", "inclusion", "goals", "relief", "effort", "risk")
HOSTILE = "<script>alert(1)</script>"


def score_rows(measure: str, value: str) -> str:
    """A score on every criterion."""
    return "".join(f"{measure};{criterion};{value};Amt;{HOSTILE};because\n" for criterion in CRITERIA)


SCORES = HEAD + score_rows("kita_online", "7,5") + score_rows("parking", "2")
WEIGHTS = "audience;criterion;points;way;set_by;set_on\n" + "".join(
    f"citizens;{criterion};{10 + place};workshop;Rat;2026-01-31\n" for place, criterion in enumerate(CRITERIA)
)
LIMITS = "criterion;least;most;at_least_as;set_by\nbenefit;15;55,5;risk,effort;Rat\n"
DECISION_HEAD = "measure;place;decided_by;decided_on;reason_de;reason_en\n"
DECISION = DECISION_HEAD + "parking;1;Rat;2026-02-01;Ist schnell zu haben.;Is quick.\n"
FOLDER = {"scores.csv": SCORES, "weights.csv": WEIGHTS, "limits.csv": LIMITS, "decision.csv": DECISION}


def enter_priorities(town: Town, *, who: str = "Amt") -> None:
    """Store them for a town that is there; `who` scored."""
    files = {name: text.replace(";Amt;", f";{who};").encode() for name, text in FOLDER.items()}
    with scope(town=town):
        store_priorities(town, read_entries(files, measures=["kita_online", "parking"]))
