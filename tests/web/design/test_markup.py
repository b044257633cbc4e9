"""Markup in one go is the markup that Django's own functions write."""

from django.forms.utils import flatatt
from django.utils.functional import lazystr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from leitplanke_web.design.markup import attributes, filled, joined

PARTS = st.one_of(st.text(), st.integers(), st.none(), st.text().map(SafeString), st.text().map(lazystr))
NAMES = st.text("abcdefgh-", min_size=1)


@given(PARTS, PARTS, PARTS)
def test_filled_is_what_django_writes(first, second, named):
    form = '<p id="{}">{} {word}</p>'

    assert filled(form, first, second, word=named) == format_html(form, first, second, word=named)


@given(st.lists(st.tuples(PARTS, PARTS)))
def test_joined_is_what_django_writes(rows):
    assert joined("<li>{}: {}</li>", rows) == format_html_join("", "<li>{}: {}</li>", rows)


@given(st.dictionaries(NAMES, st.one_of(st.text(), st.none())), st.dictionaries(NAMES, st.booleans()))
def test_attributes_are_what_django_writes(valued, marks):
    told = {**marks, **valued}

    # Django puts attributes that stand alone at the end; their order means nothing.
    assert sorted(attributes(told).split(" ")) == sorted(flatatt(told).split(" "))


def test_whatever_was_made_is_markup_and_lazy_markup_stays_markup():
    lazy = gettext_lazy("Hinweis:")

    made = (filled("<b>{}</b>", lazy), joined("{}", [(lazy,)]), attributes({"title": lazy}))

    assert made == ("<b>Hinweis:</b>", "Hinweis:", ' title="Hinweis:"')
    assert all(isinstance(one, SafeString) for one in made)
