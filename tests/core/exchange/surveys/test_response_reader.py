import io
import zipfile

import openpyxl
import pytest

from factories.limesurvey import lss, question, table
from leitplanke.exchange.surveys.documents import responses_bytes
from leitplanke.exchange.surveys.formats import read_survey
from leitplanke.exchange.surveys.losses import Part, Tally
from leitplanke.exchange.surveys.response_reader import read_answers
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.participation.model import Answer, ItemAnswer, Missing, ResponseMode

QUESTIONS = (
    question("one", "L", other="Y"), question("many", "M", other="Y"), question("num", "N"), question("day", "D"), question("yes", "Y"),
    question("rows", "F"), question("tab", ";"), question("rank", "R"), question("two", "1"), question("note", "P"), question("free", "T"),
)  # fmt: skip
STRUCTURE = lss(list(QUESTIONS))
ASKED = read_survey(STRUCTURE, file="s.lss").questionnaire
CSV = (
    "id,submitdate,token,ipaddr,one,one[other],many[SQ1],many[SQ2],many[other],num,day,yes,rows[SQ1],rows[SQ2],tab[SQ1_X2],"
    "rank[1],rank[2],two[SQ1][1],two[SQ1][2],note[SQ1],note[SQ1comment],free,strange\n"
    '1,2026-01-01 10:00:00,tok,1.2.3.4,-oth-,Rad,Y,,,"3.5",2026-02-03 00:00:00,Y,A1,,Dach,A2,A1,A1,A2,Y,gut,"Hallo, Welt",x\n'
    "2,2026-01-01 11:00:00,tok,1.2.3.4,Antwort A2 de,,N,Yes,mehr,abc,,N,A9,,,,,,,,,,\n"
    "3,,tok,1.2.3.4,A1,,,,,,,,,,,,,,,,,,\n"
)


def read(data, **details):
    return read_answers(
        data, ASKED, file="a.csv", **({"audience": "everybody", "frame": "open", "mode": ResponseMode.ONLINE} | details)
    )


def by_question(response):
    return {answer.question: answer for answer in response.answers}


def first_and_second(found):
    one, two = found.responses
    return (one, two) if by_question(one)["one"].options == ("other",) else (two, one)


def test_limesurvey_table_of_answers_is_read():
    found = read(CSV.encode())

    first, second = map(by_question, first_and_second(found))
    assert first["one"] == Answer("one", ("other",), other="Rad")
    assert first["many"] == Answer("many", ("SQ1",))
    assert (first["num"].number, first["day"].text, first["yes"].options) == (3.5, "2026-02-03", ("Y",))
    assert first["rows"] == Answer("rows", items=(ItemAnswer("SQ1", ("A1",)),))
    assert first["tab"] == Answer("tab", items=(ItemAnswer("SQ1", text="Dach", column="X2"),))
    assert first["rank"].options == ("A2", "A1")
    assert (first["two"].items[0].options, first["two_2"].items[0].options) == (("A1",), ("A2",))
    assert first["note_comment"].items[0].text == "gut"
    assert first["free"].text == "Hallo, Welt"
    assert second["one"].options == ("A2",)
    assert second["many"] == Answer("many", ("SQ2", "other"), other="mehr")
    assert second["free"] == Answer("free", missing=Missing.NO_ANSWER)


def test_what_cannot_be_read_is_told_with_its_line():
    found = read(CSV.encode())

    told = {(loss.part, loss.name, loss.line) for loss in found.losses if loss.is_lost}
    assert told == {
        (Part.VALUE, "num", 3), (Part.VALUE, "rows", 3), (Part.RESPONSE, "", 4), (Part.SETTING, "strange", 1),
    }  # fmt: skip


def test_nothing_of_a_person_or_a_time_stays():
    written = responses_bytes(read(CSV.encode()).responses, ASKED)

    assert not any(part in written for part in (b"tok", b"1.2.3.4", b"10:00", b"2026-01-01"))


def test_keys_tell_no_order_and_are_the_same_again():
    rows = "".join(f"{n},A1,{n}\n" for n in range(200))
    data = ("id,one,num\n" + rows).encode()

    found, again = read(data).responses, read(data).responses

    numbers = [by_question(one)["num"].number for one in found]
    assert found == again
    assert len({one.key for one in found}) == 200
    assert numbers != sorted(numbers)


def test_archive_reads_answers_by_limesurveys_numbers():
    rows = [
        {
            "id": "1",
            "submitdate": "2026-01-01 10:00:00",
            "_77X1X1": "A2",
            "_77X1X2SQ1": "Y",
            "_77X1X81": "A2",
            "_77X1X82": "A1",
            "_77X1X9SQ1-1": "A1",
        }
    ]
    rows[0]["ipaddr"] = "1.2.3.4"
    answers = f"<document><LimeSurveyDocType>Responses</LimeSurveyDocType>{table('responses', rows)}</document>"
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("survey.lss", STRUCTURE)
        archive.writestr("survey_responses.lsr", answers)

    (found,) = read(box.getvalue()).responses

    got = by_question(found)
    assert got["one"].options == ("A2",)
    assert got["many"].options == ("SQ1",)
    assert got["rank"].options == ("A2", "A1")
    assert got["two_2"].items == (ItemAnswer("SQ1", ("A1",)),)


def test_excel_table_is_read():
    book = openpyxl.Workbook()
    for row in (["one", "many_SQ1", "many_SQ2", "num"], ["A1", 1, 0, 12.5], [None, None, None, None], ["A2", 0, 1, 3]):
        book.active.append(row)
    box = io.BytesIO()
    book.save(box)

    found = read(box.getvalue())

    assert sorted((by_question(one)["num"].number, by_question(one)["many"].options) for one in found.responses) == [
        (3, ("SQ2",)),
        (12.5, ("SQ1",)),
    ]


@pytest.mark.parametrize("data", [b"", b"a,b\n", b"nothing,known\n1,2\n", b"PK\x03\x04 broken"])
def test_what_is_no_table_of_answers_is_refused(data):
    with pytest.raises(FaultyInputError):
        read(data)


def test_unknown_audience_or_mode_is_told():
    found = read(b"one,mode,audience\nA1,carrier pigeon,everybody\nA1,paper,martians\nA1,paper,everybody\n")

    assert [one.mode for one in found.responses] == [ResponseMode.PAPER]
    assert [loss.line for loss in found.losses if loss.part is Part.RESPONSE] == [2, 3]


def test_answers_written_alike_are_one_value_and_every_fault_keeps_its_line():
    data = "id,one,num\n1,A1,7\n2,A1,7\n3,,abc\n4,A1,abc\n5,,\n"

    found = read(data.encode())

    answers = [by_question(one) for one in found.responses]
    assert len({id(one["one"]) for one in answers if one["one"].options}) == 1
    assert len({id(one["num"]) for one in answers if one["num"].number is not None}) == 1
    assert [(loss.name, loss.line) for loss in found.losses if loss.part is Part.VALUE] == [("num", 4), ("num", 5)]
    assert next(one for one in found.tally if one.part is Part.VALUE) == Tally(Part.VALUE, found=7, arrived=5)


def test_row_that_ends_early_has_no_answer_there():
    found = read(b"id,one,num\n1,A1\n2\n")

    answers = [by_question(one) for one in found.responses]
    assert sorted(one["one"].options for one in answers) == [(), ("A1",)]
    assert {one["num"].missing for one in answers} == {Missing.NO_ANSWER}


@pytest.mark.parametrize(("written", "meant"), [("'=1+1", "=1+1"), ("''@", "'@"), ("'Tis", "'Tis")])
def test_apostrophe_that_keeps_a_text_from_running_is_not_part_of_it(written, meant):
    (one,) = read(f"id,free\n1,x{written}\n".encode()).responses
    (guarded,) = read(f"id,free\n1,{written}\n".encode()).responses

    assert by_question(one)["free"].text == f"x{written}".strip()
    assert by_question(guarded)["free"].text == meant.strip()
