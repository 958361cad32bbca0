"""Reading a bank's file, whichever of the formats it is in."""

from .camt import read_camt
from .csv_lines import read_csv
from .statement import MAX_BYTES, ReadStatement, UnreadableStatement


def read_statement(content: bytes) -> ReadStatement:
    """Read a CAMT.053 or a CSV; raises UnreadableStatement."""
    if len(content) > MAX_BYTES:
        raise UnreadableStatement("Ce fichier dépasse 20 Mo : demandez à la banque une période plus courte.")
    if not content.strip():
        raise UnreadableStatement("Ce fichier est vide.")
    return read_camt(content) if _is_xml(content) else read_csv(content)


def _is_xml(content: bytes) -> bool:
    start = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    return start.startswith(b"<")
