"""Minutes: closed by the president, frozen, signed by each member present, corrected by new ones."""

import pgtrigger
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from certification.domain.juries.contents import hash_of, is_untouched
from certification.domain.juries.correcting import reopen
from certification.domain.juries.day import hold
from certification.domain.juries.minutes import close_deliberation
from certification.domain.juries.minutes_paper import minutes_pdf
from certification.domain.juries.notifying import notify
from certification.domain.juries.sequence import ATTEND, DELIBERATE, DELIBERATE_AGAIN, OUTCOME, PRESENT_AGAIN
from certification.domain.juries.signing import Evidence, record_paper_signature, sign_minutes, standing_minutes
from certification.models import Accreditation, AcquiredBlock, Enrolment, Jury, Minutes, MinutesSignature, Place, Seat
from members.domain.moves import NotAllowed, Refused, WrongState, held
from tests.certification.juries import (
    attend,
    fill,
    member,
    new_jury,
    open_jury,
    president,
    second,
    settle,
    sign_all,
    signed,
    state_of,
    written,
)
from tests.certification.people import team_member
from tests.factories import ContactFactory, MembershipFactory, UserFactory
from tests.factories.certification import CertificateFactory, EnrolmentFactory
from tests.members.meetings import pdf_text

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 signe a la main"


def sign(minutes, by, sha256=None):
    return sign_minutes(
        minutes, by=by, sha256=minutes.sha256 if sha256 is None else sha256, evidence=Evidence("192.0.2.7", "Tablette")
    )


def test_minutes_say_all_that_the_jury_decided():
    jury = open_jury(candidates=3, c2="excused", c3="absent")
    place = jury.places.first()
    fill(place, b2=1)
    settle(place, recommendations="Reprendre le bloc 2", votes_for=2, votes_against=0)
    Jury.objects.update(incidents="Une alarme à 10 h.")
    minutes = close_deliberation(jury, by=president(jury))
    content = minutes.content
    assert [one["name"] for one in content["members"]] == ["Paule Présidente", "Marc Membre"]
    assert [one["attendance"] for one in content["candidates"]] == ["present", "excused", "absent"]
    first = content["candidates"][0]
    assert [one["status"] for one in first["blocks"]] == ["acquired", "refused"]
    assert (first["result"], first["votes_for"], first["recommendations"]) == ("partial", 2, "Reprendre le bloc 2")
    assert first["name"] == place.enrolment.candidate.civil_name
    assert content["incidents"] == "Une alarme à 10 h."
    assert content["certification"]["fiche"] == jury.certification.fiche_number
    assert any("2 membres présents" in one for one in content["conditions"])
    assert [state_of(one) for one in jury.places.all()] == ["deliberated", "excused", "deliberated"]
    assert minutes.number.startswith("PVJ")
    assert minutes.sha256 == hash_of(Minutes.objects.get().content)


def test_separation_3_only_the_president_closes():
    """§9, separation 3."""
    jury = open_jury()
    place = jury.places.get()
    fill(place)
    settle(place)
    for user in (second(jury), team_member(), UserFactory(is_superuser=True)):
        with pytest.raises(NotAllowed):
            close_deliberation(jury, by=user)
    assert close_deliberation(jury, by=president(jury)).order == 1


def test_a_candidate_without_a_decision_prevents_closing():
    jury = open_jury(candidates=2)
    fill(jury.places.first())
    settle(jury.places.first())
    with pytest.raises(Refused, match="Sans décision : Candidat 2"):
        close_deliberation(jury, by=president(jury))
    assert not Minutes.objects.exists()


def test_a_refused_closing_leaves_no_gap_in_the_numbers():
    first = written()
    jury = open_jury()
    with pytest.raises(Refused):
        close_deliberation(jury, by=president(jury))
    fill(jury.places.get())
    settle(jury.places.get())
    other = close_deliberation(jury, by=president(jury))
    assert int(other.number[-5:]) == int(first.number[-5:]) + 1


def test_each_member_signs_once_with_their_account_and_the_last_one_ends_it():
    minutes = written()
    jury = minutes.jury
    signature = sign(minutes, second(jury))
    assert (signature.ip_address, signature.device, signature.sha256) == ("192.0.2.7", "Tablette", minutes.sha256)
    assert Jury.objects.get().state == "minutes"
    assert state_of(jury.places.get()) == "deliberated"
    with pytest.raises(Refused, match="déjà signé"):
        sign(minutes, second(jury))
    sign(minutes, president(jury))
    assert Jury.objects.get().state == "signed"
    assert state_of(jury.places.get()) == "certified"


def test_nobody_signs_for_a_member_nor_something_else_than_what_was_read():
    minutes = written()
    absent = member(minutes.jury)
    for user in (team_member(), absent.official.user, UserFactory()):
        with pytest.raises(NotAllowed):
            sign(minutes, user)
    with pytest.raises(Refused, match="n'est pas celui que vous avez lu"):
        sign(minutes, president(minutes.jury), sha256="0" * 64)
    assert not MinutesSignature.objects.exists()


def test_a_content_changed_behind_the_portal_s_back_is_not_signed():
    minutes = written()
    with pgtrigger.ignore("certification.Minutes:minutes_stay"):
        Minutes.objects.update(content=minutes.content | {"incidents": "Réécrit"})
    assert not is_untouched(Minutes.objects.get())
    with pytest.raises(Refused, match="ne correspond plus"):
        sign(minutes, president(minutes.jury))


@pytest.mark.parametrize(("field", "value"), [("content", {}), ("sha256", "0" * 64), ("signers", [])])
def test_the_database_keeps_minutes_as_they_were_written(field, value):
    written()
    with pytest.raises(DatabaseError), transaction.atomic():
        Minutes.objects.update(**{field: value})


def test_a_member_without_an_account_signs_on_paper_and_the_team_keeps_the_copy():
    minutes = written()
    jury = minutes.jury
    seat = jury.seats.get(official__full_name="Marc Membre")
    file = SimpleUploadedFile("pv.pdf", PDF)
    with pytest.raises(Refused, match="a un compte"):
        record_paper_signature(minutes, seat, file=file, by=team_member())
    seat.official.user = None
    seat.official.save()
    with pytest.raises(NotAllowed):
        record_paper_signature(minutes, seat, file=file, by=president(jury))
    with pytest.raises(Refused, match="en PDF"):
        record_paper_signature(minutes, seat, file=SimpleUploadedFile("pv.pdf", b"texte"), by=team_member())
    kept = record_paper_signature(minutes, seat, file=file, by=team_member())
    with kept.scan.open() as scan:
        assert scan.read() == PDF
    sign(minutes, president(jury))
    assert Jury.objects.get().state == "signed"


@pytest.mark.parametrize(
    ("decided", "state"),
    [
        ({"b2": 2}, "certified"),
        ({"b2": 0}, "partial"),
        ({"b1": 0, "b2": 0, "grounds": "x"}, "failed"),
        ({"deferred": True, "grounds": "x"}, "ready"),
    ],
)
def test_what_is_signed_moves_each_path(decided, state):
    jury = open_jury()
    place = jury.places.get()
    fill(place, **{name: value for name, value in decided.items() if name.startswith("b")})
    settle(place, **{name: value for name, value in decided.items() if not name.startswith("b")})
    sign_all(close_deliberation(jury, by=president(jury)))
    assert state_of(place) == state
    kept = AcquiredBlock.objects.filter(source="jury")
    assert [one.block.order for one in kept] == ([1] if state == "partial" else [])
    assert all(one.acquired_on == jury.held_on and "PVJ" in one.proof for one in kept)


def test_the_absent_fail_and_the_excused_stay_excused():
    jury = signed(candidates=3, c2="excused", c3="absent")
    assert [state_of(one) for one in jury.places.all()] == ["certified", "excused", "failed"]
    assert [one.result for one in jury.places.all()] == ["full", "absent", "absent"]


STEPS = {
    "hold": (("confirmed",), lambda jury: hold(jury, by=president(jury))),
    "close": (("held",), lambda jury: close_deliberation(jury, by=president(jury))),
    "sign": (("minutes",), lambda jury: sign(jury.minutes.last(), president(jury))),
    "notify": (("signed",), lambda jury: notify(jury, by=team_member())),
    "reopen": (
        ("held", "minutes", "signed", "notified", "closed"),
        lambda jury: reopen(jury, [], reason="x", by=team_member()),
    ),
}


@pytest.mark.parametrize("state", Jury.State.values)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_taken_from_its_states_only(step, state):
    """§1.3, JurySession from the day on: each step from each state."""
    states, take = STEPS[step]
    if state in states:
        return
    minutes = written()
    Jury.objects.update(state=state, cancellation_reason="x")
    with pytest.raises(WrongState):
        take(Jury.objects.get())
    assert Jury.objects.get().state == state
    assert minutes.jury.minutes.count() == 1


@pytest.mark.parametrize("state", ["minutes", "signed", "notified", "closed"])
def test_a_correction_takes_chosen_decisions_up_again_and_ends_in_new_minutes(state):
    former = written(candidates=2)
    jury = former.jury if state == "minutes" else sign_all(former)
    Jury.objects.update(state=state)
    wrong, right = jury.places.all()
    reopen(jury, [wrong], reason="Une erreur de saisie", by=team_member())
    jury = Jury.objects.get()
    assert jury.state == "held"
    with pytest.raises(Refused, match="ne reprend pas"):
        fill(right, 0)
    fill(wrong, b2=0)
    settle(wrong)
    minutes = close_deliberation(jury, by=president(jury))
    assert (minutes.order, minutes.reason) == (2, "Une erreur de saisie")
    assert minutes.content["corrects"] == {"number": former.number, "sha256": former.sha256}
    with pytest.raises(Refused, match="a été corrigé"):
        sign(former, president(jury))
    jury = sign_all(minutes)
    assert jury.state == "signed"
    assert (state_of(wrong), state_of(right)) == ("partial", "certified")
    assert Minutes.objects.get(order=1).content["candidates"][0]["result"] == "full", "the former one stays"
    assert standing_minutes(jury) == minutes


def test_blocks_that_a_correction_takes_back_are_no_longer_held():
    jury = open_jury()
    place = jury.places.get()
    fill(place, b2=0)
    settle(place)
    sign_all(close_deliberation(jury, by=president(jury)))
    reopen(jury, [place], reason="Une erreur", by=team_member())
    fill(place, b1=0, b2=2)
    settle(place)
    sign_all(close_deliberation(Jury.objects.get(), by=president(jury)))
    assert [one.block.order for one in place.enrolment.acquired.all()] == [2]


def test_an_accreditation_that_ended_since_does_not_prevent_minutes_nor_their_correction():
    jury = open_jury()
    place = jury.places.get()
    Accreditation.objects.update(state="expired")
    fill(place)
    settle(place)
    sign_all(close_deliberation(jury, by=president(jury)))
    reopen(jury, [place], reason="Une erreur", by=team_member())
    settle(place)
    assert close_deliberation(Jury.objects.get(), by=president(jury)).order == 2


def test_who_corrects():
    minutes = written()
    with pytest.raises(NotAllowed):
        reopen(minutes.jury, [], reason="x", by=second(minutes.jury))
    with pytest.raises(Refused, match="motif"):
        reopen(minutes.jury, [], reason=" ", by=team_member())
    reopen(minutes.jury, [], reason="Une faute", by=president(minutes.jury))
    jury = signed()
    with pytest.raises(Refused, match="équipe certification"):
        reopen(jury, [], reason="x", by=president(jury))


def test_a_candidate_who_went_to_another_jury_is_not_taken_up_again():
    jury = signed(level=0)
    place = jury.places.get()
    other = new_jury()
    Place.objects.create(jury=other, enrolment=place.enrolment, order=9)
    with pytest.raises(Refused, match="autre jury"):
        reopen(jury, [place], reason="x", by=team_member())
    assert state_of(place) == "failed"


def test_a_decision_whose_certificate_is_delivered_is_taken_up_again_once_it_is_revoked():
    jury = signed()
    place = jury.places.get()
    CertificateFactory(place=place)
    with pytest.raises(Refused, match="révoquez-le"):
        reopen(jury, [place], reason="x", by=team_member())
    assert state_of(place) == "certified"


# §1.3, Enrolment from the summons on: what leads from each state to each, at the hands of the jury.
PATHS = {
    ("present", ATTEND["present"]): {"summoned", "present", "excused", "absent"},
    ("excused", ATTEND["excused"]): {"summoned", "present", "excused", "absent"},
    ("absent", ATTEND["absent"]): {"summoned", "present", "excused", "absent"},
    ("deliberated", DELIBERATE): {"present", "absent", "deliberated"},
    ("certified", OUTCOME["full"]): {"deliberated"},
    ("partial", OUTCOME["partial"]): {"deliberated"},
    ("failed", OUTCOME["none"]): {"deliberated"},
    ("failed", OUTCOME["absent"]): {"deliberated"},
    ("ready", OUTCOME["deferred"]): {"deliberated"},
    ("ready", PRESENT_AGAIN): {"deliberated"},
    ("deliberated", DELIBERATE_AGAIN): {
        "certified", "partial", "failed", "in_path", "ready", "excused", "deliberated",
    },
}  # fmt: skip


@pytest.mark.parametrize("state", Enrolment.State.values)
def test_a_path_moves_from_the_states_of_each_step_only(state):
    enrolment = EnrolmentFactory(state=state)
    for (to, step), states in PATHS.items():
        assert step.to == to
        if state in states:
            assert held(enrolment, step).state == state
        else:
            with pytest.raises(WrongState):
                held(enrolment, step)


# Pages and paper.


def test_the_page_is_signed_with_the_hash_that_it_shows(client):
    minutes = written()
    client.force_login(president(minutes.jury))
    address = reverse("certification:minutes", args=[minutes.pk])
    assert minutes.sha256 in client.get(address).content.decode()
    client.post(f"{address}signer/", {"sha256": minutes.sha256}, headers={"user-agent": "Tablette du jury"})
    signature = MinutesSignature.objects.get()
    assert (signature.seat.official.user, signature.device) == (president(minutes.jury), "Tablette du jury")
    assert "Signer le procès-verbal" not in client.get(address).content.decode()


def test_the_team_keeps_a_paper_copy_on_the_page(client):
    minutes = written()
    seat = minutes.jury.seats.get(official__full_name="Marc Membre")
    seat.official.user = None
    seat.official.save()
    client.force_login(team_member())
    address = reverse("certification:sign_on_paper", args=[minutes.pk])
    refused = client.post(address, {"seat": seat.pk, "file": SimpleUploadedFile("x.pdf", b"texte")})
    assert "attendu en PDF" in refused.content.decode()
    assert client.post(address, {"seat": seat.pk, "file": SimpleUploadedFile("x.pdf", PDF)}).status_code == 302
    copy = client.get(reverse("certification:signed_copy", args=[MinutesSignature.objects.get().pk]))
    assert b"".join(copy.streaming_content) == PDF


def test_structures_do_not_read_minutes_which_name_the_candidates_of_others(client):
    minutes = written(candidates=2)
    structure = minutes.jury.places.first().enrolment.organisation
    MembershipFactory(organisation=structure)
    client.force_login(ContactFactory(organisation=structure, user=UserFactory(), manages=True).user)
    for name in ("minutes", "minutes_paper"):
        assert client.get(reverse(f"certification:{name}", args=[minutes.pk])).status_code == 404


def test_the_paper_carries_every_signature_with_its_evidence_and_the_hash():
    minutes = written()
    sign(minutes, second(minutes.jury))
    text = pdf_text(minutes_pdf(minutes, team_member()).content)
    for words in (minutes.number, "Marc Membre", "192.0.2.7", "Tablette", "à signer", minutes.sha256[:32]):
        assert words in text


def test_anonymous_minutes_hide_names_from_the_jury_until_all_have_signed():
    minutes = written(anonymous_files=True)
    place = minutes.jury.places.get()
    name = place.enrolment.candidate.birth_name
    assert name not in pdf_text(minutes_pdf(minutes, president(minutes.jury)).content)
    assert name in pdf_text(minutes_pdf(minutes, team_member()).content)
    sign_all(minutes)
    kept = Minutes.objects.select_related("jury__certification").get()
    assert name in pdf_text(minutes_pdf(kept, president(kept.jury)).content)


def test_the_buttons_of_the_day_take_the_steps(client):
    jury = new_jury()
    attend(jury)
    address = reverse("certification:day_step", args=[jury.pk])
    client.force_login(president(jury))
    client.post(address, {"step": "hold"})
    client.post(address, {"step": "close"})
    assert Jury.objects.get().state == "held", "a candidate has no decision"
    fill(jury.places.get())
    settle(jury.places.get())
    client.post(address, {"step": "close"})
    minutes = Minutes.objects.get()
    client.post(address, {"step": "notify"})
    sign_all(minutes)
    client.force_login(team_member())
    client.post(address, {"step": "notify"})
    assert Jury.objects.get().state == "notified"


def test_the_page_opens_a_correction_or_says_what_lacks(client):
    jury = signed()
    client.force_login(team_member())
    address = reverse("certification:correct_minutes", args=[jury.pk])
    assert client.post(address, {"reason": ""}).status_code == 409
    place = jury.places.get()
    assert client.post(address, {"reason": "Une erreur", "places": [place.pk]}).status_code == 302
    assert Jury.objects.get().correction_reason == "Une erreur"
    assert Place.objects.get().reopened
    assert Seat.objects.count() == 2
