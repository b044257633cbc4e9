"""`.pb` file → `Vote`. Format: Stolicki, Szufa and Talmon, Pabulib, arXiv:2012.06539; https://pabulib.org/format."""

from leitplanke.exchange.pabulib.ballots import read_ballots
from leitplanke.exchange.pabulib.fault_book import FaultBook
from leitplanke.exchange.pabulib.meta import read_meta
from leitplanke.exchange.pabulib.model import Vote
from leitplanke.exchange.pabulib.notes import notes_on
from leitplanke.exchange.pabulib.projects import read_projects
from leitplanke.exchange.pabulib.sections import SECTIONS, read_sections


def read_pabulib(data: bytes, *, name: str) -> Vote:
    """The vote in one `.pb` file; `name` is the file's name, for faults and for the source line.

    Raises `FaultyInputError` with every fault found: of the sections first, because rows mean nothing without them.
    """
    book = FaultBook(name)
    sections = read_sections(data, book)
    if any(section not in sections for section in SECTIONS):
        book.refuse_if_any()
    meta = read_meta(sections["META"], book)
    projects = read_projects(sections["PROJECTS"], book)
    vote_type = meta.vote_type if meta else None
    ballots, repeated = read_ballots(sections["VOTES"], projects, vote_type, book)
    book.refuse_if_any()
    assert meta is not None
    vote = Vote(name, meta, projects, ballots)
    return Vote(name, meta, projects, ballots, notes_on(vote, sections["META"], repeated=repeated))
