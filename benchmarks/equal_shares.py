"""Equal shares on real votes: seconds, who gets nothing, and whether pabutools selects the same.

The votes are not part of this repository: LEITPLANKE_PABULIB names a folder of `.pb` files, for example those of
https://pabulib.org. pabutools is compared in the same run where PABUTOOLS_PYTHON names an interpreter that has it.
"""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leitplanke.exchange.pabulib import Vote, read_pabulib, shared_projects
from leitplanke.strategy.priorities import Completion, equal_shares
from leitplanke.strategy.priorities.equal_shares import unheard_voters

PEER = Path(__file__).parent / "peers" / "pabutools_shares.py"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One vote with costs as utilities.

    Seconds of the processor with Add1 and greedy completion; how many voters get nothing by it, and by the real
    selection; whether pabutools selects the same without completion, None where it is not there.
    """

    name: str
    cpu_seconds: float
    is_in_budget: bool
    unheard: int
    unheard_in_fact: int
    is_that_of_peer: bool | None


def outcomes() -> Iterator[Outcome]:
    """One for every vote in the folder; nothing where no folder is named."""
    folder = os.environ.get("LEITPLANKE_PABULIB")
    for file in sorted(Path(folder).glob("*.pb")) if folder else ():
        yield _outcome(file, read_pabulib(file.read_bytes(), name=file.name))


def _outcome(file: Path, vote: Vote) -> Outcome:
    projects, voters = shared_projects(vote, by_cost=True), len(vote.ballots)
    begun = time.process_time()
    found = equal_shares(projects, voters=voters, budget_cents=vote.meta.budget_cents)
    ended = time.process_time()
    real = frozenset(project.id for project in vote.projects if project.selected)
    plain = equal_shares(
        projects, voters=voters, budget_cents=vote.meta.budget_cents, completion=Completion.NONE
    ).chosen
    originals = {project.id: project.original_id for project in vote.projects}
    peer = _selected_by_peer(file)
    return Outcome(
        name=file.stem,
        cpu_seconds=ended - begun,
        is_in_budget=found.left_cents >= 0,
        unheard=found.unheard,
        unheard_in_fact=unheard_voters(projects, voters=voters, chosen=real),
        is_that_of_peer=None if peer is None else peer == {originals[one] for one in plain},
    )


def _selected_by_peer(file: Path) -> set[str] | None:
    interpreter = os.environ.get("PABUTOOLS_PYTHON")
    if interpreter is None:
        return None
    told = subprocess.run(  # noqa: S603 - a script of ours, and the interpreter that the user names
        [interpreter, str(PEER), str(file)], check=True, capture_output=True, text=True
    )
    return set(json.loads(told.stdout))


if __name__ == "__main__":
    for outcome in outcomes():
        print(outcome)
