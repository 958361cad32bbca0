"""Samples for the rights on attendance: a session of nobody who asks, that was held a month ago."""

from django.core.files.base import ContentFile

from tests.factories.training import AttendanceFactory, RegistrationFactory, SessionFactory, TrainerFactory, in_days
from training.models import SignedSheet, SigningCode, TrainerSignature

PATHS = {"Attendance": "registration__order__organisation"}


def sample() -> dict:
    session = SessionFactory(state="running", starts_on=in_days(-30), slots=True)
    place = RegistrationFactory(session=session)
    slot = session.slots.first()
    sheet = SignedSheet.objects.create(session=session, file=ContentFile(b"%PDF-1.7", name="feuille.pdf"), sha256="0")
    return {
        "led_session": session.pk,
        "led_slot": slot.pk,
        "led_slot_token": slot.token,
        "led_place": place.pk,
        "led_place_token": place.token,
        "led_sheet": sheet.pk,
    }


def records_of(organisation):
    AttendanceFactory(registration__order__organisation=organisation)


def records():
    session = SessionFactory(slots=True)
    slot, trainer = session.slots.first(), TrainerFactory()
    TrainerSignature.objects.create(slot=slot, trainer=trainer, method="drawn")
    SignedSheet.objects.create(session=session, file=ContentFile(b"%PDF-1.7", name="feuille.pdf"), sha256="1")
    SigningCode.objects.create(slot=slot, trainer=trainer, digest="0")
