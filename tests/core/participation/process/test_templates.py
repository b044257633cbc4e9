"""Processes and letters as they are shipped."""

from datetime import date

import pytest

from factories.process import BEGINS, medium
from leitplanke.exchange.processes import read_templates, shipped_templates
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.participation.meeting import TEMPLATES
from leitplanke.participation.process import LetterText, MaterialKind, letter_from


def test_small_medium_and_large_are_shipped_with_their_length_and_a_version() -> None:
    found = shipped_templates()

    assert found.version == "2026-1"
    assert [(one.id, one.weeks, len(one.phases)) for one in found.templates] == [
        ("small", 13, 5),
        ("medium", 34, 6),
        ("large", 55, 7),
    ]


def test_every_phase_says_why_and_everything_is_told_in_both_languages() -> None:
    phases = [phase for template in shipped_templates().templates for phase in template.phases]
    texts = [
        text
        for phase in phases
        for text in (phase.title, phase.goal, phase.reason, *(task.words for task in phase.tasks))
    ]

    assert [text.de for text in texts if not (text.de and text.en)] == []


def test_material_names_agendas_and_letters_that_there_are() -> None:
    materials = [
        one for template in shipped_templates().templates for phase in template.phases for one in phase.materials
    ]

    agendas = {one.template for one in materials if one.kind is MaterialKind.WORKSHOP}
    assert agendas <= set(TEMPLATES)
    assert {one.kind for one in materials} == set(MaterialKind)


def test_phases_begin_relative_to_the_first_day_and_end_the_day_before_the_next_week() -> None:
    process = medium()

    assert [(one.id, one.begins_on, one.ends_on) for one in process.phases[:2]] == [
        ("mandate", BEGINS, date(2026, 10, 4)),
        ("survey", date(2026, 10, 5), date(2026, 11, 15)),
    ]
    assert [(task.id, task.due_on) for task in process.phases[1].tasks] == [
        ("codes", date(2026, 10, 12)),
        ("paper", date(2026, 10, 19)),
        ("remind", date(2026, 11, 2)),
    ]


def test_letter_is_filled_in_and_a_name_cannot_ask_for_more() -> None:
    template = shipped_templates().letter("workshop")
    assert template is not None

    letter = letter_from(template, town="{ends}stadt", title="Reden", begins="1. März", ends="2. April")

    assert letter.subject == "Einladung: Reden"
    assert "zwischen dem 1. März und dem 2. April" in letter.body
    assert "(ends)stadt, [Amt]" in letter.body
    assert (letter.is_unfinished, LetterText("a", "b").is_unfinished) == (True, False)


def test_faulty_templates_name_file_and_row() -> None:
    text = 'version = "x"\nletters = []\n[[templates]]\nid = "a"\nname = { de = "A" }\n'

    with pytest.raises(FaultyInputError) as refused:
        read_templates(text, file="own.toml")

    assert {(fault.file, fault.row) for fault in refused.value.faults} == {("own.toml", 3)}
