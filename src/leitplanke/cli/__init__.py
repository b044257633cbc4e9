"""The chain and its stages in a terminal, one module per group of commands.

Exit codes: 0 done, 1 the machine failed us (no space, no permission), 2 the input is faulty, 3 no roadmap keeps all
demands, 130 interrupted. Everything slow is imported in the command that needs it: `--help` must answer at once.
"""

from __future__ import annotations

import argparse
import signal
import sys
from typing import TYPE_CHECKING

import leitplanke
from leitplanke.cli import (
    analysis_commands,
    best_worst_commands,
    catalogue_commands,
    chain_commands,
    evidence_commands,
    measure_commands,
    opinion_commands,
    priority_commands,
    results_commands,
    roadmap_commands,
    service_commands,
    strategy_commands,
    survey_commands,
    text_commands,
    town_commands,
    trace_commands,
)
from leitplanke.cli.codes import DONE, FAILED, FAULTY_INPUT, INTERRUPTED, NO_ROADMAP
from leitplanke.cli.telling import complain, end_unheard, print_on_any_terminal, tell_faults, tell_trouble
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DONE", "FAILED", "FAULTY_INPUT", "INTERRUPTED", "NO_ROADMAP", "build_parser", "main", "run"]

GROUPS = (
    chain_commands,
    evidence_commands,
    town_commands,
    survey_commands,
    analysis_commands,
    opinion_commands,
    priority_commands,
    best_worst_commands,
    text_commands,
    results_commands,
    roadmap_commands,
    measure_commands,
    service_commands,
    strategy_commands,
    catalogue_commands,
    trace_commands,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command for another program, which gets its signals back, and answer with the exit code."""
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(kind) for kind in kinds]
    try:
        return run(arguments)
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command as the whole of a process and answer with its exit code."""
    options = build_parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _stop_like_ctrl_c)
    print_on_any_terminal()
    try:
        code = int(options.command(options))
        sys.stdout.flush()
    except FaultyInputError as refused:
        return tell_faults(refused, options.language)
    except InvalidValueError as refused:
        fault = Fault(_input_of(options), None, refused.field, refused.problem, refused.remedy)
        return tell_faults(FaultyInputError((fault,)), options.language)
    except BrokenPipeError:
        return end_unheard(options.language)
    except OSError as trouble:
        return tell_trouble(trouble, options.language)
    except KeyboardInterrupt:
        complain(Text("Abgebrochen, nichts geschrieben.", "Interrupted, nothing written."), options.language)
        return INTERRUPTED
    return code


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="leitplanke", description="From participation to a roadmap a town can keep.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"leitplanke {leitplanke.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for group in GROUPS:
        group.add_to(commands)
    return parser


def _input_of(options: argparse.Namespace) -> str:
    """The file or folder that a command reads."""
    return str(
        next((found for name in ("town", "folder", "data", "items") if (found := getattr(options, name, None))), "")
    )


def _stop_like_ctrl_c(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
