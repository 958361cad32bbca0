"""The refused rows of a workbook, as a workbook to be mended and sent again."""

from reporting.exports import xlsx_book

from .columns import OF_REFUSALS
from .reading import Book, Fault


def refused_rows(book: Book, faults: list[Fault], *, whole: bool = False) -> bytes:
    """The rows that `faults` name, with their own sheets and headers, and the reasons of their refusal at the end.

    With `whole`, every other row comes after them, so that the file once mended may be sent in place of the first.
    A fault of a header refuses every row of its sheet.
    """
    sheets = {}
    for sheet, headers in book.headers.items():
        reasons: dict[int, list[str]] = {}
        for fault in faults:
            if fault.sheet == sheet:
                reasons.setdefault(fault.row, []).append(f"{fault.column} : {fault.reason}")
        numbers = {row.number for row in book.rows[sheet]}
        of_header = [reason for number, told in reasons.items() if number not in numbers for reason in told]
        kept = [column for column, header in enumerate(headers) if header not in OF_REFUSALS]
        rows = [
            [*(row.cells[column] if column < len(row.cells) else "" for column in kept), row.number, " ".join(why)]
            for row in book.rows[sheet]
            if (why := of_header + reasons.get(row.number, [])) or whole
        ]
        rows.sort(key=lambda row: not row[-1])
        if rows:
            sheets[sheet] = ([*(headers[column] for column in kept), *OF_REFUSALS], rows)
    return xlsx_book(sheets or {"Lignes refusées": (OF_REFUSALS, [])})
