"""One member of an archive, unless it is a bomb."""

import io
import struct
import zipfile
import zlib

from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text

MOST_BYTES = 50_000_000
# What zipfile raises on a damaged or encrypted archive; ValueError for names that are no UTF-8.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    EOFError,
    ValueError,
    OSError,
    struct.error,
)


def read_member(data: bytes, name: str, *, file: str) -> bytes:
    """The bytes of a member, at most 50 MB of them. Raises `FaultyInputError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as member:
            found = member.read(MOST_BYTES + 1)
    except _BROKEN as error:
        raise refusal(file, Text("Das Archiv ist beschädigt oder verschlüsselt.", "The archive is damaged.")) from error
    if len(found) > MOST_BYTES:
        raise refusal(file, Text("Der Inhalt des Archivs ist zu groß.", "What the archive holds is too large."))
    return found


def member_names(data: bytes, *, file: str) -> list[str]:
    """What an archive holds. Raises `FaultyInputError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except _BROKEN as error:
        raise refusal(file, Text("Das Archiv ist beschädigt.", "The archive is damaged.")) from error


def require_no_bomb(data: bytes, *, file: str) -> None:
    """A spreadsheet whose parts together stay below 50 MB. Raises `FaultyInputError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = sum(member.file_size for member in archive.infolist())
    except _BROKEN as error:
        raise refusal(file, Text("Die Datei ist beschädigt.", "The file is damaged.")) from error
    if total > MOST_BYTES:
        raise refusal(file, Text("Die Datei ist entpackt zu groß.", "The file is too large once unpacked."))


def refusal(file: str, problem: Text) -> FaultyInputError:
    """What to raise for a file that cannot be read as a whole."""
    return FaultyInputError((Fault(file, None, "", problem, Text("")),))
