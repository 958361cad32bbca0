"""Tables as files: a shared tool. CSV for Excel in French (BOM, semicolons), XLSX in constant memory."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpResponse

from reporting.french import period

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that starts like this is run as a formula by spreadsheets.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table_response(fmt: str, name: str, columns: Iterable[str], rows: Iterable[Iterable]) -> HttpResponse:
    """A download named `name.fmt`; `fmt` is "csv" or "xlsx"."""
    content, kind = (csv_table, "text/csv; charset=utf-8") if fmt == "csv" else (xlsx_table, XLSX)
    response = HttpResponse(content(columns, rows), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{fmt}"'
    return response


def csv_table(columns: Iterable[str], rows: Iterable[Iterable]) -> bytes:
    """A table as Excel in French opens it: UTF-8 with BOM, semicolons, decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_table(columns: Iterable[str], rows: Iterable[Iterable], sheet: str = "Données") -> bytes:
    """A table as a workbook of one sheet, header frozen and filters on."""
    return xlsx_book({sheet: (columns, rows)})


def xlsx_book(sheets: dict[str, tuple[Iterable[str], Iterable[Iterable]]]) -> bytes:
    """Tables as a workbook, a sheet each, by their names."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        for name, (headers, rows) in sheets.items():
            page, columns = book.add_worksheet(name), list(headers)
            page.write_row(0, 0, columns, bold)
            page.freeze_panes(1, 0)
            page.set_column(0, len(columns) - 1, 22)
            last = 0
            for last, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if isinstance(cell, date | datetime):
                        page.write_datetime(last, column, cell, day)
                    elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
                        page.write_number(last, column, cell)
                    elif cell is not None:
                        page.write_string(last, column, _words(cell))
            page.autofilter(0, 0, last, len(columns) - 1)
    return out.getvalue()


def _csv_cell(cell):
    if cell is None:
        return ""
    if isinstance(cell, Decimal | float):
        return str(cell).replace(".", ",")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    text = _words(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA_STARTS) else text


def _words(cell) -> str:
    """What is neither a number nor a date."""
    if isinstance(cell, list):
        return ", ".join(map(str, cell))
    return period(cell) if isinstance(cell, DateRange) else str(cell)
