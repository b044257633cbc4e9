"""Fields of action (Handlungsfelder) to begin with, in our own words: a town keeps, renames or removes them."""

from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import FieldOfAction

USUAL_FIELDS = (
    FieldOfAction("foundations", Text("Grundlagen und Steuerung", "Foundations and steering")),
    FieldOfAction("inside", Text("Digital arbeiten im Rathaus", "Digital work in the town hall")),
    FieldOfAction("services", Text("Online-Dienste", "Online services")),
    FieldOfAction("access", Text("Zugang und Teilhabe", "Access and inclusion")),
    FieldOfAction("openness", Text("Offene Stadt und Beteiligung", "Open town and participation")),
    FieldOfAction("connected", Text("Vernetzte Stadt", "Connected town")),
)
