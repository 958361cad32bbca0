"""Mails of a jury: to its members, with a link by which they answer without an account, and to the candidates' structures.

No mail names a candidate: structures get their summons as a PDF, made when the mail leaves, and candidates get theirs
from their structure.
"""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from certification.models import Jury, Official, Place, Seat
from members.domain import outbox
from members.domain.people.managers import written_to
from members.models import Contact, Mail, Organisation

# What stands in the mail that is kept, in place of the link by which its reader answers.
ANSWER_LINK = "[lien de réponse]"


@outbox.mail_words(Mail.Kind.JURY)
def answer_words(mail: Mail) -> dict[str, str]:
    """The link of a seat is written when its mail leaves, and kept nowhere else."""
    what, _, number = mail.about.partition(":")
    if what != "seat":
        return {}
    seat = Seat.objects.filter(pk=number.partition(":")[0]).first()
    link = settings.SITE_URL + reverse("certification:seat_answer", args=[seat.token]) if seat else ""
    return {ANSWER_LINK: link}


def tell_members(jury: Jury, seats: Iterable[Seat]) -> int:
    """Convene members, with the day for their calendar; observers are told too. How many mails."""
    return outbox.post(
        _member_letter(jury, seat, "summons", f"Convocation : {jury}", [("jury_calendar", seat.pk)]) for seat in seats
    )


def tell_structures(jury: Jury) -> int:
    """Send each structure the summons of its candidates, to hand over. How many mails."""
    return outbox.post(
        _structure_letter(jury, organisation, to, "summons", f"Convocations : {jury}", [("jury_summonses", place)])
        for organisation, place in _structures(jury)
        for to in written_to([organisation])[organisation.pk]
    )


def tell_confirmed(jury: Jury) -> int:
    """The jury takes place: its members are told. How many mails."""
    seats = _coming(jury)
    return outbox.post(
        _member_letter(jury, seat, "confirmed", f"Jury confirmé : {jury}", [("jury_calendar", seat.pk)])
        for seat in seats
    )


def tell_changed(jury: Jury) -> int:
    """The place or the hours changed: everybody is told, with papers made anew. How many mails."""
    moment = f"changed{jury.updated_at:%Y%m%d%H%M%S%f}"
    subject = f"Lieu ou horaire modifié : {jury}"
    return outbox.post(
        [_member_letter(jury, seat, moment, subject, [("jury_calendar", seat.pk)]) for seat in _coming(jury)]
        + [
            _structure_letter(jury, organisation, to, moment, subject, [("jury_summonses", place)])
            for organisation, place in _structures(jury)
            for to in written_to([organisation])[organisation.pk]
        ]
    )


def tell_cancelled(jury: Jury) -> int:
    """The jury does not take place: members and structures are told, with the reason. How many mails."""
    subject = f"Jury annulé : {jury}"
    return outbox.post(
        [_member_letter(jury, seat, "cancelled", subject, []) for seat in _coming(jury)]
        + [
            _structure_letter(jury, organisation, to, "cancelled", subject, [])
            for organisation, _ in _structures(jury)
            for to in written_to([organisation])[organisation.pk]
        ]
    )


def _coming(jury: Jury) -> list[Seat]:
    return list(jury.seats.exclude(answer=Seat.Answer.DECLINED).select_related("official").order_by("pk"))


def _structures(jury: Jury) -> list[tuple[Organisation, int]]:
    """The structures that present candidates, each with the number of its first place."""
    found: dict[int, tuple[Organisation, int]] = {}
    for place in jury.places.select_related("enrolment__organisation").order_by("order", "pk"):
        found.setdefault(place.enrolment.organisation_id, (place.enrolment.organisation, place.pk))
    return list(found.values())


def _member_letter(jury: Jury, seat: Seat, what: str, subject: str, attachments: list) -> outbox.Letter:
    official: Official = seat.official
    return outbox.Letter(
        kind=Mail.Kind.JURY, about=f"seat:{seat.pk}:{what}", to=official.email.lower(), subject=subject,
        body=_body(jury, what, seat=seat, link=ANSWER_LINK), user_id=official.user_id, attachments=attachments,
    )  # fmt: skip


def _structure_letter(
    jury: Jury, organisation: Organisation, to: Contact, what: str, subject: str, attachments: list
) -> outbox.Letter:
    return outbox.Letter(
        kind=Mail.Kind.JURY, about=f"jury:{jury.pk}:{organisation.pk}:{what}", to=to.email, subject=subject,
        body=_body(jury, what, organisation=organisation, link=settings.SITE_URL + jury.get_absolute_url()),
        organisation=organisation, user_id=to.user_id, attachments=attachments,
    )  # fmt: skip


def _body(jury: Jury, what: str, **context) -> str:
    words = {"jury": jury, "what": what.rstrip("0123456789"), "identity": settings.IDENTITY}
    return render_to_string("certification/email/jury.txt", words | context)


def places_of_same_structure(place: Place) -> list[Place]:
    """The places on the same jury of the candidates of the same structure."""
    same = Place.objects.filter(jury=place.jury_id, enrolment__organisation=place.enrolment.organisation_id)
    return list(
        same.select_related("jury__certification", "jury__host", "enrolment__candidate", "enrolment__organisation")
        .order_by("order", "pk")
    )  # fmt: skip
