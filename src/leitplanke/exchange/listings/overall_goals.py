"""Overall goals out of a list that a town made of its strategies."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from leitplanke.exchange.fields import RowReader, identifier, plain
from leitplanke.exchange.listings.reading import ListColumn, Listing, Mapped, Read, any_day, read_rows, slug, with_kept
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import OverallGoal

OVERALL_GOAL_COLUMNS: Final = (
    ListColumn(
        "title",
        Text("Gesamtziel", "Overall goal"),
        ("ziel", "ziele", "titel", "gesamtziele", "übergeordnetes ziel", "leitziel", "strategisches ziel", "title"),
        Text("Das Ziel in einem Satz. Nötig.", "The goal in one sentence. Needed."),
        is_needed=True,
    ),
    ListColumn(
        "source",
        Text("Quelle", "Source"),
        ("dokument", "strategie", "konzept", "papier", "fundstelle", "document", "strategy"),
        Text("Das Papier, in dem es steht, mit Beschluss. Nötig.", "The paper in which it stands. Needed."),
        is_needed=True,
    ),
    ListColumn(
        "section",
        Text("Seite oder Abschnitt", "Page or section"),
        ("seite", "abschnitt", "kapitel", "nr", "page", "section"),
        Text("Zum Beispiel: S. 12, Kapitel 3.1", "For example: p. 12, chapter 3.1"),
    ),
    ListColumn(
        "source_date",
        Text("Stand der Quelle", "Date of the source"),
        ("datum", "stand", "beschlossen am", "beschluss vom", "vom", "date"),
        Text("Ein Tag, zum Beispiel 14.3.2022", "A day, for example 2022-03-14"),
    ),
    ListColumn(
        "title_en", Text("Gesamtziel, englisch", "Overall goal in English"), ("englisch", "title en", "english")
    ),
    ListColumn("source_en", Text("Quelle, englisch", "Source in English"), ("source en",)),
    ListColumn(
        "id",
        Text("Kennung", "Identifier"),
        ("id", "kürzel", "key"),
        Text("Kurz, ohne Umlaute. Fehlt sie, wird sie gemacht.", "Short. Made up where it is missing."),
    ),
)


def read_overall_goals(listing: Listing, *, mapped: Mapped, known: Mapping[str, OverallGoal]) -> Read[OverallGoal]:
    """The goals of a list; one without an identifier has that of the `known` goal with its title, or a new one."""
    titles = {one.title.de: name for name, one in known.items()}
    taken = set(known)

    def goal(row: RowReader) -> OverallGoal | None:
        title = row.required("title", plain)
        name = row.optional("id", identifier, "") or titles.get(title) or slug(title or "", taken=taken)
        taken.add(name)
        source = row.required("source", plain)
        source_date = row.optional("source_date", any_day, None)
        make = partial(
            OverallGoal,
            id=name,
            title=Text(title, row.text("title_en")),
            source=Text(source, row.text("source_en")),
            section=row.text("section"),
            source_date=source_date,
        )
        return row.build(lambda: with_kept(make(), before=known.get(name), mapped=mapped))

    return read_rows(listing, mapped=mapped, columns=OVERALL_GOAL_COLUMNS, make=goal, key=lambda one: one.id)
