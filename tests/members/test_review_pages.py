"""Pages of bilateral reviews: filling without a script, steps, the page across regions, exports, the demonstration."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.demo.reviews import load_reviews
from members.domain.reviews.signing import content_hash, sign_review
from members.models import (
    AgreementSignature,
    BilateralReview,
    ReviewAnswer,
    ReviewCampaign,
    ReviewDecision,
    ReviewFact,
    Role,
    Side,
)
from tests.factories import (
    BilateralReviewFactory,
    CoreMissionFactory,
    MembershipFactory,
    RegionalAssociationFactory,
    ReviewCampaignFactory,
    ReviewDecisionFactory,
    person,
)
from tests.members.meetings import page, pdf_text, text_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def regional(client):
    """Staff of Brittany, logged in."""
    user = person(Role.REGIONAL_STAFF)
    client.force_login(user)
    return user


def typed(answer, text, *, version=0, was="", score="3") -> dict:
    """What a page posts of an answer, with what it showed."""
    name = f"q{answer.question_id}"
    return {
        f"{name}-version": version, f"{name}-score": score, f"initial-{name}-score": "", f"{name}-text": text,
        f"initial-{name}-text": was,
    }  # fmt: skip


def test_the_region_fills_its_review_without_a_script(client, regional):
    review = BilateralReviewFactory(campaign=ReviewCampaignFactory(questions=2))
    one, two = review.answers.all()
    done = client.post(page("review_fill", review.pk), typed(one, "Un.") | typed(two, "", score="") | {"finish": "1"})
    assert done.url == review.get_absolute_url()
    shown = text_of(client.get(done.url))
    assert f"l'appréciation de {two.question.mission.code}" in shown
    assert f"le texte de {one.question.mission.code}" not in shown
    assert "Envoyer le bilan" not in shown


def test_a_page_read_before_a_colleague_wrote_shows_both_texts_and_saves_the_rest(client, regional):
    review = BilateralReviewFactory(campaign=ReviewCampaignFactory(questions=2))
    one, two = review.answers.all()
    review.answers.filter(pk=one.pk).update(regional_text="Le sien.", regional_version=1)
    answer = client.post(page("review_fill", review.pk), typed(one, "Le mien.") | typed(two, "Deux."))
    assert answer.status_code == 409
    assert "Le sien." in text_of(answer)
    assert "Le mien." in text_of(answer)
    assert list(review.answers.values_list("regional_text", flat=True)) == ["Le sien.", "Deux."]
    # Saved again once both are seen, what one keeps is written.
    client.post(page("review_fill", review.pk), typed(one, "Les deux.", version=1, was="Le mien."))
    assert ReviewAnswer.objects.get(pk=one.pk).regional_text == "Les deux."


def test_an_answer_that_one_did_not_touch_is_no_conflict(client, regional):
    review = BilateralReviewFactory(campaign=ReviewCampaignFactory(questions=2))
    one, two = review.answers.all()
    review.answers.filter(pk=one.pk).update(regional_text="Le sien.", regional_version=1)
    done = client.post(page("review_fill", review.pk), typed(one, "", score="") | typed(two, "Deux."))
    assert done.status_code == 302
    assert list(review.answers.values_list("regional_text", flat=True)) == ["Le sien.", "Deux."]


def test_the_page_s_own_form_saves_what_it_shows(client, regional):
    review = BilateralReviewFactory(state="drafting")
    shown = client.get(page("review_fill", review.pk))
    assert f'data-answer="{page("review_answer", review.pk, review.answers.get().question_id)}"' in text_of(shown)


def test_the_script_is_told_the_version_or_the_other_text(client, regional):
    review = BilateralReviewFactory()
    answer = review.answers.get()
    address = page("review_answer", review.pk, answer.question_id)
    assert client.post(address, typed(answer, "Un.")).json() == {"version": 1}
    refused = client.post(address, typed(answer, "Deux."))
    assert refused.status_code == 409
    assert refused.json()["theirs"]["text"] == "Un."
    assert refused.json()["theirs"]["version"] == 1
    BilateralReview.objects.update(state="sent", sent_at="2024-03-01T00:00Z")
    late = client.post(address, typed(answer, "Trop tard.", version=1))
    assert (late.status_code, "theirs" in late.json()) == (409, False)
    assert "vos réponses ne s'y écrivent plus" in late.json()["message"]


def test_comments_on_figures_are_saved_with_the_answer(client, regional):
    MembershipFactory(year=2023)
    review = BilateralReviewFactory()
    answer, fact = review.answers.get(), review.facts.get()
    comment = {f"q{answer.question_id}-comment{fact.pk}": "Une structure a déménagé."}
    client.post(page("review_fill", review.pk), typed(answer, "Un.") | comment)
    assert "Une structure a déménagé." in text_of(client.get(review.get_absolute_url()))


def test_minutes_refused_come_back_on_the_page(client, staff):
    review = BilateralReviewFactory(state="answered")
    form = {"step": "meet", "met_on": "2024-05-02", "people": "Anne", "minutes": "De longues notes.", "mark": "vieux"}
    refused = client.post(page("review_step", review.pk), form)
    assert refused.status_code == 409
    assert "Votre saisie n'est pas enregistrée" in text_of(refused)
    assert "De longues notes." in text_of(refused)


def test_a_form_left_empty_says_so_beside_what_was_typed(client, staff):
    review = BilateralReviewFactory(state="answered")
    refused = client.post(page("review_step", review.pk), {"step": "meet", "people": "Anne et Béa", "minutes": ""})
    assert "Complétez ce qui est demandé." in text_of(refused)
    assert "Anne et Béa" in text_of(refused)


def test_a_step_in_a_wrong_state_says_why(client, staff):
    review = BilateralReviewFactory(state="sent")
    shown = client.post(page("review_step", review.pk), {"step": "close"}, follow=True)
    assert told(shown) == ["Ce bilan est « envoyé » : il ne peut pas être clos."]


def test_decisions_are_written_taken_out_then_settled(client, staff):
    review = BilateralReviewFactory(state="met")
    form = {"text": "Se revoir", "owner": "Les deux", "due_on": "2024-09-01"}
    client.post(page("review_decision", review.pk), form)
    client.post(page("review_decision", review.pk), form | {"text": "À retirer"})
    client.post(page("decision", ReviewDecision.objects.get(text="À retirer").pk), {"act": "remove"})
    sign_review(review, side=Side.NATIONAL, by=staff)
    decision = ReviewDecision.objects.get()
    client.post(page("decision", decision.pk), {"was": "open", "state": "done", "reason": "Fait en juin."})
    assert "Fait en juin." in text_of(client.get(review.get_absolute_url()))
    stale = client.post(
        page("decision", decision.pk), {"was": "open", "state": "open", "reason": "Mon mot"}, follow=True
    )
    assert "Vous aviez écrit : « Mon mot »." in told(stale)[0]


def test_documents_are_joined_and_given_to_the_other_side_only(client, regional):
    review = BilateralReviewFactory()
    client.post(page("review_attach", review.pk), {"file": SimpleUploadedFile("bilan.pdf", b"%PDF-1")})
    file = review.files.get()
    given = client.get(page("review_file", file.pk))
    assert b"".join(given.streaming_content) == b"%PDF-1"
    assert given["Content-Disposition"].startswith("attachment")
    client.force_login(person(Role.REGIONAL_STAFF, region="32"))
    assert client.get(page("review_file", file.pk)).status_code == 404


def test_reviews_stand_by_year_then_by_name_whatever_its_accents(client, staff):
    associations = [RegionalAssociationFactory(name=name) for name in ("Occitanie", "Île-de-France", "Bretagne")]
    for year in (2022, 2023):
        campaign = ReviewCampaignFactory(year=year)
        for association in associations:
            BilateralReviewFactory(campaign=campaign, association=association)
    listed = client.get(page("reviews")).context["reviews"]
    names = ["Bretagne", "Île-de-France", "Occitanie"]
    assert [(one.campaign.year, one.association.name) for one in listed] == [
        (y, n) for y in (2023, 2022) for n in names
    ]


def test_the_board_reads_closed_reviews_only(client):
    closed, running = BilateralReviewFactory(state="closed"), BilateralReviewFactory(state="signed")
    client.force_login(person(Role.BOARD))
    shown = text_of(client.get(closed.get_absolute_url()))
    assert "Texte de la région." in shown
    assert "La suite" not in shown
    assert client.get(running.get_absolute_url()).status_code == 404
    assert client.post(page("review_step", closed.pk), {"step": "close"}).status_code == 403
    compared = client.get(page("review_overview", 2023))
    assert [row.review for row in compared.context["overview"].rows] == [closed]


def test_the_paper_says_what_the_page_says(client, staff):
    MembershipFactory(year=2023)
    review = BilateralReviewFactory(state="met")
    ReviewDecisionFactory(review=review, text="Se revoir à l'automne")
    MembershipFactory(year=2023)
    paper = pdf_text(client.get(page("review_paper", review.pk)).content)
    shown = text_of(client.get(review.get_absolute_url()))
    for words in ("Texte de la région.", "Texte national.", "3, satisfaisante", "2, à consolider", "Accord partiel",
                  "Tout a été dit.", "Se revoir à l'automne", "1 structure", "2 structures", "(a changé)"):  # fmt: skip
        assert words in shown, words
        assert words in paper, words


def test_regions_are_compared_by_words_and_unsent_answers_are_not_told(client, staff):
    campaign = ReviewCampaignFactory()
    BilateralReviewFactory(campaign=campaign, state="closed")
    drafting = BilateralReviewFactory(campaign=campaign, state="drafting")
    drafting.answers.update(regional_score=1, regional_text="Brouillon secret.")
    shown = text_of(client.get(page("review_overview", 2023)))
    assert "R 3 satisfaisante" in shown
    assert "N 2 à consolider" in shown
    assert "Brouillon secret." not in shown
    assert "non réalisée</span>" not in shown
    table = client.get(page("review_overview_export", 2023, "csv")).content.decode("utf-8-sig")
    assert "Texte de la région." in table
    assert "Brouillon secret." not in table
    assert client.get(page("review_overview_export", 2023, "xlsx")).content[:2] == b"PK"


def test_change_over_years_follows_a_mission_by_its_code(client, staff):
    association = RegionalAssociationFactory(regions=["53"])
    for version, (year, score) in enumerate(((2022, 1), (2023, 4)), start=1):
        campaign = ReviewCampaignFactory(year=year, questions=0)
        state = "superseded" if version == 1 else "in_force"
        mission = CoreMissionFactory(agreement__version=version, agreement__state=state, code="M1")
        campaign.questions.create(mission=mission)
        review = BilateralReviewFactory(campaign=campaign, association=association, state="closed")
        review.answers.update(regional_score=score)
    overview = client.get(page("review_overview", 2023)).context["overview"]
    ((code, _, means),) = overview.changes
    assert (code, [mean.regional for mean in means]) == ("M1", [None, 1, 4])


def test_staff_prepare_and_open_a_year(client, staff):
    CoreMissionFactory()
    RegionalAssociationFactory(regions=["53"])
    form = {"year": "2024", "opens_on": "2025-01-15", "due_on": "2025-01-01"}
    assert "ne peut pas précéder" in text_of(client.post(page("review_campaign_new"), form))
    made = client.post(page("review_campaign_new"), form | {"due_on": "2025-03-31"})
    assert made.url == page("review_campaign", 2024)
    assert client.get(made.url).status_code == 200
    shown = client.post(page("review_campaign_step", 2024), {"step": "open"}, follow=True)
    assert told(shown) == ["1 bilan ouvert."]
    assert BilateralReview.objects.get().campaign.year == 2024


def test_what_waits_is_on_the_desk(client, staff):
    BilateralReviewFactory(state="sent", association__name="Association de Bretagne")
    assert "Association de Bretagne attend la réponse nationale" in text_of(client.get("/"))
    client.force_login(person(Role.REGIONAL_STAFF))
    BilateralReviewFactory(state="drafting", association__name="Association d'ici")
    assert "Association d'ici est à envoyer" in text_of(client.get("/"))


@pytest.fixture
def demonstration(db):
    """18 associations with members in three years, and the demonstration's agreement and reviews."""
    codes = ["11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94", "01", "02", "03", "04", "06"]
    for code in codes:
        RegionalAssociationFactory(regions=[code])
    for year in (2021, 2022, 2023, 2024):
        MembershipFactory(year=year)
    load_reviews(2023)


def test_the_demonstration_holds_every_state(demonstration):
    states = list(BilateralReview.objects.filter(campaign__year=2024).values_list("state", flat=True))
    assert set(states) == set(BilateralReview.State)
    assert set(AgreementSignature.objects.values_list("state", flat=True)) == set(AgreementSignature.State)
    assert BilateralReview.objects.filter(campaign__year=2022).exclude(state="closed").count() == 0
    assert ReviewCampaign.objects.get(year=2022).state == "closed"
    assert ReviewDecision.objects.filter(follows__isnull=False).exists()
    assert set(ReviewDecision.objects.values_list("state", flat=True)) == {"open", "done", "dropped"}
    assert not ReviewFact.objects.filter(review__state__in=["opened", "drafting"], frozen_at__isnull=False).exists()
    signed = BilateralReview.objects.filter(state="closed").select_related("campaign").last()
    assert {one.sha256 for one in signed.signatures.all()} == {content_hash(signed)}


def test_the_page_across_18_regions_and_3_years_costs_at_most_15_queries(
    client, staff, demonstration, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        shown = client.get(page("review_overview", 2024))
    assert len(shown.context["overview"].rows) == 18
    assert [len(means) for *_, means in shown.context["overview"].changes] == [3] * 8
    with django_assert_max_num_queries(12):
        client.get(page("reviews"))


def test_a_review_costs_a_query_a_figure_and_no_more(client, staff, demonstration, django_assert_max_num_queries):
    review = BilateralReview.objects.filter(campaign__year=2023, state="closed").first()
    ReviewDecisionFactory.create_batch(10, review=review, due_on=date(2025, 1, 1))
    with django_assert_max_num_queries(30):
        client.get(review.get_absolute_url())
