"""What a command says where there is no plan: which demands conflict, or that nothing is proven."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leitplanke.cli.telling import complain

if TYPE_CHECKING:
    import argparse

    from leitplanke.roadmap.model import Problem, RoadmapConflictError
    from leitplanke.roadmap.undecided import UndecidedError


def tell_no_plan(error: RoadmapConflictError | UndecidedError, problem: Problem, options: argparse.Namespace) -> None:
    """The demands, one per line; or what to do where nothing was decided."""
    from leitplanke.roadmap import conflict_words as words  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.model import RoadmapConflictError  # noqa: PLC0415 - likewise

    if not isinstance(error, RoadmapConflictError):
        complain(words.UNDECIDED, options.language)
        complain(words.UNDECIDED_REMEDY, options.language)
        return
    complain(words.describe_conflict(error.demands), options.language)
    names = words.names_in(problem)
    for demand in error.demands:
        print(f"  - {words.describe(demand, names).in_language(options.language)}", file=sys.stderr)
