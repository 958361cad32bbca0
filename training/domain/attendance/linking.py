"""The mail of the morning: each trainee gets the way to sign the half-days of the day."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from members.domain import outbox
from members.models import Mail
from training.domain.attendance.codes import CODE_MARK, code_of
from training.domain.attendance.signing import SIGNING
from training.models import Registration, Session, SigningCode, Slot

LINK_MARK = "[lien pour signer]"


def send_links(today: date) -> int:
    """One mail a day to each trainee of a session held that day, who has an address; how many are new."""
    slots: dict[int, list[Slot]] = {}
    held = Slot.objects.filter(day=today, session__state__in=[Session.State.CONFIRMED, Session.State.RUNNING])
    for slot in held.order_by("starts_at"):
        slots.setdefault(slot.session_id, []).append(slot)
    places = Registration.objects.filter(session__in=slots, state__in=SIGNING).exclude(trainee__email="")
    letters = []
    for place in places.select_related("trainee", "session__version").order_by("pk"):
        words = {
            "place": place, "slots": slots[place.session_id], "link": LINK_MARK, "identity": settings.IDENTITY,
        }  # fmt: skip
        letters.append(
            outbox.Letter(
                kind=Mail.Kind.ATTENDANCE, about=f"links:{place.pk}:{today:%Y-%m-%d}", to=place.trainee.email,
                subject=f"Signer votre présence : {place.session.version.title}",
                body=render_to_string("training/email/signing_links.txt", words),
            )
        )  # fmt: skip
    return outbox.post(letters)


@outbox.mail_words(Mail.Kind.ATTENDANCE)
def attendance_words(mail: Mail) -> dict[str, str]:
    """Codes and personal links, which are keys: written when the mail leaves, and kept nowhere else."""
    what, _, rest = mail.about.partition(":")
    number = rest.partition(":")[0]
    if not number.isdecimal():
        return {}
    if what == "code":
        code = SigningCode.objects.filter(pk=number).first()
        return {CODE_MARK: code_of(code) if code else "expiré"}
    place = Registration.objects.filter(pk=number).first()
    return {LINK_MARK: settings.SITE_URL + reverse("training:my_attendance", args=[place.token]) if place else ""}
