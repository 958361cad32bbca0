"""What a figure of the statement opens: the list of the records that make it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from reporting.exports import table_response
from reporting.snapshot import one_snapshot
from training.domain.statement.cells import KINDS, frame_records, of_part
from training.domain.statement.content import TOTAL, content_of, year_in_words
from training.exports.statements import COLUMNS, loaded, readable, record_rows
from training.models import InvoiceLine

from .statements import readers_only, seen_statement

SHOWN = 50


def _cell(request, pk: int, frame: str, part: str):
    """The statement, the frame, its line, and every record of it; a line that the frame has not is not found."""
    statement = seen_statement(request, pk)
    with one_snapshot():
        content = content_of(statement)
        try:
            line = content.frame(frame).line(part)
        except KeyError:
            raise Http404("Cette ligne n'existe pas.") from None
        found = of_part(frame_records(statement, content, frame), part)
    return statement, content.frame(frame), line, found


@readers_only
def statement_records(request, pk, frame, part):
    """The records of a line, page by page; those whose names are for the team only are counted."""
    statement, shown, line, found = _cell(request, pk, frame, part)
    seen = readable(found, frame, request.user)
    page = Paginator(seen, SHOWN).get_page(request.GET.get("page"))
    columns = COLUMNS[KINDS[frame]]
    if part != TOTAL:
        # Every record is of the line that the title names.
        columns = columns[:-1]
    records = loaded(page, frame, request.user)
    runs = request.user.has_perm("training.run_training")
    context = {
        "statement": statement,
        "year": year_in_words(statement),
        "frame": shown,
        "line": line,
        "columns": columns,
        "rows": [
            (_address(record, runs), list(zip(columns, row, strict=False)))
            for (_, record), row in zip(records, record_rows(records, shown), strict=True)
        ],
        "page": page,
        "count": len(found),
        "hidden": len(found) - len(seen),
    }
    return render(request, "training/statements/records.html", context)


def _address(record, runs: bool) -> str:
    """The session of a half-day or of a registration; the order of an invoice, which the training team opens."""
    if isinstance(record, InvoiceLine):
        return record.invoice.order.get_absolute_url() if runs else ""
    return record.session.get_absolute_url()


@readers_only
def statement_records_export(request, pk, frame, part, fmt):
    """Exactly the records shown."""
    statement, shown, _, found = _cell(request, pk, frame, part)
    rows = record_rows(loaded(found, frame, request.user), shown)
    return table_response(fmt, f"bpf-{statement.ends_on.year}-{frame}-{part}", COLUMNS[KINDS[frame]], rows)
