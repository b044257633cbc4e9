"""`leitplanke catalogue`: what towns plan, with prerequisites, rules and published figures."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_folder
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import say, to_the_end
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    from leitplanke.cli.arguments import Commands
    from leitplanke.strategy.catalogue import Catalogue, Element


def add_to(commands: Commands) -> None:
    """Declare the command."""
    catalogue = add_command(
        commands, "catalogue", _catalogue, "elements that towns plan: prerequisites, rules, published figures"
    )
    catalogue.add_argument("element", nargs="?", default="", metavar="ELEMENT", help="one of them, such as E38")
    catalogue.add_argument("--words", default="", metavar="WORDS", help="only elements with these words")
    catalogue.add_argument("--level", type=int, choices=range(6), help="only elements of this level (0: foundations)")
    catalogue.add_argument("--town", type=Path, metavar="TOWN", help="add ELEMENT to this town, under examination")
    catalogue.add_argument("--out", type=Path, metavar="DIR", help="the town folder to write, with --town")


def _catalogue(options: argparse.Namespace) -> int:
    from leitplanke.exchange.catalogue import shipped_catalogue  # noqa: PLC0415 - slow libraries behind it

    found, language = shipped_catalogue(), options.language
    if not options.element:
        return _list(found, options)
    element = _known(found, options.element)
    if options.town is not None:
        return _add(element, found, options)
    _tell(element, found, language)
    return DONE


def _known(catalogue: Catalogue, wanted: str) -> Element:
    from leitplanke.kernel.faults import InvalidValueError  # noqa: PLC0415 - of no use to --help

    element = catalogue.element(wanted.upper())
    if element is None:
        raise InvalidValueError(
            "element",
            Text(f"Den Baustein „{wanted}“ gibt es nicht.", f"There is no element “{wanted}”."),
            Text("leitplanke catalogue zählt alle auf.", "leitplanke catalogue lists them all."),
        )
    return element


def _list(catalogue: Catalogue, options: argparse.Namespace) -> int:
    words = options.words.casefold()
    for one in catalogue.elements:
        texts = (one.name.de, one.name.en, one.description.de, one.description.en)
        if options.level in {None, one.level} and any(words in text.casefold() for text in texts):
            print(f"{one.id}  {one.level}  {one.name.in_language(options.language)}")
    say(Text(f"Fassung {catalogue.version}", f"Version {catalogue.version}"), options.language)
    return DONE


def _tell(one: Element, catalogue: Catalogue, language: Language) -> None:
    say(Text(f"{one.id} {one.name.de}", f"{one.id} {one.name.en}"), language)
    say(one.description, language)
    inferred = Text("" if one.is_read else " (erschlossen, zu prüfen)", "" if one.is_read else " (inferred, to check)")
    for name, needs in ((Text("braucht", "requires"), one.requires), (Text("hilft", "helped by"), one.helps)):
        for need in needs:
            other = catalogue.element(need)
            assert other is not None  # a catalogue that leads nowhere cannot be built
            words = f"{name.in_language(language)} {need} {other.name.in_language(language)}"
            print(f"{words}{inferred.in_language(language)}")
    for rule in one.rules:
        open_ = "" if rule.is_checked else Text(" [zu prüfen]", " [to be checked]").in_language(language)
        place = f"{rule.land}: " if rule.land else ""
        print(f"§ {place}{rule.text.in_language(language)}{open_} {catalogue.address(rule.source)}".rstrip())
    for cost in one.costs:
        place = f"{cost.place} {cost.year}".strip()
        unknown = Text("[Quelle zu prüfen]", "[source to be checked]").in_language(language)
        print(f"€ {place}: {cost.amount.in_language(language)} {catalogue.address(cost.source) or unknown}")
    if one.time is not None:
        print(f"~ {one.time.text.in_language(language)} {catalogue.address(one.time.source)}".rstrip())
    if one.costs:
        say(Text("Beträge sind Einzelfälle, keine Schätzung.", "Amounts are single cases, no estimate."), language)
    if not one.is_own:
        say(Text("Zuständig ist der Kreis.", "The county is responsible."), language)


def _add(element: Element, catalogue: Catalogue, options: argparse.Namespace) -> int:
    from leitplanke.exchange.measure_sheets.intake import town_names  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.measure_sheets.mapping import element_defaults, proposed_defaults  # noqa: PLC0415 - likewise
    from leitplanke.exchange.measure_sheets.merge import with_measures  # noqa: PLC0415 - likewise
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - likewise
    from leitplanke.exchange.town_writer import write_town  # noqa: PLC0415 - likewise
    from leitplanke.kernel.dates import month_of  # noqa: PLC0415 - of no use to --help
    from leitplanke.kernel.faults import InvalidValueError  # noqa: PLC0415 - likewise
    from leitplanke.strategy.catalogue import measure_from_element, suggested_needs  # noqa: PLC0415 - likewise

    if options.out is None:
        raise InvalidValueError("out", Text("Wohin?", "Where to?"), Text("Ergänzen Sie --out DIR.", "Add --out DIR."))
    require_folder(options.out)
    town = read_town(options.town)
    names = town_names(town.profile, town.draft, town.resources)
    defaults = element_defaults(names, proposed_defaults(names, now=month_of(town.profile.as_of)))
    measure = measure_from_element(element, defaults)
    needs = suggested_needs(measure, measures=town.draft.measures, catalogue=catalogue)
    changed = with_measures(town, (measure,))
    with to_the_end():
        write_town(changed, folder=options.out)
        counts = (measure.id, measure.title.de, options.out)
        say(Text("{} „{}“ nach {}".format(*counts), "{} “{}” to {}".format(*counts)), options.language)
        for need in () if needs is None else needs.requires:
            say(Text(f"braucht vielleicht {need}", f"perhaps requires {need}"), options.language)
        for lacking in () if needs is None else needs.missing:
            name = lacking.name
            say(Text(f"fehlt: {lacking.id} {name.de}", f"missing: {lacking.id} {name.en}"), options.language)
    return DONE
