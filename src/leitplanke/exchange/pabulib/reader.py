"""`.pb` file → `Vote`. Format: Stolicki, Szufa and Talmon, Pabulib, arXiv:2012.06539; https://pabulib.org/format."""

from leitplanke.exchange.pabulib.ballots import read_ballots
from leitplanke.exchange.pabulib.meta import read_meta
from leitplanke.exchange.pabulib.model import Vote
from leitplanke.exchange.pabulib.notes import notes_on
from leitplanke.exchange.pabulib.projects import read_projects
from leitplanke.exchange.pabulib.sections import SECTIONS, read_sections
from leitplanke.exchange.places import FaultLog


def read_pabulib(data: bytes, *, name: str) -> Vote:
    """The vote in one `.pb` file; `name` is the file's name, for faults and for the source line.

    Raises `FaultyInputError` with every fault found: of the sections first, because rows mean nothing without them.
    """
    log = FaultLog()
    sections = read_sections(data, name, log)
    if any(section not in sections for section in SECTIONS):
        log.raise_if_any(_one_file)
    meta = read_meta(sections["META"], log)
    projects = read_projects(sections["PROJECTS"], log)
    vote_type = meta.vote_type if meta else None
    ballots, repeated = read_ballots(sections["VOTES"], projects, vote_type, log)
    log.raise_if_any(_one_file)
    assert meta is not None
    vote = Vote(name, meta, projects, ballots)
    return Vote(name, meta, projects, ballots, notes_on(vote, sections["META"], repeated=repeated))


def _one_file(name: str) -> tuple[int, str]:
    return 0, name
