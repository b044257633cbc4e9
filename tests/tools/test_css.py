"""Style sheets come back as they were read, less what browsers do not need."""

from css import Rule, parse, write


def test_rules_and_at_rules_are_read():
    text = '@charset "UTF-8"; /* why */ a, b:is(c, d) { color: red; margin: 0 1px }\n'
    text += "@media print { p { color: var(--ink) } }"

    assert parse(text) == (
        Rule("a, b:is(c, d)", ("color:red", "margin:0 1px")),
        Rule("@media print", rules=(Rule("p", ("color:var(--ink)",)),)),
    )
    assert parse(text)[0].selectors == ("a", "b:is(c, d)")


def test_signs_in_quotation_marks_and_brackets_are_text():
    text = """a::before { content: "}; {"; mask: url("data:image/svg+xml;x={'") }"""

    assert parse(text) == (Rule("a::before", ('content:"}; {"', """mask:url("data:image/svg+xml;x={'")""")),)


def test_what_is_written_is_read_again_the_same():
    rules = parse("@media (min-width: 2rem) { a { b: c; d: e } } x > y { --z: 1 }")

    assert parse(write(rules)) == rules
