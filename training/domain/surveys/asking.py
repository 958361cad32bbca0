"""Who is asked, when, and reminded twice."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from members.domain import outbox
from members.models import Mail
from training.models import Order, Registration, Session, Survey, SurveyInvitation, Trainer

REMINDERS = (timedelta(days=7), timedelta(days=21))
# Nobody is asked about a session that ended long before its questionnaire was written.
TOO_LATE = timedelta(days=45)
LINK_MARK = "[lien du questionnaire]"
ENDED = (Session.State.COMPLETED, Session.State.CLOSED)


@transaction.atomic
def ask(today: date) -> int:
    """Send the questionnaires that are due; how many people are asked that were not."""
    asked = 0
    for survey in Survey.objects.filter(active=True, questions__active=True).distinct():
        latest = today - timedelta(days=max(1, survey.delay_days))
        due = Session.objects.filter(state__in=ENDED, ends_on__lte=latest, ends_on__gt=latest - TOO_LATE)
        for session in due.select_related("version").order_by("pk"):
            wanted = [SurveyInvitation(survey=survey, session=session, **who) for who in people_of(survey, session)]
            known = set(
                SurveyInvitation.objects.filter(survey=survey, session=session).values_list(
                    "registration", "order", "trainer"
                )
            )
            new = [one for one in wanted if (one.registration_id, one.order_id, one.trainer_id) not in known]
            SurveyInvitation.objects.bulk_create(new)
            outbox.post(filter(None, (_letter(one) for one in new)))
            asked += len(new)
    return asked


@transaction.atomic
def remind(now) -> int:
    """Remind those who did not answer, twice at most; how many mails leave."""
    letters = []
    for rank, after in enumerate(REMINDERS):
        silent = SurveyInvitation.objects.select_for_update(of=("self",)).filter(
            answered_at=None, reminders=rank, asked_at__lte=now - after, survey__active=True
        )
        for one in silent.select_related("survey", "session__version"):
            one.reminders, one.reminded_at = rank + 1, now
            one.save(update_fields=["reminders", "reminded_at"])
            letters.append(_letter(one))
    return outbox.post(filter(None, letters))


def people_of(survey: Survey, session: Session) -> Iterator[dict]:
    """Who is asked about a session: who came to it, who sent them, who paid, who trained."""
    came = Registration.objects.trained().filter(session=session)
    orders = Order.objects.filter(registrations__in=came).distinct().order_by("pk")
    audiences = Survey.Audience
    if survey.audience == audiences.TRAINEE:
        for place in came.exclude(trainee__email="").order_by("pk"):
            yield {"registration": place}
    elif survey.audience == audiences.EMPLOYER:
        for order in orders.exclude(organisation=None):
            yield {"order": order}
    elif survey.audience == audiences.FUNDER:
        for order in orders.filter(funding=Order.Funding.GRANTED).exclude(funder__email=""):
            yield {"order": order}
    else:
        for trainer in Trainer.objects.filter(slots__session=session).exclude(email="").distinct().order_by("pk"):
            yield {"trainer": trainer}


def address_of(invitation: SurveyInvitation) -> str:
    if invitation.registration_id:
        return invitation.registration.trainee.email
    if invitation.trainer_id:
        return invitation.trainer.email
    if invitation.order_id is None:
        # The person was forgotten since.
        return ""
    if invitation.survey.audience == Survey.Audience.FUNDER:
        return invitation.order.funder.email if invitation.order.funder_id else ""
    return invitation.order.contact_email


def _letter(invitation: SurveyInvitation) -> outbox.Letter | None:
    to = address_of(invitation)
    if not to:
        return None
    words = {"invitation": invitation, "link": LINK_MARK, "identity": settings.IDENTITY}
    return outbox.Letter(
        kind=Mail.Kind.EVALUATION, about=f"survey:{invitation.pk}:{invitation.reminders}", to=to,
        subject=f"{invitation.survey} : {invitation.session.version.title}",
        body=render_to_string("training/email/survey.txt", words),
    )  # fmt: skip


@outbox.mail_words(Mail.Kind.EVALUATION)
def survey_words(mail: Mail) -> dict[str, str]:
    """The link of a questionnaire, which is a key: written when the mail leaves, and kept nowhere else."""
    _, _, rest = mail.about.partition(":")
    found = SurveyInvitation.objects.filter(pk=rest.partition(":")[0]).first()
    return {LINK_MARK: settings.SITE_URL + reverse("training:survey", args=[found.token]) if found else ""}


def due_now() -> tuple[int, int]:
    """Ask and remind, as every morning."""
    return ask(timezone.localdate()), remind(timezone.now())
