"""The reviews of a year: the questionnaire made from the core missions, the opening for all regions, the end."""

from datetime import date

from django.db import transaction

from members.domain.agreements.versions import missions_in_force
from members.domain.reviews.facts import make_facts
from members.domain.reviews.letters import post_opened
from members.domain.reviews.refusals import NotAllowed, ReviewRefused
from members.models import BilateralReview, RegionalAssociation, ReviewAnswer, ReviewCampaign, ReviewQuestion, User
from reporting.french import unit

State = ReviewCampaign.State


def _held(number: int, by: User, states: tuple, cannot: str) -> ReviewCampaign:
    if not by.has_perm("members.run_reviews"):
        raise NotAllowed
    campaign = ReviewCampaign.objects.select_for_update(of=("self",)).get(pk=number)
    if campaign.state not in states:
        raise ReviewRefused(f"Cette campagne est « {campaign.get_state_display()} » : {cannot}.")
    return campaign


@transaction.atomic
def create_campaign(*, year: int, opens_on: date, due_on: date, by: User) -> ReviewCampaign:
    """A year in preparation, with a question for each mission of the agreement that held at its end."""
    if not by.has_perm("members.run_reviews"):
        raise NotAllowed
    missions = missions_in_force(date(year, 12, 31))
    if not missions:
        raise ReviewRefused("Aucune convention socle n'est en vigueur : ses missions font les questions du bilan.")
    campaign, made = ReviewCampaign.objects.get_or_create(year=year, defaults={"opens_on": opens_on, "due_on": due_on})
    if not made:
        raise ReviewRefused(f"Les bilans de {year} existent déjà.")
    ReviewQuestion.objects.bulk_create(
        ReviewQuestion(campaign=campaign, mission=mission, wording=mission.expected, position=position)
        for position, mission in enumerate(missions)
    )
    return campaign


@transaction.atomic
def change_campaign(
    campaign: ReviewCampaign, *, opens_on: date, due_on: date, wordings: dict[int, str], dropped: set[int], by: User
) -> ReviewCampaign:
    """Change the days, and the questions (by their numbers) until the opening; the due day until the end."""
    kept = _held(campaign.pk, by, (State.DRAFT, State.OPEN), "elle ne change plus")
    if kept.state == State.OPEN:
        if opens_on != kept.opens_on or dropped:
            raise ReviewRefused("La campagne est ouverte : seule son échéance peut encore changer.")
    else:
        questions = list(kept.questions.all())
        for question in questions:
            question.wording = wordings.get(question.pk, question.wording)
        ReviewQuestion.objects.bulk_update(questions, ["wording"])
        kept.questions.filter(pk__in=dropped).delete()
    kept.opens_on, kept.due_on = opens_on, due_on
    kept.save(update_fields=["opens_on", "due_on"])
    return kept


@transaction.atomic
def open_reviews(campaign: ReviewCampaign, *, by: User) -> int:
    """Open a review for every association that stands on the opening day; how many are new.

    Asked again, it opens those that are missing, such as that of an association founded since, and none twice.
    """
    kept = _held(campaign.pk, by, (State.DRAFT, State.OPEN), "aucun bilan ne s'y ouvre")
    questions = list(kept.questions.select_related("mission"))
    if not questions:
        raise ReviewRefused("Le questionnaire est vide : gardez au moins une mission.")
    wanted = RegionalAssociation.objects.filter(validity__contains=kept.opens_on, regions__isnull=False)
    missing = wanted.exclude(reviews__campaign=kept).distinct().prefetch_related("regions")
    reviews = BilateralReview.objects.bulk_create(
        BilateralReview(campaign=kept, association=association) for association in missing
    )
    ReviewAnswer.objects.bulk_create(
        ReviewAnswer(review=review, question=question) for review in reviews for question in questions
    )
    make_facts(reviews, questions)
    if kept.state == State.DRAFT:
        kept.state = State.OPEN
        kept.save(update_fields=["state"])
    post_opened(reviews)
    return len(reviews)


@transaction.atomic
def close_campaign(campaign: ReviewCampaign, *, by: User) -> ReviewCampaign:
    """End a year once all of its reviews are closed."""
    kept = _held(campaign.pk, by, (State.OPEN,), "elle ne peut pas être close")
    running = kept.reviews.exclude(state=BilateralReview.State.CLOSED).count()
    if running:
        verb = "ne sont" if running > 1 else "n'est"
        raise ReviewRefused(f"{running} {unit('bilans', running)} de cette campagne {verb} pas clos.")
    kept.state = State.CLOSED
    kept.save(update_fields=["state"])
    return kept
