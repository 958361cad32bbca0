"""A candidate's appeal: received by the team, in time or late, and ruled with an answer that gives its reasons."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from certification.domain.juries.correcting import reopen
from certification.domain.juries.notifying import appeals_until
from certification.domain.juries.telling import letters_to
from certification.domain.team import require_team
from certification.models import Appeal, Jury, Place
from members.domain.moves import Refused, reasoned
from members.domain.outbox import post
from members.models import Issuer, User
from reporting.documents import render_pdf
from reporting.french import fr_date


def is_late(appeal: Appeal) -> bool:
    """Whether the appeal came after the delay that the certification gives from the notification."""
    until = appeals_until(appeal.place.jury)
    return until is not None and appeal.received_on > until


@transaction.atomic
def receive(place: Place, *, received_on: date, grounds: str, by: User) -> Appeal:
    """Note an appeal against a decision that was notified; late ones are noted too. Raises Refused."""
    require_team(by)
    jury = Jury.objects.select_for_update(of=("self",)).get(pk=place.jury_id)
    if jury.notified_at is None:
        raise Refused("Les résultats de ce jury ne sont pas notifiés : il n'y a pas encore de recours.")
    if received_on > timezone.localdate():
        raise Refused("La date de réception est à venir.")
    if received_on < timezone.localdate(jury.notified_at):
        raise Refused(f"Les résultats ont été notifiés le {fr_date(jury.notified_at)} : vérifiez la date.")
    if place.appeals.open().exists():
        raise Refused("Un recours est déjà à l'étude pour cette décision.")
    return Appeal.objects.create(place=place, received_on=received_on, grounds=reasoned(grounds, "Un recours"))


@transaction.atomic
def rule(appeal: Appeal, *, ruling: str, text: str, despite_delay: bool = False, by: User) -> Appeal:
    """Answer an appeal, once, with reasons; upheld, it makes the jury deliberate again on this candidate.

    A late one is inadmissible, unless it is said that it is examined in spite of the delay.
    """
    require_team(by)
    kept = Appeal.objects.select_for_update(of=("self",)).select_related("place__jury__certification").get(pk=appeal.pk)
    if kept.ruling:
        raise Refused(f"Ce recours a déjà sa réponse : {kept.get_ruling_display()}.")
    if is_late(kept) and ruling != Appeal.Ruling.INADMISSIBLE and not despite_delay:
        raise Refused(
            f"Ce recours est arrivé après le {fr_date(appeals_until(kept.place.jury))} : il est irrecevable, "
            "sauf si vous indiquez l'examiner malgré le délai."
        )
    kept.ruling, kept.ruling_text = ruling, reasoned(text, "La réponse à un recours")
    kept.ruled_on, kept.ruled_by = timezone.localdate(), by
    kept.full_clean(exclude=["place"], validate_unique=False)
    kept.save()
    _tell(kept)
    if ruling == Appeal.Ruling.UPHELD:
        reopen(
            kept.place.jury, [kept.place], reason=f"Recours du {fr_date(kept.received_on)} accepté.", by=by
        )  # fmt: skip
    return kept


def _tell(appeal: Appeal) -> None:
    """Tell the structure that the answer is there, to be handed to the candidate."""
    jury = appeal.place.jury
    post(
        letters_to(
            appeal.place.enrolment.organisation,
            f"appeal:{appeal.pk}",
            f"Réponse à un recours, jury du {fr_date(jury.held_on)}",
            "certification/email/appeal_answered.txt",
            {"jury": jury, "link": settings.SITE_URL + reverse("certification:jury_results", args=[jury.pk])},
        )
    )


def answer_pdf(appeal: Appeal) -> bytes:
    """The answer as a letter to the candidate."""
    context = {"appeal": appeal, "place": appeal.place, "issuer": Issuer.current()}
    return render_pdf("certification/juries/appeal_letter.html", context).content
