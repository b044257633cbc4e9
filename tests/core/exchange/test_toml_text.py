import tomllib
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.exchange.toml_text import toml
from leitplanke.kernel.texts import Text


@dataclass(frozen=True)
class _Step:
    id: str
    parts: tuple[Text, ...] = ()
    is_last: bool = False
    note: Text = Text("")  # noqa: RUF009 - Text is frozen


def test_value_states_what_differs_from_a_missing_key_and_long_lists_last():
    steps = (_Step("a"), _Step("b", (Text("x", "y"), Text("z", plain="l")), is_last=True))

    written = toml({"day": date(2026, 1, 31), "share": 60.0, "names": ("a", "ü")}, {"steps": steps, "last": _Step("c")})

    assert (
        written.decode()
        == """\
day = 2026-01-31
share = 60.0
names = ["a", "ü"]

[[steps]]
id = "a"

[[steps]]
id = "b"
is_last = true
parts = [
  { de = "x", en = "y" },
  { de = "z", plain = "l" },
]

[last]
id = "c"
"""
    )


def test_file_of_tables_alone_has_no_empty_first_line():
    assert toml({}, {"steps": (_Step("a"),)}) == b'[[steps]]\nid = "a"\n'


def test_empty_list_of_tables_is_a_key():
    assert toml({"a": 1}, {"steps": (), "last": {"b": True}}) == b"a = 1\nsteps = []\n\n[last]\nb = true\n"


def test_long_list_takes_a_line_for_each_value():
    assert toml({"files": ("x" * 70, "y" * 70)}, {}).decode() == (f'files = [\n  "{"x" * 70}",\n  "{"y" * 70}",\n]\n')


def test_value_that_toml_does_not_know_is_refused():
    with pytest.raises(TypeError, match="no TOML for NoneType"):
        toml({"a": None}, {})


PLAIN = (
    st.text(st.characters(codec="utf-8"))
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.dates()
)


@given(st.dictionaries(st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True), PLAIN | st.lists(PLAIN)))
def test_values_return_from_toml(values):
    assert tomllib.loads(toml(values, {}).decode()) == values
