"""Trainees sign on their own phone, without an account: by their personal link, or by the code shown in the room."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from members.domain.limits import within_limit
from members.domain.moves import Refused
from training.domain.attendance.codes import redeem_code, send_code
from training.domain.attendance.evidence import drawn
from training.domain.attendance.signing import SIGNING, sign_presence
from training.domain.attendance.window import is_open, signing_days
from training.models import Attendance, Registration, Slot
from training.views.offers import as_key


@login_not_required
def my_attendance(request, token):
    """Every half-day of a trainee's session: those to sign now, those signed, those to come."""
    place = get_object_or_404(Registration.objects.select_related("trainee", "session__version", "order"), token=token)
    if place.state in (Registration.State.WAITING, Registration.State.CANCELLED):
        raise Http404
    kept = {row.slot_id: row for row in Attendance.objects.filter(registration=place)}
    now, days = timezone.now(), signing_days()
    rows = [
        (slot, kept.get(slot.pk), _can_sign(slot, place, kept.get(slot.pk), now, days))
        for slot in place.session.slots.select_related("session").order_by("day", "starts_at")
    ]
    return as_key(render(request, "training/attendance/mine.html", {"place": place, "rows": rows}))


def _can_sign(slot: Slot, place: Registration, row: Attendance | None, now, days: int) -> bool:
    free = row is None or (row.state == Attendance.State.PRESENT and row.signed_at is None)
    return free and place.state in SIGNING and is_open(slot, now, days)


@login_not_required
def sign_mine(request, token, pk):
    """Sign a half-day, by one's personal link."""
    place = get_object_or_404(Registration.objects.select_related("trainee", "session__version"), token=token)
    slot = get_object_or_404(place.session.slots.select_related("session__version"), pk=pk)
    if request.method == "POST" and _signed(request, slot, place):
        return redirect("training:my_attendance", token)
    return _page(request, slot, place)


@login_not_required
def sign_slot(request, token):
    """The half-day of the code shown in the room: who are you, then sign."""
    slot = get_object_or_404(Slot.objects.select_related("session__version"), token=token)
    places = slot.session.registrations.filter(state__in=SIGNING).select_related("trainee")
    chosen = request.GET.get("personne") or request.POST.get("personne", "")
    if chosen and (request.method == "POST" or is_open(slot, timezone.now())):
        if not chosen.isdecimal():
            raise Http404
        place = get_object_or_404(places, pk=chosen)
        if request.method == "POST" and _signed(request, slot, place):
            return redirect("training:sign_slot", token)
        return _page(request, slot, place, by_code=True)
    signed = set(
        Attendance.objects.filter(slot=slot, signed_at__isnull=False).values_list("registration_id", flat=True)
    )
    rows = [(place, place.pk in signed) for place in places.order_by("trainee__last_name", "trainee__first_name", "pk")]
    context = {"slot": slot, "rows": rows, "open": is_open(slot, timezone.now())}
    return as_key(render(request, "training/attendance/who.html", context))


def _page(request, slot: Slot, place: Registration, *, by_code: bool = False):
    context = {
        "slot": slot,
        "place": place,
        "by_code": by_code,
        "row": Attendance.objects.filter(slot=slot, registration=place).first(),
        "open": is_open(slot, timezone.now()),
        "code_sent": request.method == "POST" and "code" in request.POST.get("step", ""),
    }
    return as_key(render(request, "training/attendance/sign.html", context))


def _signed(request, slot: Slot, place: Registration) -> bool:
    """Sign as the form says, or send a code; whether the half-day is signed."""
    ip, device = get_adapter().get_client_ip(request), request.headers.get("User-Agent", "")
    step = request.POST.get("step", "draw")
    try:
        if step == "send_code":
            if not within_limit("training-code", ip):
                raise Refused("Trop de codes demandés depuis cette adresse : attendez une heure, ou signez sur papier.")
            messages.info(request, f"Un code est parti à {send_code(slot, place)}. Il vaut dix minutes.")
            return False
        if step == "type_code":
            proof = redeem_code(slot, place, request.POST.get("code", ""), ip=ip, device=device)
        else:
            proof = drawn(request.POST.get("drawing", ""), ip=ip, device=device)
        sign_presence(slot, place, proof)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"Merci {place.trainee.first_name} : votre présence du {slot} est signée.")
    return True
