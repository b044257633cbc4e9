import gc
import inspect
import os
import signal
import struct
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from leitplanke.roadmap.check import check
from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.solve import Step, Stop, solve
from leitplanke.roadmap.tables import Tables
from leitplanke.roadmap.workers import FORGIVEN_AFTER, MOST_LOST, Crew, Inline, Lost, processes


@dataclass(frozen=True, slots=True)
class Tell:
    word: str
    is_neighbourhood = True

    @staticmethod
    def prepare(problem):
        return problem.months

    def perform(self, prepared):
        return f"{self.word} {prepared}"


@dataclass(frozen=True, slots=True)
class Die(Tell):
    def perform(self, prepared):
        os._exit(prepared)


@dataclass(frozen=True, slots=True)
class Devour(Tell):
    def perform(self, prepared):
        held = [bytearray(2**20) for _ in range(prepared * 100)]
        time.sleep(600)
        return len(held)


@dataclass(frozen=True, slots=True)
class Stumble(Tell):
    def perform(self, prepared):
        raise ZeroDivisionError(prepared)


@dataclass(frozen=True, slots=True)
class Fail(Tell):
    def perform(self, prepared):
        raise MemoryError(prepared)


@dataclass(frozen=True, slots=True)
class Sleep(Tell):
    def perform(self, prepared):
        time.sleep(600 * prepared)


@dataclass(frozen=True, slots=True)
class Wait(Tell):
    """Answers once the sign is there; until then it can be killed."""

    sign: Path

    def perform(self, prepared):
        Path(f"{self.sign}.{self.word}.{os.getpid()}").touch()
        while not self.sign.exists():
            time.sleep(0.02)
        return f"{self.word} {prepared}"


def _kill_one(executor, begun, *, count):
    """As the system does where memory runs out, once so many pieces have begun."""
    until = time.monotonic() + 60
    while len(list(begun.parent.glob(f"{begun.name}.*"))) < count and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(executor._processes()[0].pid, signal.SIGKILL)  # noqa: SLF001 - there is no public list


def _all_answers(crew, *, count):
    found = []
    while len(found) < count:
        found.extend(crew.answers(seconds=0.1))
    return found


def test_crew_answers_inline_in_order(make):
    crew = Crew(make.problem(), Inline(), workers=2, prepared=6)
    for word in ("first", "second"):
        crew.give(Tell(word))

    assert not crew.has_room
    assert [answer for _, answer in crew.answers(seconds=0)] == ["first 6", "second 6"]
    assert crew.is_idle


def test_crew_survives_a_process_that_dies(make):
    with processes(1) as executor:
        crew = Crew(make.problem(), executor, workers=1, prepared=6)
        crew.give(Die(""))
        lost = _all_answers(crew, count=1)
        crew.give(Tell("again"))
        found = _all_answers(crew, count=1)

    assert (lost, [answer for _, answer in found]) == ([(Die(""), Lost())], ["again 6"])


def test_crew_gives_up_after_too_many_died(make):
    with processes(1) as executor:
        crew = Crew(make.problem(), executor, workers=1, prepared=6)
        for _ in range(MOST_LOST + 1):
            crew.give(Die(""))
            _all_answers(crew, count=1)

    assert (crew.is_broken, crew.has_room) == (True, False)


def test_crew_hands_out_again_what_went_with_a_process_that_was_killed(make, tmp_path):
    sign, words = tmp_path / "go", ("a", "b", "c", "d")
    with processes(4) as executor:
        crew = Crew(make.problem(), executor, workers=4, prepared=6)
        for word in words:
            crew.give(Wait(word, sign))
        _kill_one(executor, sign, count=4)
        assert crew.answers(seconds=60) == []
        sign.touch()
        found = _all_answers(crew, count=4)

        assert sorted(answer for _, answer in found) == [f"{word} 6" for word in words]
        assert (crew.is_broken, crew.is_idle, crew.has_room) == (False, True, True)


def test_crew_loses_only_the_piece_that_kills_its_process(make, tmp_path):
    sign = tmp_path / "go"
    with processes(4) as executor:
        crew = Crew(make.problem(), executor, workers=4, prepared=6)
        for piece in (Wait("a", sign), Wait("b", sign), Die(""), Wait("c", sign)):
            crew.give(piece)
        threading.Timer(1, sign.touch).start()
        found = _all_answers(crew, count=4)

        assert sorted(answer for _, answer in found if answer != Lost()) == ["a 6", "b 6", "c 6"]
        assert [piece for piece, answer in found if answer == Lost()] == [Die("")]
        assert not crew.is_broken


def test_crew_is_idle_once_it_has_given_up_on_what_it_would_hand_out_again(make):
    """Else whoever waits for it waits for ever."""
    with processes(4) as executor:
        crew = Crew(make.problem(), executor, workers=4, prepared=6)
        for _ in range(4):
            crew.give(Die(""))
        while not crew.is_idle:
            crew.answers(seconds=0.1)

    assert crew.is_broken


def test_a_run_of_four_goes_on_after_one_process_was_killed():
    town, killed = generate(Size(60, 1, 48), seed=2), []

    with processes(4) as executor:

        def kill_one(progress):
            if progress.step is Step.SEARCH and progress.done == 3 and not killed:
                os.kill(executor._processes()[0].pid, signal.SIGKILL)  # noqa: SLF001 - there is no public list
                killed.append(progress.done)

        found = solve(town, stop=Stop(12), seed=1, executor=executor, workers=4, on_progress=kill_one)

    assert (killed, check(town, found.plan)) == ([3], ())
    assert (found.neighbourhoods, found.status.value) == (12, "feasible")


def test_a_run_that_is_cancelled_leaves_nothing_waiting_in_the_executor_of_its_caller():
    """Four pieces are under way for one thread; after the end it takes up none of the three that wait."""
    town, begun = generate(Size(60, 1, 48), seed=2), []

    class Counting(ThreadPoolExecutor):
        def submit(self, fn, /, *args, **kwargs):
            def counted():
                begun.append(fn)
                return fn(*args, **kwargs)

            return super().submit(counted)

    with Counting(1) as executor:
        searching = threading.Event()
        stop = Stop(40, is_cancelled=searching.is_set)

        def told(progress):
            if progress.step is Step.SEARCH and progress.done == 2:
                searching.set()

        found = solve(town, stop=stop, seed=1, executor=executor, workers=4, on_progress=told)
        so_far = len(begun)

    assert (found.status.value, check(town, found.plan)) == ("cut_short", ())
    assert len(begun) - so_far <= 1  # the thread may be between two pieces


class Prepared:
    """A problem in the form of a search, as a value whose end can be seen."""


def test_crew_keeps_nothing_of_the_problem_once_it_has_ended(make):
    prepared = Prepared()
    seen = weakref.ref(prepared)
    crew = Crew(make.problem(), Inline(), workers=1, prepared=prepared)
    del prepared

    is_kept = seen() is not None
    crew.end()

    assert (is_kept, seen()) == (True, None)


def test_solve_keeps_nothing_of_its_problem():
    town = generate(Size(12, 1, 24), seed=2)

    solve(town, stop=Stop(1), seed=1)
    gc.collect()

    assert not any(type(one) is Tables and one.problem is town for one in gc.get_objects())


def test_crew_counts_a_piece_that_takes_too_much_memory_as_lost(make):
    with processes(1, memory_mb=400) as executor:
        crew = Crew(make.problem(), executor, workers=1, prepared=6)
        crew.give(Devour(""))

        assert [answer for _, answer in _all_answers(crew, count=1)] == [Lost()]


def test_crew_gives_up_a_piece_that_hangs_and_goes_on(make):
    with processes(1) as executor:
        crew = Crew(make.problem(), executor, workers=1, prepared=6, patience=0.5)
        crew.give(Sleep(""))
        lost = _all_answers(crew, count=1)
        crew.give(Tell("again"))
        found = _all_answers(crew, count=1)

    assert (lost, [answer for _, answer in found]) == ([(Sleep(""), Lost())], ["again 6"])


def test_crew_hands_out_again_what_worked_beside_a_piece_that_hung(make, tmp_path):
    sign = tmp_path / "go"
    with processes(2) as executor:
        crew = Crew(make.problem(), executor, workers=2, prepared=6, patience=2)
        crew.give(Sleep(""))
        time.sleep(1)
        crew.give(Wait("b", sign))
        lost = _all_answers(crew, count=1)
        sign.touch()
        found = _all_answers(crew, count=1)

    assert (lost, found) == ([(Sleep(""), Lost())], [(Wait("b", sign), "b 6")])


def test_crew_waits_for_a_piece_that_has_not_begun(make):
    """The executor works for others first, longer than a piece may take."""
    with ThreadPoolExecutor(1) as executor:
        executor.submit(time.sleep, 1.5)
        crew = Crew(make.problem(), executor, workers=1, prepared=6, patience=0.5)
        crew.give(Tell("late"))

        assert [answer for _, answer in _all_answers(crew, count=1)] == ["late 6"]


def test_crew_forgives_what_it_lost_long_ago(make):
    crew = Crew(make.problem(), Inline(), workers=1, prepared=6)

    for _ in range(2 * MOST_LOST):
        for piece in (Fail(""), *(Tell("") for _ in range(FORGIVEN_AFTER))):
            crew.give(piece)
            _all_answers(crew, count=1)

    assert not crew.is_broken


def test_crew_does_not_hide_a_mistake_of_ours(make):
    crew = Crew(make.problem(), Inline(), workers=1, prepared=6)
    crew.give(Stumble(""))

    with pytest.raises(ZeroDivisionError):
        crew.answers(seconds=0)


def test_processes_end_with_the_search_whatever_they_are_doing(make):
    begun = time.monotonic()

    with processes(1) as executor:
        crew = Crew(make.problem(), executor, workers=1, prepared=6)
        crew.give(Sleep(""))
        assert crew.answers(seconds=0.1) == []

    assert time.monotonic() - begun < 300


def _half_an_answer(sign):
    """In the worker: an answer of a thousand bytes begins, and nothing comes of it."""
    answers = inspect.currentframe().f_back.f_locals["result_queue"]
    os.write(answers._writer.fileno(), struct.pack("!i", 1_000))  # noqa: SLF001 - there is no public half
    sign.touch()
    time.sleep(600)


def test_process_that_is_killed_within_its_answer_keeps_python_from_no_end(tmp_path):
    before = set(threading.enumerate())
    sign = tmp_path / "begun"

    with processes(1) as executor:
        begun = executor.submit(_half_an_answer, sign)
        while not (sign.exists() or begun.done()):
            time.sleep(0.01)
        time.sleep(0.2)  # the pool's thread reads the half

    for thread in set(threading.enumerate()) - before:
        thread.join(10)
    assert set(threading.enumerate()) <= before
