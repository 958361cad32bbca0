"""The attendance sheet: blank, to be signed by hand, or with every signature and what proves it."""

from django.utils import timezone

from reporting.documents import render_pdf
from training.domain.attendance.recording import NOTED
from training.domain.papers.reading import read_back
from training.domain.papers.words import body_words, session_words
from training.models import Attendance, Evidence, Session, TrainerSignature, TrainingDocument

# So many people and half-days hold on a landscape page.
COLUMNS = 4
UNTRACED = {"drawing": "", "device": "", "ip": ""}


def attendance_content(session: Session) -> dict:
    """Who was there for each half-day, and the evidence.

    Drawings, addresses and devices are not in it: they stay with the records, and are erased with them after some years.
    """
    slots = list(session.slots.prefetch_related("trainers").order_by("day", "starts_at"))
    rows: dict[tuple[int, int], Attendance] = {}
    for row in Attendance.objects.filter(slot__session=session):
        rows[row.registration_id, row.slot_id] = row
    signatures = {(one.slot_id, one.trainer_id): one for one in TrainerSignature.objects.filter(slot__session=session)}
    places = session.registrations.filter(state__in=NOTED).select_related(
        "trainee__organisation", "order__organisation"
    )
    trainers = {trainer.pk: trainer for slot in slots for trainer in slot.trainers.all()}
    led = {(slot.pk, trainer.pk) for slot in slots for trainer in slot.trainers.all()}
    return {
        "body": body_words(),
        "session": session_words(session),
        "people": [
            {
                "name": str(place.trainee), "employer": place.order.buyer,
                "cells": [_cell(rows.get((place.pk, slot.pk))) for slot in slots],
            }
            for place in places.order_by("trainee__last_name", "trainee__first_name", "pk")
        ],
        "trainers": [
            {
                "name": str(trainer),
                "cells": [
                    _signed(signatures.get((slot.pk, number)), "trainer") if (slot.pk, number) in led else None
                    for slot in slots
                ],
            }
            for number, trainer in sorted(trainers.items(), key=lambda item: str(item[1]))
        ],
    }  # fmt: skip


def _cell(row: Attendance | None) -> dict | None:
    if row is None:
        return None
    return {"state": row.get_state_display(), "minutes": row.minutes} | (_signed(row, "trainee") or {})


def _signed(row: Evidence | None, who: str) -> dict | None:
    if row is None or row.signed_at is None:
        return None
    when = timezone.localtime(row.signed_at)
    return {
        "row": row.pk, "who": who, "method": Evidence.Method(row.method).label if row.method else "",
        "at": f"{when:%d/%m/%Y %H:%M}", "sha256": row.sha256,
    }  # fmt: skip


def device_words(agent: str) -> str:
    """What a browser says of its device, in a word or two."""
    for mark, word in (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
                       ("Macintosh", "Mac"), ("Linux", "Linux")):  # fmt: skip
        if mark in agent:
            return word
    return "appareil inconnu" if agent else ""


def sheet_pdf(session: Session, *, blank: bool = False) -> tuple[str, bytes]:
    """The sheet as it stands now, or with empty boxes; the one frozen at the end of the session where there is one."""
    document = None
    if not blank:
        document = TrainingDocument.objects.standing().filter(
            session=session, kind=TrainingDocument.Kind.ATTENDANCE
        ).first()  # fmt: skip
    if document:
        return f"feuille-emargement-{document.number}.pdf", frozen_sheet(document)
    return f"feuille-emargement-{session.number}.pdf", _sheet(attendance_content(session), blank=blank)


def frozen_sheet(document: TrainingDocument) -> bytes:
    """The sheet as it was at the end of the session."""
    return _sheet(document.content, document=document)


def _sheet(content: dict, *, blank: bool = False, document: TrainingDocument | None = None) -> bytes:
    said = read_back(content)
    traces = {} if blank else _traces(said)
    context = {
        "said": said, "blank": blank, "document": document, "parts": _parts(said, blank, traces),
        "evidence": [] if blank else _evidence(said, traces),
    }  # fmt: skip
    return render_pdf("training/papers/attendance.html", context).content


def _parts(said: dict, blank: bool, traces: dict) -> list[dict]:
    """The half-days, some on each page, with the cells of each person."""
    slots = said["session"]["slots"]
    parts = []
    for start in range(0, len(slots), COLUMNS):
        cut = slice(start, start + COLUMNS)
        parts.append({
            "slots": slots[cut],
            "people": [one | {"cells": _cells(one["cells"][cut], blank, traces)} for one in said["people"]],
            "trainers": [one | {"cells": _cells(one["cells"][cut], blank, traces)} for one in said["trainers"]],
        })  # fmt: skip
    return parts


def _cells(cells: list, blank: bool, traces: dict) -> list:
    return [None] * len(cells) if blank else [cell and _traced(cell, traces) for cell in cells]


def _traced(cell: dict, traces: dict) -> dict:
    return cell | traces.get((cell.get("who"), cell.get("row")), UNTRACED)


def _traces(said: dict) -> dict:
    """What is still kept of each signature, by who and row: the drawing, the device and the address."""
    wanted = {"trainee": [], "trainer": []}
    for one in [*said["people"], *said["trainers"]]:
        for cell in one["cells"]:
            if cell and cell.get("row"):
                wanted[cell["who"]].append(cell["row"])
    found = {}
    for who, model in (("trainee", Attendance), ("trainer", TrainerSignature)):
        rows = model.objects.filter(pk__in=wanted[who]).values_list("pk", "drawing", "device", "ip_address")
        for number, drawing, device, ip in rows:
            found[who, number] = {"drawing": drawing, "device": device_words(device), "ip": ip or ""}
    return found


def _evidence(said: dict, traces: dict) -> list[dict]:
    """Each signature with what proves it, in the order of half-days."""
    lines = []
    for rank, slot in enumerate(said["session"]["slots"]):
        for one in [*said["people"], *said["trainers"]]:
            cell = one["cells"][rank]
            if cell and cell.get("at"):
                lines.append({"slot": slot, "name": one["name"]} | _traced(cell, traces))
    return lines
