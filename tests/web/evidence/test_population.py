import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from leitplanke.exchange.write_answers import population_csv
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.evidence.queries import population_row
from leitplanke_web.portal.queries.towns import town_value

pytestmark = pytest.mark.django_db

PAGE = "/erlenbach/arbeit/bevoelkerung/citizens/"


@pytest.fixture
def stored(town):
    with scope(town=town):
        return population_row(town, "citizens")


def sent(row, **changes):
    value = row.value
    given = {
        "version": row.version,
        "source_de": value.source.de,
        "as_of": value.as_of.isoformat(),
        "margins": "each",
        "table": population_csv(value).decode(),
        "go": "save",
    }
    return given | changes


def test_list_tells_who_is_known_and_who_is_not(editor, stored):
    page = editor.get("/erlenbach/arbeit/bevoelkerung/").text

    assert f"{stored.value.total:,}".replace(",", ".") in page or str(stored.value.total) in page
    assert stored.value.source.de in page


def test_check_says_what_changes_and_saves_nothing(town, editor, stored):
    first = stored.value.cells[0]
    table = sent(stored)["table"].replace(f";{first.count}\n", f";{first.count + 1000}\n", 1)

    page = editor.post(PAGE, sent(stored, table=table, go="check"))

    assert page.status_code == 200
    assert "Gespeichert ist noch nichts" in page.text
    assert "Menschen insgesamt" in page.text
    with scope(town=town):
        assert population_row(town, "citizens").version == stored.version


def test_saved_table_is_the_next_version_and_the_frames_follow(town, editor, stored):
    first = stored.value.cells[0]
    file = SimpleUploadedFile("p.csv", sent(stored)["table"].replace(f";{first.count}\n", ";5000\n", 1).encode())

    answer = editor.post(PAGE, sent(stored, table="", file=file))

    assert answer.status_code == 302
    with scope(town=town):
        row, value = population_row(town, "citizens"), town_value(town)
    assert (row.version, row.value.cells[0].count) == (stored.version + 1, 5000)
    assert {frame.population for frame in value.frames if frame.audience == "citizens"} == {row.value.total}
    assert AuditLine.objects.filter(town="erlenbach", deed="population.saved", subject="citizens").count() == 1


def test_faults_are_told_by_row_and_column_with_what_to_do(town, editor, stored):
    table = "age;count\nuralt;12\na16_59;viele\n"

    page = editor.post(PAGE, sent(stored, table=table))

    assert page.status_code == 422
    assert "<title>Fehler:" in page.text
    assert '<tr><th scope="row">2</th><td>age</td><td>„uralt“ ist keine Antwort auf age.</td>' in page.text
    assert "Schreiben Sie eine ganze Zahl ab 0" in page.text
    with scope(town=town):
        assert population_row(town, "citizens").value == stored.value


def test_two_people_see_both_versions(town, editor, stored):
    editor.post(PAGE, sent(stored, source_de="Register, neu"))

    page = editor.post(PAGE, sent(stored, source_de="Zensus"))

    assert page.status_code == 409
    assert "Register, neu" in page.text
    assert "Zensus" in page.text
    with scope(town=town):
        assert population_row(town, "citizens").value.source.de == "Register, neu"


def test_numbers_can_be_removed(town, editor, stored):
    answer = editor.post(PAGE, {"version": stored.version, "remove": "1"})

    assert answer.status_code == 302
    with scope(town=town):
        assert population_row(town, "citizens") is None
    assert "Keine Zahlen" in editor.get("/erlenbach/arbeit/bevoelkerung/").text


def test_template_is_a_table_that_the_page_reads(editor):
    content = editor.get(f"{PAGE}vorlage.csv")

    assert content["Content-Type"] == "text/csv; charset=utf-8"
    assert content.content.decode("utf-8-sig").splitlines()[0].endswith(";count")
