"""Population tables as register offices and the census importer hand them over."""

from datetime import date

import pytest

from leitplanke.evidence.model import PopulationCell
from leitplanke.exchange.population_files import Described, read_population_file, template
from leitplanke.exchange.write_answers import population_csv
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Option, Question, QuestionKind

DESCRIBED = Described(audience="citizens", source=Text("Melderegister"), as_of=date(2026, 1, 1))


def trait(name, **options):
    return Question(
        id=name,
        text=Text(name),
        kind=QuestionKind.SINGLE,
        audiences=("citizens",),
        options=tuple(Option(key, Text(words)) for key, words in options.items()),
        about_person=True,
    )


TRAITS = (trait("age", young="16 bis 29 Jahre", old="ab 30 Jahre"), trait("sex", f="weiblich", m="männlich"))


def read(text, **changes):
    data = text if isinstance(text, bytes) else text.encode()
    return read_population_file(data, name="bevoelkerung.csv", traits=TRAITS, described=DESCRIBED, **changes)


@pytest.mark.parametrize(
    "text",
    [
        "age;sex;count\nyoung;f;1.200\nold;m;3400\n",
        "\ufeffAge,Sex,Count\n16 bis 29 Jahre,weiblich,1200\n\nab 30 Jahre,Männlich,3400",
        "age;sex;count\r\nyoung;weiblich;1200\r\nold;männlich;3400\r\n".encode("cp1252"),
        "variable,category,total\nage*sex,young*f,1200\nage*sex,old*m,3400\n",
    ],
)
def test_table_is_read_in_each_form(text):
    table = read(text)

    assert table.variables == ("age", "sex")
    assert table.cells == (PopulationCell(("young", "f"), 1200), PopulationCell(("old", "m"), 3400))
    assert table.margins == (("age",), ("sex",))


def test_what_is_written_is_read_again():
    table = read("age;sex;count\nyoung;f;7\nold;m;0\n")

    assert read(population_csv(table)) == table


def test_template_names_every_combination_and_is_refused_while_it_is_empty():
    rows = template(TRAITS)

    assert rows[0] == ["age", "sex", "count"]
    assert [row[:2] for row in rows[1:]] == [["young", "f"], ["young", "m"], ["old", "f"], ["old", "m"]]
    with pytest.raises(FaultyInputError) as refused:
        read("\n".join(";".join(row) for row in rows))
    assert [fault.problem.de for fault in refused.value.faults] == ["Alle Zahlen sind 0."]


@pytest.mark.parametrize(
    ("text", "row", "column", "words"),
    [
        ("", None, "", "keine Zeile mit Zahlen"),
        ("age;sex\nyoung;f\n", 1, "count", "„count“ fehlt"),
        ("alter;count\nyoung;1\n", 1, "alter", "kein Merkmal"),
        ("age;age;count\nyoung;young;1\n", 1, "", "doppelt"),
        ("age;count\nyoung;1\nalt;2\n", 3, "age", "keine Antwort auf age"),
        ("age;count\nyoung;viele\n", 2, "count", "keine Anzahl"),
        ("age;count\nyoung;-3\n", 2, "count", "keine Anzahl"),
        ("age;count\nyoung;1,5\n", 2, "count", "keine Anzahl"),
        ("age;count\nyoung;1\nyoung;2\n", 3, "age", "schon weiter oben"),
        ("age;count\nyoung;1;2\n", 2, "", "3 Felder statt 2"),
        ("variable,category,total\nage,young,1\nsex,f,1\n", None, "variable", "mehrere Randverteilungen"),
        ("age;count\nyoung;\x00\n", None, "", "keine Tabelle"),
    ],
)
def test_fault_names_file_row_column_and_remedy(text, row, column, words):
    with pytest.raises(FaultyInputError) as refused:
        read(text)

    fault = refused.value.faults[0]
    assert (fault.file, fault.row, fault.column) == ("bevoelkerung.csv", row, column)
    assert words in fault.problem.de
    assert fault.remedy.de
    assert fault.remedy.en
