"""A town that has said everything about itself that it has to."""

from datetime import date

from leitplanke.kernel.contact import Contact
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.licence import Licence

OFFICE = Contact("Amt", ("Markt 1", "00000 Stadt"), "amt@stadt.example", "115")
WHOLE = TownDetails(
    representative="Bürgermeisterin Muster",
    legal_basis="Art. 6 DSGVO",
    server_log="nichts",
    statement_on=date(2026, 1, 2),
    licence=Licence.ZERO,
    authority=OFFICE,
    data_protection_officer=OFFICE,
    data_protection_authority=OFFICE,
    accessibility_contact=OFFICE,
    enforcement_body=OFFICE,
)
