"""The format page, the columns in the code and the example town say the same."""

import pytest

from leitplanke.exchange import forms
from leitplanke.exchange.listing import KNOWN
from leitplanke.exchange.town_folder import read_town
from leitplanke.exchange.town_writer import town_files

FORMS = [value for value in vars(forms).values() if isinstance(value, forms.TableForm)]
BESIDE_THE_TOWN = {"README.md", "generate.py", "phrases.toml", "truth.toml"}


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs" / "town-folder.md").read_text("utf-8")


@pytest.mark.parametrize("form", FORMS, ids=[form.file for form in FORMS])
def test_page_states_the_columns_in_order(page, form):
    assert len(FORMS) == 20
    assert f"`{';'.join(form.needed)}`" in page


def test_page_names_every_file_in_order(page):
    places = [page.index(f"| `{name.replace('*', 'AUDIENCE')}` |") for name in KNOWN]

    assert places == sorted(places)


def test_example_town_is_in_canonical_form(root):
    folder = root / "examples" / "ahornstein"
    kept = [file for file in folder.iterdir() if file.is_file() and file.name not in BESIDE_THE_TOWN]

    assert town_files(read_town(folder)) == {file.name: file.read_bytes() for file in kept}
