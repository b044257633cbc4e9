"""Each component says what it should to those who see it and those who do not, and escapes everything."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from django.test import RequestFactory
from django.utils.translation import override

from leitplanke.kernel.texts import Text
from leitplanke_web.design.forms import MonthField

EVIL = "<script>alert(1)</script>\"'&"
SAFE = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;"


class SmallForm(forms.Form):
    title = forms.CharField(label="Titel", help_text="Kurz.")
    note = forms.CharField(label="Notiz", required=False, widget=forms.Textarea)
    start = MonthField(label="Beginn", required=False)
    kind = forms.ChoiceField(label="Art", choices=(("a", "Eins"), ("b", EVIL)), widget=forms.RadioSelect)
    is_due = forms.BooleanField(label="Pflicht", required=False)
    nonce = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(source, **values):
    return Template("{% load design %}" + source).render(Context(values)).strip()


def test_field_has_label_hint_control_and_says_that_it_is_needed(normal):
    assert normal(drawn("{% field form.title %}", form=SmallForm())) == normal(
        """<div class="lp-field kern-form-input">
        <label class="kern-label" for="id_title">Titel <span class="kern-label__optional">(nötig)</span></label>
        <span class="kern-hint" id="id_title_hint">Kurz.</span>
        <input type="text" name="title" class="kern-form-input__input" aria-describedby="id_title_hint" required id="id_title">
        </div>"""
    )


def test_faulty_field_ties_the_error_to_the_control(normal):
    form = SmallForm({"title": "", "kind": "a"})

    assert normal(drawn("{% field form.title %}", form=form)) == normal(
        """<div class="lp-field kern-form-input lp-field--error">
        <label class="kern-label" for="id_title">Titel <span class="kern-label__optional">(nötig)</span></label>
        <span class="kern-hint" id="id_title_hint">Kurz.</span>
        <span class="kern-error" id="id_title_error"><span class="kern-icon kern-icon--danger" aria-hidden="true"></span>
        <span><span class="lp-unseen">Fehler:</span> Diese Angabe fehlt. Ergänzen Sie sie.</span></span>
        <input type="text" name="title" class="kern-form-input__input" aria-describedby="id_title_hint id_title_error"
        aria-invalid="true" required id="id_title">
        </div>"""
    )


def test_choices_are_a_group_and_escaped():
    shown = drawn("{% field form.kind %}", form=SmallForm({"title": "x", "kind": "b"}))

    assert '<fieldset class="lp-field" id="id_kind">' in shown
    assert '<legend class="kern-label">Art ' in shown
    assert (
        f'id="id_kind_1" name="kind" value="b" checked><label class="kern-label" for="id_kind_1">{SAFE}</label>'
        in shown
    )
    assert "<script>" not in shown


def test_month_takes_iso_months_only():
    faulty = SmallForm({"title": "x", "kind": "a", "start": "Mai 2027"})
    right = SmallForm({"title": "x", "kind": "a", "start": "2027-05"})

    assert faulty.errors == {"start": ["Schreiben Sie Jahr und Monat, zum Beispiel 2026-01."]}
    assert (right.is_valid(), right.cleaned_data["start"]) == (True, "2027-05")
    assert '<input type="month" name="start" value="2027-05"' in drawn("{% field form.start %}", form=right)


def test_hidden_field_is_only_its_control():
    assert (
        drawn("{% field form.nonce %}", form=SmallForm())
        == '<input type="hidden" name="nonce" class="kern-form-input__input" id="id_nonce">'
    )


def test_text_group_names_its_fields_together():
    shown = drawn('{% text_group "Titel" form.title form.note form.note hint="Deutsch ist nötig." %}', form=SmallForm())

    assert shown.startswith(
        '<fieldset class="lp-group"><legend>Titel</legend><p class="lp-muted">Deutsch ist nötig.</p>'
    )
    german, others = shown.split("<details")
    assert (german.count("<label"), others.count("<label")) == (1, 2)
    assert others.startswith(' class="lp-details"><summary>Leichte Sprache und Englisch')


def test_text_group_stands_open_where_something_is_wrong():
    form = SmallForm({"title": EVIL})
    form.add_error("note", "Zu kurz.")

    assert '<details class="lp-details" open>' in drawn(
        '{% text_group "T" form.title form.note form.kind %}', form=form
    )


def test_error_summary_leads_to_each_field(normal):
    form = SmallForm({"title": EVIL, "kind": "x"})
    form.add_error(None, "Beides zugleich geht nicht.")
    form.add_error("title", "Zu kurz.")

    assert normal(drawn("{% error_summary form %}", form=form)) == normal(
        """<div class="lp-error-summary" id="fehler" role="alert" tabindex="-1" autofocus>
        <h2>Bitte prüfen Sie Ihre Angaben</h2>
        <ul><li>Beides zugleich geht nicht.</li>
        <li><a href="#id_kind_0">Art: Bitte eine gültige Auswahl treffen. x ist keine gültige Auswahl.</a></li>
        <li><a href="#id_title">Titel: Zu kurz.</a></li></ul></div>"""
    )


def test_error_summary_is_nothing_where_all_is_well():
    assert drawn("{% error_summary form other %}", form=SmallForm(), other=None) == ""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% button evil %}", '<button type="submit" class="kern-btn kern-btn--primary"><span class="kern-label">!</span></button>'),
        (
            '{% button evil kind="danger" name="tun" value=evil %}',
            '<button type="submit" class="kern-btn kern-btn--secondary lp-danger" name="tun" value="!">'
            '<span class="kern-label">!</span></button>',
        ),
        ('{% link_button evil evil kind="tertiary" %}', '<a class="kern-btn kern-btn--tertiary" href="!"><span class="kern-label">!</span></a>'),
        ("{% badge evil evil %}", '<span class="lp-badge lp-badge--neutral">!</span>'),
        ('{% badge "late" "verspätet" %}', '<span class="lp-badge lp-badge--warning">verspätet</span>'),
        ("{% card %}{{ evil }}{% endcard %}", '<div class="lp-card">!</div>'),
        (
            "{% details evil %}{{ evil }}{% enddetails %}",
            '<details class="lp-details"><summary>!</summary><div class="lp-opened">!</div></details>',
        ),
        ("{% facts pairs %}", '<dl class="lp-facts"><div><dt>!</dt><dd>!</dd></div><div><dt>n</dt><dd>1</dd><dd>2</dd></div></dl>'),
        ("{% timeline pairs %}", '<ol class="lp-timeline"><li><span class="lp-when">!</span><p>!</p></li>'
                                 '<li><span class="lp-when">n</span><p>[1, 2]</p></li></ol>'),
        (
            '{% tile 14 evil evil "/x/" %}',
            '<li><a class="lp-tile" href="/x/"><span class="lp-tile-figure">14</span> <span class="lp-tile-words">!</span>'
            ' <span class="lp-tile-note">!</span></a></li>',
        ),
        ("{% progress 4 10 evil %}", '<div class="lp-progress"><label>!<progress value="4" max="10"></progress></label></div>'),
        ("{% progress None 10 evil %}", '<div class="lp-progress"><label>!<progress max="10"></progress></label></div>'),
        ("{{ text|told }}", "!"),
        ("{% table_rows pairs %}", '<tr><th scope="row">!</th><td>!</td></tr>\n<tr><th scope="row">n</th><td>[1, 2]</td></tr>'),
        ("{% table_rows nothing %}", ""),
        (
            "{% stacked_rows pairs heads %}",
            '<tr><th scope="row">!</th><td><span class="lp-cell-label">!:</span> !</td></tr>\n'
            '<tr><th scope="row">n</th><td><span class="lp-cell-label">!:</span> [1, 2]</td></tr>',
        ),
        ("{% stacked_rows nothing heads %}", ""),
    ],
)  # fmt: skip
def test_component_is_what_it_says_and_escapes(source, expected):
    values = {
        "evil": EVIL,
        "pairs": ((EVIL, EVIL), ("n", [1, 2])),
        "heads": ("Name", EVIL),
        "text": Text(EVIL),
        "nothing": (),
    }

    assert drawn(source, **values) == expected.replace("!", SAFE)


def test_alert_has_a_heading_with_content_and_none_without():
    full = drawn('{% alert "info" evil %}<p>{{ evil }}</p>{% endalert %}', evil=EVIL)
    short = drawn('{% alert "danger" evil %} {% endalert %}', evil=EVIL)

    assert (f'<h2 class="kern-title">{SAFE}</h2>' in full, f"<p>{SAFE}</p>" in full) == (True, True)
    assert f'<p class="kern-title"><span class="lp-unseen">Fehler:</span> {SAFE}</p>' in short
    assert ('role="alert"' in full, 'role="alert"' in short) == (False, True)


@pytest.mark.parametrize("source", ['{% button "x" kind="huge" %}', '{% alert "note" "x" %}{% endalert %}'])
def test_unknown_kind_is_a_mistake(source):
    with pytest.raises(TemplateSyntaxError):
        drawn(source)


def test_german_text_on_an_english_page_says_that_it_is_german():
    with override("en"):
        assert drawn("{{ text|told }}", text=Text("Rat <1>")) == '<span lang="de">Rat &lt;1&gt;</span>'
        assert drawn("{{ text|told }}", text=Text("Rat", "Council")) == "Council"
        assert drawn("{{ text|told }}", text=Text("")) == ""


def test_steps_say_where_we_are(normal):
    steps = (("Fragen", "Umfrage"), ("Auswerten", "594"), ("Umsetzen", ""))

    assert normal(drawn("{% steps steps 2 %}", steps=steps)) == normal(
        """<ol class="lp-steps">
        <li class="lp-done"><span class="lp-muted lp-small">Erledigt</span><strong>Fragen</strong><span>Umfrage</span></li>
        <li class="lp-here" aria-current="step"><span class="lp-here-words">Hier sind wir</span><strong>Auswerten</strong>
        <span>594</span></li>
        <li class="lp-later"><span class="lp-muted lp-small">Kommt noch</span><strong>Umsetzen</strong><span></span></li>
        </ol>"""
    )


def test_pages_keep_the_rest_of_the_address():
    request = RequestFactory().get("/", {"amt": "a&b", "page": "2"})
    shown = drawn("{% pages page %}", page=Paginator(range(30), 10).page(2), request=request)

    assert '<a href="?amt=a%26b&amp;page=1" rel="prev">Zurück</a>' in shown
    assert '<span aria-current="page"><span class="lp-unseen">Seite </span>2</span>' in shown
    assert '<a href="?amt=a%26b&amp;page=3" rel="next">Weiter</a>' in shown


def test_single_page_needs_no_pages():
    request = RequestFactory().get("/")

    assert drawn("{% pages page %}", page=Paginator(range(3), 10).page(1), request=request) == ""


@pytest.fixture
def normal():
    """Markup without the white space that browsers do not show."""
    return lambda markup: " ".join(markup.split()).replace("> <", "><").replace("><", ">\n<").replace(" </", "</")
