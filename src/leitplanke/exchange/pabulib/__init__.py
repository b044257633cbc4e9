"""Real votes on participatory budgets (Bürgerhaushalt), as the Pabulib library publishes them.

Enters: the bytes of one `.pb` file. Leaves: a `Vote`, and from it a `Town`. Must not: repair what a
file says about money or votes; whatever is left out or read differently stands in the notes.
"""

from leitplanke.exchange.pabulib.model import Ballot, Project, Vote, VoteMeta, VoteType
from leitplanke.exchange.pabulib.reader import read_pabulib
from leitplanke.exchange.pabulib.shares import shared_projects
from leitplanke.exchange.pabulib.town import town_of

__all__ = ["Ballot", "Project", "Vote", "VoteMeta", "VoteType", "read_pabulib", "shared_projects", "town_of"]
