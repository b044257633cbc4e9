"""Invented content for the component page. Its words have a context of their own, apart from those of real pages."""

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import pgettext_lazy

from leitplanke.kernel.contact import Contact
from leitplanke.kernel.texts import Text
from leitplanke_web.design.forms import MonthField


class ExampleForm(forms.Form):
    """Every kind of field, for the component page."""

    title = forms.CharField(
        label=pgettext_lazy("example", "Titel"),
        help_text=pgettext_lazy("example", "Kurz, in Worten des Alltags."),
        max_length=60,
    )
    description = forms.CharField(label=pgettext_lazy("example", "Beschreibung"), widget=forms.Textarea, required=False)
    unit = forms.ChoiceField(
        label=pgettext_lazy("example", "Zuständiges Amt"),
        choices=(
            ("", pgettext_lazy("example", "Bitte wählen")),
            ("office", pgettext_lazy("example", "Bürgerbüro")),
            ("works", pgettext_lazy("example", "Bauamt")),
        ),
    )
    duration = forms.IntegerField(label=pgettext_lazy("example", "Dauer in Monaten"), min_value=1, max_value=180)
    start = MonthField(
        label=pgettext_lazy("example", "Frühester Beginn"),
        help_text=pgettext_lazy("example", "Jahr und Monat, zum Beispiel 2026-01."),
        required=False,
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("example", "Art"),
        widget=forms.RadioSelect,
        choices=(
            ("digital", pgettext_lazy("example", "E-Government")),
            ("access", pgettext_lazy("example", "Teilhabe")),
            ("other", pgettext_lazy("example", "Anderes")),
        ),
    )
    groups = forms.MultipleChoiceField(
        label=pgettext_lazy("example", "Wem hilft die Maßnahme?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=(
            ("all", pgettext_lazy("example", "allen")),
            ("old", pgettext_lazy("example", "älteren Menschen")),
            ("firms", pgettext_lazy("example", "Unternehmen")),
        ),
    )
    mandatory = forms.BooleanField(
        label=pgettext_lazy("example", "Ein Gesetz schreibt die Maßnahme vor"),
        help_text=pgettext_lazy("example", "Dann steht sie sicher im Fahrplan."),
        required=False,
    )
    summary_de = forms.CharField(label=pgettext_lazy("example", "Deutsch"))
    summary_plain = forms.CharField(label=pgettext_lazy("example", "Leichte Sprache"), required=False)
    summary_en = forms.CharField(label=pgettext_lazy("example", "Englisch"), required=False)


class FilterForm(forms.Form):
    """Two fields of a filter, for the component page."""

    amt = forms.ChoiceField(
        label=pgettext_lazy("example", "Zuständig"),
        required=False,
        choices=(("", pgettext_lazy("example", "alle")), ("office", pgettext_lazy("example", "Bürgerbüro"))),
    )
    zeit = forms.ChoiceField(
        label=pgettext_lazy("example", "Zeit"),
        required=False,
        choices=(("", pgettext_lazy("example", "alle")), ("short", pgettext_lazy("example", "kurzfristig"))),
    )


def invented_content() -> dict[str, object]:
    """What the component page shows."""
    faulty = {"title": "<b>Kiosk</b>", "duration": "0", "start": "Mai", "kind": "unknown", "summary_de": ""}
    return {
        "process": (
            (pgettext_lazy("example", "Fragen"), pgettext_lazy("example", "Umfrage und Gespräche")),
            (pgettext_lazy("example", "Auswerten"), pgettext_lazy("example", "594 Antworten bis heute")),
            (pgettext_lazy("example", "Entscheiden"), pgettext_lazy("example", "Rat im Juni")),
            (pgettext_lazy("example", "Umsetzen"), pgettext_lazy("example", "Fahrplan bis 2030")),
        ),
        "pairs": (
            (pgettext_lazy("example", "Zuständig"), pgettext_lazy("example", "Bürgerbüro")),
            (pgettext_lazy("example", "Beginn"), pgettext_lazy("example", "März 2027")),
            (
                pgettext_lazy("example", "Voraussetzungen"),
                [pgettext_lazy("example", "Fachverfahren erneuert"), pgettext_lazy("example", "Stelle besetzt")],
            ),
            (pgettext_lazy("example", "Kosten"), pgettext_lazy("example", "12 000 Euro einmalig")),
        ),
        "office": Contact(
            "Bürgerbüro Musterstadt",
            ("Markt 1", "00000 Musterstadt"),
            "buergerbuero@musterstadt.example",
            "+49 69 90009-300",
        ),
        "events": (
            (
                pgettext_lazy("example", "12. Januar 2027"),
                pgettext_lazy("example", "Der Rat beschließt die Strategie."),
            ),
            (pgettext_lazy("example", "3. März 2027"), pgettext_lazy("example", "Die Maßnahme beginnt.")),
        ),
        "badges": ("neutral", "info", "success", "warning", "danger", "dashed"),
        "filter": FilterForm(),
        "form": ExampleForm(),
        "faulty": ExampleForm(faulty, auto_id="faulty_%s"),
        "many": Paginator(range(90), 10).page(3),
        "crumbs": ((pgettext_lazy("example", "Start"), "/"), (pgettext_lazy("example", "Bausteine"), None)),
        "told": Text("Das Bürgerbüro öffnet früher."),
        "kinds": ("info", "success", "warning", "danger"),
    }
