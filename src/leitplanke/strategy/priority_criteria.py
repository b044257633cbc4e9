"""The criteria that a town starts with. It may change them; what the law demands is no criterion but a constraint."""

from leitplanke.kernel.texts import Text
from leitplanke.strategy.priority_model import Better, Criterion


def default_criteria() -> tuple[Criterion, ...]:
    """Six criteria on scales from 0 to 10, each with what its ends mean."""
    return (
        _criterion(
            "benefit",
            Text("Nutzen für die Menschen", "Benefit for people"),
            Text(
                "0: kaum jemand merkt etwas davon; 10: viele sparen oft Wege, Zeit oder Geld.",
                "0: hardly anybody notices; 10: many often save trips, time or money.",
            ),
        ),
        _criterion(
            "inclusion",
            Text("Niemand bleibt zurück", "Nobody is left behind"),
            Text(
                "0: nur wer sich auskennt, hat etwas davon; 10: auch ohne Internet, mit Behinderung und in einfacher "
                "Sprache.",
                "0: of use to the skilled alone; 10: also without internet, with a disability, in plain language.",
            ),
        ),
        _criterion(
            "goals",
            Text("Beitrag zu den Zielen der Stadt", "Contribution to the town's goals"),
            Text(
                "0: dient keinem Ziel; 10: ohne die Maßnahme ist ein Ziel nicht zu erreichen.",
                "0: serves no goal; 10: a goal cannot be reached without it.",
            ),
        ),
        _criterion(
            "relief",
            Text("Entlastung der Verwaltung", "Relief of the administration"),
            Text(
                "0: macht dauerhaft mehr Arbeit; 5: weder mehr noch weniger; 10: spart spürbar Arbeit.",
                "0: more work for good; 5: neither more nor less; 10: saves work noticeably.",
            ),
        ),
        _criterion(
            "effort",
            Text("Aufwand", "Effort"),
            Text(
                "0: nebenher und ohne Geld; 10: bindet über Jahre Personal und Geld. Weniger ist besser.",
                "0: in passing and without money; 10: ties up staff and money for years. Less is better.",
            ),
            better=Better.LOW,
        ),
        _criterion(
            "risk",
            Text("Risiko", "Risk"),
            Text(
                "0: oft erprobt; 10: ungewiss, ob es gelingt oder geduldet wird. Weniger ist besser.",
                "0: often tried; 10: uncertain whether it works or is accepted. Less is better.",
            ),
            better=Better.LOW,
        ),
    )


def _criterion(name: str, title: Text, explanation: Text, *, better: Better = Better.HIGH) -> Criterion:
    return Criterion(
        id=name,
        name=title,
        explanation=explanation,
        lowest=0,
        highest=10,
        better=better,
        indifference=0.5,
        preference=3,
    )
