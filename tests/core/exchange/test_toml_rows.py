import tomllib

from hypothesis import given
from hypothesis import strategies as st

from leitplanke.exchange.toml_rows import toml_rows

TRICKY = '''# comment [x]
a = 1
b = """
[[no]]
c = "2"
""" # [no]
[w]
k.l = 'its'
"quoted key" = { x = 1, y = [1, 2] }
[[q]]
id = "a]"
options = [ { id = "k", text = { de = "x" } },

  { id = "l" }, # ]
]
[[q]]
[[q.z]]
y = 1
'''


def test_rows_of_tables_keys_and_elements():
    rows = toml_rows(TRICKY)

    assert {way: rows[way] for way in rows if way[-1] in {"a", "b", "l", "id", "y", 0, 1}} == {
        ("a",): 2,
        ("b",): 3,
        ("w", "k", "l"): 8,
        ("w", "quoted key", "y"): 9,
        ("w", "quoted key", "y", 0): 9,
        ("w", "quoted key", "y", 1): 9,
        ("q", 0): 10,
        ("q", 0, "id"): 11,
        ("q", 0, "options", 0): 12,
        ("q", 0, "options", 0, "id"): 12,
        ("q", 0, "options", 1): 14,
        ("q", 0, "options", 1, "id"): 14,
        ("q", 1): 16,
        ("q", 1, "z", 0): 17,
        ("q", 1, "z", 0, "y"): 18,
    }


def test_every_value_that_tomllib_finds_has_a_row():
    assert [way for way in _ways(tomllib.loads(TRICKY), ()) if way not in toml_rows(TRICKY)] == [
        ("q",),
        ("q", 1, "z"),
    ]  # lists of tables


def test_quoted_keys_read_as_toml_reads_them():
    text = '"\\U0001F600" = 1\n\'a\\b\' = 2\n["x.y"]\nz = 3\n'

    assert toml_rows(text) == {("😀",): 1, ("a\\b",): 2, ("x.y",): 3, ("x.y", "z"): 4}


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), min_size=1, max_size=6))
def test_any_text_keeps_the_rows_of_the_keys(texts):
    lines = [f"k{number} = {_quoted(text)}" for number, text in enumerate(texts)]

    assert toml_rows("\n".join(lines)) == {(f"k{number}",): number + 1 for number in range(len(texts))}


def _quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _ways(value, way):
    if way:
        yield way
    for key, below in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _ways(below, (*way, key))
