"""Attendance as those who lead a session keep it: half-days, sheets, abandonments, assessments, the end."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.domain.moves import Refused
from reporting.exports import table_response
from reporting.files import pdf_response, stored_file
from reporting.qr import qr_svg
from training.domain.attendance.assessing import FIRST, LAST, assess
from training.domain.attendance.evidence import drawn
from training.domain.attendance.finishing import finish_session, note_abandonment, undo_abandonment
from training.domain.attendance.following import rate_of, standing_of_slots, without_signature
from training.domain.attendance.paper import sheet_pdf
from training.domain.attendance.recording import NOTED, Noted, note_attendance
from training.domain.attendance.sheets import keep_sheet
from training.domain.attendance.signing import sign_as_trainer
from training.domain.attendance.window import is_open, opens_at
from training.exports.attendance import COLUMNS, attendance_rows
from training.forms.attendance import AbandonmentForm, SheetForm
from training.models import Attendance, ObjectiveMark, Registration, Session, SignedSheet, Slot, TrainerSignature


def _led(request, pk: int) -> Session:
    return get_object_or_404(Session.objects.led_by(request.user).select_related("version__course"), pk=pk)


def _led_slot(request, pk: int) -> Slot:
    found = Slot.objects.filter(session__in=Session.objects.led_by(request.user)).select_related("session__version")
    return get_object_or_404(found, pk=pk)


def attendance(request, pk):
    """Where a session stands: its half-days, what is missing, its sheets, how it ends."""
    session, now = _led(request, pk), timezone.now()
    slots = standing_of_slots(session, now)
    attended, expected, rate = rate_of(session, slots)
    places = session.registrations.filter(state__in=NOTED).select_related("trainee", "order__organisation")
    context = {
        "session": session,
        "slots": slots,
        "attended": attended,
        "expected": expected,
        "rate": rate,
        "unsigned": without_signature(session),
        "places": places.order_by("trainee__last_name", "trainee__first_name", "pk"),
        "sheets": SignedSheet.objects.visible_to(request.user).filter(session=session).prefetch_related("slots"),
        "sheet_form": SheetForm(session=session),
        "abandonment_form": AbandonmentForm(),
        "can_finish": session.state == Session.State.RUNNING and session.ends_on <= timezone.localdate(),
    }
    return render(request, "training/attendance/session.html", context)


def attendance_export(request, pk, fmt):
    """Every presence of a session as a table."""
    session = _led(request, pk)
    rows = attendance_rows(Attendance.objects.visible_to(request.user).filter(slot__session=session))
    return table_response(fmt, f"presences-{session.number}", COLUMNS, rows)


def slot(request, pk):
    """A half-day: note who is there, for how long; the trainer signs."""
    shown = _led_slot(request, pk)
    trainer = shown.trainers.filter(user=request.user).first()
    if request.method == "POST":
        return _noted(request, shown)
    kept = {row.registration_id: row for row in Attendance.objects.filter(slot=shown)}
    places = shown.session.registrations.filter(state__in=NOTED).select_related("trainee", "order__organisation")
    now = timezone.now()
    context = {
        "slot": shown,
        "rows": [
            (place, kept.get(place.pk)) for place in places.order_by("trainee__last_name", "trainee__first_name", "pk")
        ],
        "states": Attendance.State.choices,
        "begun": opens_at(shown) <= now,
        "open": is_open(shown, now),
        "closed": shown.session.state in (*Session.CALLED_OFF, Session.State.CLOSED),
        "trainer": trainer,
        "signature": TrainerSignature.objects.filter(slot=shown, trainer=trainer).first() if trainer else None,
    }
    return render(request, "training/attendance/slot.html", context)


def _noted(request, shown: Slot):
    noted = {}
    for name, state in request.POST.items():
        number = name.removeprefix("state-")
        if not name.startswith("state-") or not number.isdecimal() or not state:
            continue
        minutes = request.POST.get(f"minutes-{number}", "")
        reason = request.POST.get(f"reason-{number}", "")
        noted[int(number)] = Noted(state, int(minutes) if minutes.isdecimal() else shown.minutes, reason)
    try:
        changed = note_attendance(shown, noted, by=request.user, paper="paper" in request.POST)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{changed} présence(s) enregistrée(s)." if changed else "Rien n'a changé.")
    return redirect("training:slot", shown.pk)


def slot_code(request, pk):
    """The code of a half-day, large enough to be read from the back of the room, or printed."""
    shown = _led_slot(request, pk)
    address = settings.SITE_URL + reverse("training:sign_slot", args=[shown.token])
    context = {"slot": shown, "address": address, "qr": qr_svg(address, title="Code pour signer cette demi-journée")}
    return render(request, "training/attendance/code.html", context)


@require_POST
def slot_sign(request, pk):
    """The trainer signs the half-day that they led."""
    shown = _led_slot(request, pk)
    trainer = shown.trainers.filter(user=request.user).first()
    try:
        if trainer is None:
            raise Refused("Vous n'animez pas cette demi-journée.")
        ip = get_adapter().get_client_ip(request)
        proof = drawn(request.POST.get("drawing", ""), ip=ip, device=request.headers.get("User-Agent", ""))
        sign_as_trainer(shown, trainer, proof)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Vous avez signé cette demi-journée.")
    return redirect("training:slot", pk)


def blank_sheet(request, pk):
    """The sheet to print and to have signed."""
    return pdf_response(*sheet_pdf(_led(request, pk), blank=True))


def signed_sheet(request, pk):
    """The sheet with every signature and its evidence."""
    return pdf_response(*sheet_pdf(_led(request, pk)))


@require_POST
def sheet_add(request, pk):
    """Keep a sheet signed on paper."""
    session = _led(request, pk)
    form = SheetForm(request.POST, request.FILES, session=session)
    if not form.is_valid():
        for problems in form.errors.values():
            messages.error(request, problems[0])
        return redirect("training:attendance", pk)
    try:
        keep_sheet(session, list(form.cleaned_data["slots"]), form.cleaned_data["file"], by=request.user)
        messages.success(
            request, "La feuille est gardée. Notez les présences qu'elle prouve, demi-journée par demi-journée."
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("training:attendance", pk)


def sheet_file(request, pk):
    sheet = get_object_or_404(SignedSheet.objects.visible_to(request.user).select_related("session"), pk=pk)
    suffix = sheet.file.name[sheet.file.name.rfind(".") :]
    return stored_file(sheet.file, f"emargement-{sheet.session.number}{suffix}", as_attachment=True)


@require_POST
def finish(request, pk):
    """The session is over."""
    session = _led(request, pk)
    try:
        finish_session(session, by=request.user)
        messages.success(request, "La session est terminée. Les certificats de réalisation peuvent être faits.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("training:attendance", pk)


@require_POST
def abandonment(request, pk):
    """Somebody gave up, or came back."""
    found = Registration.objects.visible_to(request.user).filter(session__in=Session.objects.led_by(request.user))
    place = get_object_or_404(found.select_related("trainee"), pk=pk)
    try:
        if "undo" in request.POST:
            undo_abandonment(place, by=request.user)
            messages.success(request, f"{place.trainee} est de nouveau en formation.")
        else:
            form = AbandonmentForm(request.POST)
            if not form.is_valid():
                raise Refused("Indiquez le dernier jour et le motif.")
            note_abandonment(place, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, f"L'abandon de {place.trainee} est noté ; ses heures suivies comptent.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("training:attendance", place.session_id)


def assessment(request, pk):
    """How each trainee stands on each objective, from 1 to 4."""
    session = _led(request, pk)
    places = session.registrations.filter(state__in=NOTED).select_related("trainee")
    places = list(places.order_by("trainee__last_name", "trainee__first_name", "pk"))
    objectives = session.version.objectives
    if request.method == "POST":
        marks = {}
        for place in places:
            for rank in range(len(objectives)):
                typed = request.POST.get(f"m-{place.pk}-{rank}")
                if typed is not None:
                    marks[place.pk, rank] = int(typed) if typed.isdecimal() else None
        try:
            changed = assess(session, marks, by=request.user)
            messages.success(request, f"{changed} évaluation(s) enregistrée(s)." if changed else "Rien n'a changé.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("training:assessment", pk)
    kept = {(one.registration_id, one.objective): one for one in ObjectiveMark.objects.filter(registration__in=places)}
    context = {
        "session": session,
        "objectives": objectives,
        "rows": [(place, [(rank, kept.get((place.pk, rank))) for rank in range(len(objectives))]) for place in places],
        "choices": range(FIRST, LAST + 1),
    }
    return render(request, "training/attendance/assessment.html", context)
