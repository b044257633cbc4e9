from dataclasses import replace

from factories import handovers
from factories.documents import profile
from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.edition import Documents
from leitplanke.report.voice import Voice
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.model import GuardrailCheck, Verdict
from leitplanke_web.portal.queries.changes import Amount, Changes, Line, OpenPoint, changes, open_points

ROADMAP = handovers.roadmap()
LINE = ROADMAP.assignments[0]


def test_changes_none_before_anything_was_published():
    assert changes(None, _documents(ROADMAP), voice=Voice(Language.DE)) is None


def test_changes_same_roadmap():
    assert changes(_documents(ROADMAP), _documents(ROADMAP), voice=Voice(Language.DE)) == Changes(
        new=(),
        left_out=(),
        changed=(),
        money=(
            Amount(Text("2026"), "12.500\u00a0€", "12.500\u00a0€", is_changed=False),
            Amount(Text("2027"), "12.500\u00a0€", "12.500\u00a0€", is_changed=False),
        ),
        staff=(Amount(Text("Bürgerbüro", "Citizens' office"), "0", "0", is_changed=False),),
        value_percent="0\u00a0%",
        is_worth_more=False,
        is_worth_less=False,
        is_none=True,
    )


def test_changes_in_the_readers_words():
    moved = replace(LINE, start=Month("2026-12"), end=Month("2027-05"), mode="bought", lead_unit="it")
    after = replace(ROADMAP, assignments=(moved, replace(LINE, measure="parking")), value=990)
    before = replace(ROADMAP, assignments=(LINE, replace(LINE, measure="archive")))

    told = changes(_documents(before), _documents(after), voice=Voice(Language.DE))

    assert told is not None
    assert told.new == (Line("parking", Text("Parken-App"), "", "Okt 2026 – Mär 2027"),)
    assert told.left_out == (Line("archive", Text("archive"), "Okt 2026 – Mär 2027", ""),)
    assert told.changed == (
        Line(
            "kita_online",
            Text("=Kita; online"),
            "Okt 2026 – Mär 2027",
            "Dez 2026 – Mai 2027",
            months_later=2,
            note="jetzt: it und andere Umsetzungsart",
        ),
    )
    assert (told.changed[0].is_later, told.changed[0].months) == (True, 2)
    assert (told.value_percent, told.is_worth_more, told.is_none) == ("10\u00a0%", True, False)


def test_changes_value_of_other_weights_is_not_compared():
    shorter = replace(ROADMAP, months=12)

    told = changes(_documents(ROADMAP), _documents(shorter), voice=Voice(Language.EN))

    assert told is not None
    assert told.value_percent is None


def test_open_points_violations_come_first():
    strategy = replace(
        handovers.strategy(),
        checks=(
            GuardrailCheck("kita_online", "analogue", Verdict.OPEN, Text("")),
            GuardrailCheck("kita_online", "cheap", Verdict.KEPT, Text("")),
            GuardrailCheck("parking", "analogue", Verdict.VIOLATED, Text("fehlt")),
        ),
    )

    assert open_points(replace(_documents(ROADMAP), strategy=strategy)) == (
        OpenPoint("parking", Text("Parken-App"), Text("Regel"), is_violation=True),
        OpenPoint("kita_online", Text("=Kita; online"), Text("Regel"), is_violation=False),
    )


def _documents(roadmap: Roadmap) -> Documents:
    return Documents(profile(), handovers.evidence(), handovers.strategy(), roadmap, handovers.progress(), {})
