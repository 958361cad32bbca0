"""The life of a bilateral review: what each side writes, the frozen figures, the meeting, signatures, reminders."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from members.domain.reviews import campaigns, decisions, files, life
from members.domain.reviews.answers import Written, save_answer
from members.domain.reviews.facts import freeze_facts, make_facts, today_of
from members.domain.reviews.letters import remind_reviews
from members.domain.reviews.reading import read_review
from members.domain.reviews.refusals import AnswerChanged, DecisionChanged, Incomplete, NotAllowed, ReviewRefused
from members.domain.reviews.signing import content_hash, sign_review
from members.models import BilateralReview, Mail, ReviewCampaign, ReviewDecision, Role, RoleGrant, Side
from tests.factories import (
    BilateralReviewFactory,
    CoreMissionFactory,
    MembershipFactory,
    RegionalAssociationFactory,
    ReviewCampaignFactory,
    ReviewDecisionFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
State = BilateralReview.State
DAY = date(2024, 5, 2)


@pytest.fixture
def regional(db):
    return person(Role.REGIONAL_STAFF)


@pytest.fixture
def elsewhere(db):
    """Staff of another region."""
    return person(Role.REGIONAL_STAFF, region="32")


def write(review, text="Un texte.", *, by, side=Side.REGIONAL, version=0, score=3, agreement="", comments=None):
    question = review.campaign.questions.first()
    return save_answer(
        review, question.pk, Written(score, text, agreement, comments or {}), side=side, version=version, by=by
    )  # fmt: skip


def met(review, *, by, **changes):
    told = {"met_on": DAY, "people": "Anne", "minutes": "Tout.", "mark": life.meeting_mark(review)} | changes
    return life.record_meeting(review, by=by, **told)


# What takes each step, who takes it, and from which states.
STEPS = {
    "write": (lambda review, by: write(review, by=by, version=review.answers.get().regional_version), "regional",
              ["opened", "drafting"]),
    "send": (lambda review, by: life.send_review(review, by=by), "regional", ["drafting"]),
    "ask": (lambda review, by: life.ask_for_more(review, note="Précisez.", by=by), "national", ["sent"]),
    "reply": (lambda review, by: write(review, "Autre.", by=by, side=Side.NATIONAL, agreement="agreed",
              version=review.answers.get().national_version), "national", ["sent", "answered"]),
    "answer": (lambda review, by: life.answer_review(review, by=by), "national", ["sent"]),
    "meet": (lambda review, by: met(review, by=by), "national", ["answered", "met"]),
    "sign_regional": (lambda review, by: sign_review(review, side=Side.REGIONAL, by=by), "regional", ["met"]),
    "sign_national": (lambda review, by: sign_review(review, side=Side.NATIONAL, by=by), "national", ["met"]),
    "close": (lambda review, by: life.close_review(review, by=by), "national", ["signed"]),
}  # fmt: skip


@pytest.fixture
def ready():
    """A review in a state, with what its next step needs."""

    def make(state):
        review = BilateralReviewFactory(state=state)
        if state in ("drafting", "sent"):
            review.answers.update(
                regional_score=3, regional_text="x", national_score=3, national_text="x", agreement="agreed"
            )
        return review

    return make


@pytest.mark.parametrize("state", [state for state in State if state != "signed_one"])
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_from_its_states_only(step, state, ready, regional, national):
    take, side, states = STEPS[step]
    review = ready(state)
    who = {"regional": regional, "national": national}[side]
    if state in states or (step == "send" and state == "opened"):
        if state == "opened" and step == "send":
            with pytest.raises(Incomplete, match="l'appréciation de"):
                take(review, who)
            return
        take(review, who)
        return
    with pytest.raises(ReviewRefused, match="Ce bilan est « "):
        take(review, who)
    assert BilateralReview.objects.get().state == state


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_refused_to_the_wrong_role(step, ready, regional, national, elsewhere):
    take, side, states = STEPS[step]
    review = ready(states[0])
    wrong = [national if side == "regional" else regional, elsewhere, person(Role.BOARD), person(Role.MEMBER)]
    for who in wrong:
        with pytest.raises(NotAllowed, match="Vous n'avez pas le droit"):
            take(review, who)
    assert BilateralReview.objects.get().state == states[0]


@pytest.mark.parametrize("step", ["send", "ask", "answer", "sign_regional", "sign_national", "close"])
def test_a_step_taken_twice_is_refused(step, ready, regional, national):
    take, side, states = STEPS[step]
    review = ready(states[0])
    who = {"regional": regional, "national": national}[side]
    take(review, who)
    after = BilateralReview.objects.get().state
    with pytest.raises(ReviewRefused):
        take(review, who)
    assert BilateralReview.objects.get().state == after


def test_the_whole_life(regional, national):
    review = BilateralReviewFactory()
    write(review, by=regional)
    assert BilateralReview.objects.get().state == State.DRAFTING
    life.send_review(review, by=regional)
    life.ask_for_more(review, note="Précisez.", by=national)
    write(review, "Plus précis.", by=regional, version=1)
    life.send_review(review, by=regional)
    write(review, "Bien.", by=national, side=Side.NATIONAL, agreement="agreed")
    life.answer_review(review, by=national)
    met(review, by=national)
    decisions.add_decision(review, text="Se revoir", owner="Les deux", due_on=date(2024, 9, 1), by=regional)
    first = sign_review(review, side=Side.REGIONAL, by=regional)
    second = sign_review(review, side=Side.NATIONAL, by=national)
    assert first.sha256 == second.sha256 == content_hash(BilateralReview.objects.get())
    life.close_review(review, by=national)
    assert BilateralReview.objects.get().state == State.CLOSED


def test_an_answer_written_by_two_is_not_overwritten_unseen(regional):
    review = BilateralReviewFactory()
    colleague = UserFactory(full_name="Claire Collègue")
    RoleGrant.objects.create(user=colleague, role=Role.REGIONAL_STAFF, association=review.association)
    write(review, "Le premier.", by=colleague)
    with pytest.raises(AnswerChanged, match="Claire Collègue a modifié") as refused:
        write(review, "Le second.", by=regional)
    assert refused.value.current.regional_text == "Le premier."
    assert review.answers.get().regional_text == "Le premier."
    assert write(review, "Les deux.", by=regional, version=1).regional_version == 2


def test_the_same_words_sent_again_are_no_conflict(regional):
    review = BilateralReviewFactory()
    assert write(review, by=regional).regional_version == 1
    assert write(review, by=regional, version=0).regional_version == 1


def test_both_sides_write_without_disturbing_each_other(national, regional):
    review = BilateralReviewFactory(state="sent")
    write(review, "La réponse.", by=national, side=Side.NATIONAL, agreement="agreed")
    answer = review.answers.get()
    assert (answer.regional_text, answer.regional_version, answer.national_version) == ("Texte de la région.", 1, 1)


def test_neither_side_reads_what_the_other_is_still_writing(national, regional):
    drafting = BilateralReviewFactory(state="drafting")
    assert not read_review(drafting, national).tells_regional
    assert read_review(drafting, regional).tells_regional
    sent = BilateralReviewFactory(state="sent", association__regions=["53"])
    assert read_review(sent, national).tells_national
    assert not read_review(sent, regional).tells_national


def test_what_is_missing_is_said_before_sending(regional):
    review = BilateralReviewFactory()
    write(review, "  ", by=regional, score=None)
    code = review.campaign.questions.get().mission.code
    with pytest.raises(Incomplete, match=f"l'appréciation de {code} ; le texte de {code}"):
        life.send_review(review, by=regional)
    assert BilateralReview.objects.get().state == State.DRAFTING


def test_a_disagreement_is_explained(national):
    review = BilateralReviewFactory(state="sent")
    write(review, "", by=national, side=Side.NATIONAL, agreement="disagreed")
    with pytest.raises(Incomplete, match="l'explication du désaccord"):
        life.answer_review(review, by=national)


def test_frozen_figures_stay_and_the_day_s_are_beside(regional):
    MembershipFactory(year=2023)
    review = BilateralReviewFactory()
    write(review, by=regional)
    life.send_review(review, by=regional)
    MembershipFactory.create_batch(2, year=2023)
    (shown,) = today_of(review)
    assert (shown.frozen, shown.today, shown.has_moved) == (1, 3, True)


def test_figures_sent_again_are_frozen_again(regional, national):
    MembershipFactory(year=2023)
    review = BilateralReviewFactory(state="sent")
    MembershipFactory(year=2023)
    life.ask_for_more(review, note="Précisez.", by=national)
    life.send_review(review, by=regional)
    assert review.facts.get().value == 2


def test_two_regions_add_up_where_figures_do_and_stand_apart_where_not():
    for department in ("974", "974", "976"):
        MembershipFactory(year=2023, organisation__department_id=department)
    mission = CoreMissionFactory(indicators=["members.adherents", "members.share_under_50", "members.gone"])
    campaign = ReviewCampaignFactory(questions=0)
    campaign.questions.create(mission=mission)
    review = BilateralReviewFactory(campaign=campaign, association__regions=["04", "06"])
    facts = list(review.facts.values_list("indicator", "region", "value"))
    assert facts == [
        ("members.adherents", None, None), ("members.share_under_50", "04", None), ("members.share_under_50", "06", None)
    ]  # fmt: skip
    freeze_facts(review)
    assert list(review.facts.values_list("value", flat=True)) == [Decimal(3), None, None]


def test_facts_are_made_once():
    review = BilateralReviewFactory()
    with pytest.raises(Exception, match="fact_once"):
        make_facts([review], review.campaign.questions.select_related("mission"))


def test_nothing_changes_after_the_first_signature(regional, national):
    review = BilateralReviewFactory(state="met")
    decision = ReviewDecisionFactory(review=review)
    sign_review(review, side=Side.NATIONAL, by=national)
    for change in (
        lambda: met(BilateralReview.objects.get(), by=national),
        lambda: decisions.add_decision(review, text="x", owner="x", due_on=DAY, by=national),
        lambda: decisions.remove_decision(decision, by=national),
        lambda: files.attach_file(review, SimpleUploadedFile("x.pdf", b"%PDF-"), by=regional),
        lambda: write(review, by=regional, version=1),
    ):
        with pytest.raises(ReviewRefused, match="signé d'un côté"):
            change()


def test_a_content_that_moved_behind_the_portal_s_back_is_not_signed(regional, national):
    review = BilateralReviewFactory(state="met")
    sign_review(review, side=Side.NATIONAL, by=national)
    review.answers.update(national_text="Réécrit.")
    with pytest.raises(ReviewRefused, match="n'est plus celui qui a été signé"):
        sign_review(review, side=Side.REGIONAL, by=regional)
    assert BilateralReview.objects.get().state == State.SIGNED_ONE


def test_minutes_corrected_by_another_are_not_overwritten_unseen(national):
    review = BilateralReviewFactory(state="met")
    old = life.meeting_mark(review)
    met(review, by=national, minutes="Corrigé.")
    with pytest.raises(ReviewRefused, match="entre-temps"):
        met(review, by=national, minutes="Autre.", mark=old)
    assert BilateralReview.objects.get().minutes == "Corrigé."


def test_last_year_s_decisions_come_back_then_stay_as_signed(regional, national):
    association = RegionalAssociationFactory(regions=["53"])
    before = BilateralReviewFactory(campaign__year=2022, association=association, state="closed")
    decision = ReviewDecisionFactory(review=before, text="Se revoir")
    review = BilateralReviewFactory(association=association, state="met")
    assert [(one.text, one.state) for one in read_review(review, national).previous] == [("Se revoir", "en retard")]
    sign_review(review, side=Side.NATIONAL, by=national)
    decisions.settle_decision(decision, was="open", state="done", reason="", by=regional)
    assert [one.state for one in read_review(BilateralReview.objects.get(pk=review.pk), national).previous] == [
        "en retard"
    ]
    assert ReviewDecision.objects.get().settled_on == timezone.localdate()


def test_a_decision_is_dropped_with_a_reason_and_not_from_an_old_page(regional, elsewhere):
    decision = ReviewDecisionFactory()
    with pytest.raises(ReviewRefused, match="Dites pourquoi"):
        decisions.settle_decision(decision, was="open", state="dropped", reason=" ", by=regional)
    with pytest.raises(NotAllowed):
        decisions.settle_decision(decision, was="open", state="done", reason="", by=elsewhere)
    decisions.settle_decision(decision, was="open", state="dropped", reason="Sans objet.", by=regional)
    with pytest.raises(DecisionChanged, match="« abandonnée »"):
        decisions.settle_decision(decision, was="open", state="done", reason="", by=regional)


def test_files_are_joined_once_and_taken_away_by_their_side(regional, national):
    review = BilateralReviewFactory()
    joined = files.attach_file(review, SimpleUploadedFile("../bilan.pdf", b"%PDF-1"), by=regional)
    assert files.attach_file(review, SimpleUploadedFile("copie.pdf", b"%PDF-1"), by=regional) == joined
    assert joined.name == "bilan.pdf"
    with pytest.raises(ReviewRefused, match="Ce format"):
        files.attach_file(review, SimpleUploadedFile("x.exe", b"MZ"), by=regional)
    with pytest.raises(NotAllowed):
        files.detach_file(joined, by=national)
    files.detach_file(joined, by=regional)
    assert not review.files.exists()


def test_reviews_open_for_all_regions_and_none_twice(national):
    campaign = ReviewCampaignFactory(state="draft")
    open_ones = [RegionalAssociationFactory(regions=[code]) for code in ("53", "32")]
    RegionalAssociationFactory(regions=["11"], validity=(date(2010, 1, 1), date(2020, 1, 1)))
    assert campaigns.open_reviews(campaign, by=national) == 2
    assert campaigns.open_reviews(campaign, by=national) == 0
    later = RegionalAssociationFactory(regions=["24"])
    assert campaigns.open_reviews(campaign, by=national) == 1
    reviews = BilateralReview.objects.all()
    assert {one.association for one in reviews} == {*open_ones, later}
    assert all(one.answers.count() == 1 and one.facts.count() == 1 for one in reviews)


def test_the_questionnaire_is_made_from_the_missions_in_force(national):
    first, second = CoreMissionFactory(position=1), CoreMissionFactory(position=0)
    campaign = campaigns.create_campaign(year=2024, opens_on=DAY, due_on=DAY, by=national)
    assert [one.mission for one in campaign.questions.all()] == [second, first]
    with pytest.raises(ReviewRefused, match="existent déjà"):
        campaigns.create_campaign(year=2024, opens_on=DAY, due_on=DAY, by=national)


def test_a_year_without_an_agreement_has_no_questionnaire(national):
    with pytest.raises(ReviewRefused, match="Aucune convention socle"):
        campaigns.create_campaign(year=2024, opens_on=DAY, due_on=DAY, by=national)


def test_questions_change_until_the_opening(national):
    campaign = ReviewCampaignFactory(state="draft", questions=2)
    kept, dropped = campaign.questions.all()
    days = {"opens_on": campaign.opens_on, "due_on": campaign.due_on}
    campaigns.change_campaign(campaign, wordings={kept.pk: "Alors ?"}, dropped={dropped.pk}, by=national, **days)
    assert campaign.questions.get().wording == "Alors ?"
    ReviewCampaign.objects.update(state="open")
    with pytest.raises(ReviewRefused, match="seule son échéance"):
        campaigns.change_campaign(campaign, wordings={}, dropped={kept.pk}, by=national, **days)


def test_a_year_ends_once_its_reviews_are_closed(national):
    review = BilateralReviewFactory(state="signed")
    with pytest.raises(ReviewRefused, match="1 bilan de cette campagne n'est pas clos"):
        campaigns.close_campaign(review.campaign, by=national)
    life.close_review(review, by=national)
    assert campaigns.close_campaign(review.campaign, by=national).state == "closed"


def test_reminders_leave_once_before_and_once_after_the_due_day():
    review = BilateralReviewFactory()
    staff = UserFactory()
    RoleGrant.objects.create(user=staff, role=Role.REGIONAL_STAFF, association=review.association)
    BilateralReviewFactory(state="sent")
    due = review.campaign.due_on
    sent = [remind_reviews(due + timedelta(days=days)) for days in (-8, -7, -6, 0, 1, 2, 30)]
    assert sent == [0, 1, 0, 0, 1, 0, 0]
    assert {(mail.kind, mail.to, mail.user_id) for mail in Mail.objects.all()} == {("review", staff.email, staff.pk)}


def test_an_association_without_an_account_is_told_at_its_address(national):
    review = BilateralReviewFactory(association__email="region@example.org", state="sent")
    life.ask_for_more(review, note="Précisez la mission.", by=national)
    mail = Mail.objects.get()
    assert mail.to == "region@example.org"
    assert "Précisez la mission." in mail.body


def test_who_serves_one_of_two_regions_does_not_read_what_both_say(regional):
    both = BilateralReviewFactory(association__regions=["53", "52"], state="sent")
    own = BilateralReviewFactory(association__regions=["53"], state="sent")
    assert list(BilateralReview.objects.visible_to(regional)) == [own]
    RoleGrant.objects.create(user=(two := UserFactory()), role=Role.REGIONAL_STAFF, association=both.association)
    assert set(BilateralReview.objects.visible_to(two)) == {both, own}
