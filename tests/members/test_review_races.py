"""Bilateral reviews written, sent and signed by two at the same moment, on two connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from members.domain.reviews import campaigns, life
from members.domain.reviews.answers import Written, save_answer
from members.domain.reviews.refusals import AnswerChanged, ReviewRefused
from members.domain.reviews.signing import sign_review
from members.models import BilateralReview, ReviewAnswer, Role, Side
from tests.factories import BilateralReviewFactory, RegionalAssociationFactory, ReviewCampaignFactory, person
from tests.members.waiting import until_somebody_waits

pytestmark = pytest.mark.usefixtures("committed")


def together(first, second) -> tuple:
    """`first` is done and not committed while `second` begins; what each gave, refusals included."""

    def alone():
        try:
            return second()
        except ReviewRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            done = first()
            other = pool.submit(alone)
            until_somebody_waits()
        return done, other.result()


def test_two_editors_of_an_answer_the_second_is_shown_the_first():
    review, one, other = BilateralReviewFactory(), person(Role.REGIONAL_STAFF), person(Role.REGIONAL_STAFF)
    question = review.campaign.questions.get().pk

    def write(text, by):
        return save_answer(review, question, Written(3, text), side=Side.REGIONAL, version=0, by=by)

    _, refused = together(lambda: write("Un.", one), lambda: write("Deux.", other))
    assert isinstance(refused, AnswerChanged)
    assert refused.current.regional_text == "Un."
    assert ReviewAnswer.objects.get().regional_text == "Un."


def test_a_review_sent_by_two_is_sent_once():
    review, one, other = BilateralReviewFactory(), person(Role.REGIONAL_STAFF), person(Role.REGIONAL_STAFF)
    review.answers.update(regional_score=3, regional_text="x")
    sent, refused = together(lambda: life.send_review(review, by=one), lambda: life.send_review(review, by=other))
    assert "« envoyé »" in str(refused)
    assert BilateralReview.objects.get().sent_by == sent.sent_by == one


def test_a_word_typed_while_the_review_is_sent_is_refused():
    review, one, other = BilateralReviewFactory(), person(Role.REGIONAL_STAFF), person(Role.REGIONAL_STAFF)
    review.answers.update(regional_score=3, regional_text="x")
    question = review.campaign.questions.get().pk
    _, refused = together(
        lambda: life.send_review(review, by=one),
        lambda: save_answer(review, question, Written(1, "Trop tard."), side=Side.REGIONAL, version=0, by=other),
    )
    assert "la région ne peut plus y écrire" in str(refused)
    assert ReviewAnswer.objects.get().regional_text == "x"


def test_two_who_sign_for_one_side_sign_once():
    review, one, other = BilateralReviewFactory(state="met"), person(Role.REGIONAL_STAFF), person(Role.REGIONAL_STAFF)
    _, refused = together(
        lambda: sign_review(review, side=Side.REGIONAL, by=one),
        lambda: sign_review(review, side=Side.REGIONAL, by=other),
    )
    assert "déjà signé pour l'association régionale" in str(refused)
    assert review.signatures.get().user == one


def test_both_sides_sign_at_once_and_both_count():
    review, one, other = BilateralReviewFactory(state="met"), person(Role.REGIONAL_STAFF), person(Role.NATIONAL_STAFF)
    first, second = together(
        lambda: sign_review(review, side=Side.REGIONAL, by=one),
        lambda: sign_review(review, side=Side.NATIONAL, by=other),
    )
    assert first.sha256 == second.sha256
    assert BilateralReview.objects.get().state == "signed"


def test_two_who_open_a_year_at_once_open_each_review_once():
    campaign, one, other = (
        ReviewCampaignFactory(state="draft"),
        person(Role.NATIONAL_STAFF),
        person(Role.NATIONAL_STAFF),
    )
    RegionalAssociationFactory(regions=["53"])
    made = together(
        lambda: campaigns.open_reviews(campaign, by=one), lambda: campaigns.open_reviews(campaign, by=other)
    )
    assert made == (1, 0)
