"""The core agreement: versions, adoption, entry into force, signatures and refusals, and its pages."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.domain.agreements import signing, versions
from members.domain.agreements.versions import AgreementRefused, ChangedMeanwhile, NotAllowed
from members.models import AgreementSignature, CoreAgreement, Role
from tests.factories import (
    AgreementSignatureFactory,
    CoreAgreementFactory,
    CoreMissionFactory,
    RegionalAssociationFactory,
    person,
)
from tests.members.meetings import page, pdf_text, text_of, told
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db
DAY = date(2024, 2, 1)


def copy(content=b"%PDF-1.7 signed"):
    return SimpleUploadedFile("scan.pdf", content)


def test_an_amendment_takes_the_place_of_the_version_in_force(national):
    mission = CoreMissionFactory()
    first, association = mission.agreement, RegionalAssociationFactory(regions=["53"])
    second = versions.prepare_version(by=national)
    assert (second.version, second.amends, second.missions.get().code) == (2, first, mission.code)
    assert versions.prepare_version(by=national) == second
    versions.adopt_version(second, on=date(2024, 1, 5), by=national)
    assert second.signatures.get().association == association
    versions.put_in_force(second, on=DAY, by=national)
    first, second = CoreAgreement.objects.order_by("version")
    assert (first.state, first.validity.upper) == ("superseded", DAY)
    assert (second.state, second.validity.lower) == ("in_force", DAY)


def test_an_association_founded_since_is_asked_once(client, staff):
    signature = AgreementSignatureFactory()
    agreement, new = signature.agreement, RegionalAssociationFactory(regions=["32"])
    for words in ("1 association de plus à signer.", "0 association de plus à signer."):
        assert told(client.post(page("agreement_step", agreement.pk), {"step": "ask"}, follow=True)) == [words]
    assert {one.association for one in agreement.signatures.all()} == {signature.association, new}


def test_two_who_prepare_a_version_at_once_prepare_one(committed):
    one, other = person(Role.NATIONAL_STAFF), person(Role.NATIONAL_STAFF)
    makers = iter((one, other))
    made = at_once(2, lambda: versions.prepare_version(by=next(makers)))
    assert made[0] == made[1] == CoreAgreement.objects.get()


@pytest.mark.parametrize(
    ("state", "step"),
    [("adopted", "adopt"), ("in_force", "adopt"), ("superseded", "adopt"), ("draft", "enforce"), ("in_force", "enforce"),
     ("in_force", "discard")],
)  # fmt: skip
def test_a_step_in_a_wrong_state_is_refused(state, step, national):
    agreement = CoreMissionFactory(agreement__state=state).agreement
    take = {
        "adopt": lambda: versions.adopt_version(agreement, on=DAY, by=national),
        "enforce": lambda: versions.put_in_force(agreement, on=DAY, by=national),
        "discard": lambda: versions.discard_version(agreement, by=national),
    }[step]
    with pytest.raises(AgreementRefused, match="Cette convention est « "):
        take()
    assert CoreAgreement.objects.get().state == state


def test_only_the_national_team_keeps_agreements():
    draft = CoreMissionFactory(agreement__state="draft").agreement
    for role in (Role.REGIONAL_STAFF, Role.BOARD, Role.MEMBER):
        with pytest.raises(NotAllowed):
            versions.adopt_version(draft, on=DAY, by=person(role))


def test_a_draft_changed_by_another_is_not_overwritten_unseen(national):
    draft = CoreAgreementFactory(state="draft")
    read_at = draft.updated_at.isoformat()
    versions.change_version(draft, by=national, read_at=read_at, title="Un", text="x", missions=[])
    with pytest.raises(ChangedMeanwhile):
        versions.change_version(draft, by=national, read_at=read_at, title="Deux", text="y", missions=[])
    assert CoreAgreement.objects.get().title == "Un"


def test_both_sign_and_the_signed_copy_is_kept(national):
    signature, regional = AgreementSignatureFactory(), person(Role.REGIONAL_STAFF)
    with pytest.raises(AgreementRefused, match="déjà « à signer »"):
        signing.sign_national(signature, signatory="N", on=DAY, file=copy(), by=national)
    signing.sign_regional(signature, signatory="R", on=DAY, file=None, by=regional)
    with pytest.raises(AgreementRefused, match="Joignez l'exemplaire"):
        signing.sign_national(signature, signatory="N", on=DAY, file=None, by=national)
    with pytest.raises(AgreementRefused, match="attendu en PDF"):
        signing.sign_national(signature, signatory="N", on=DAY, file=copy(b"MZ"), by=national)
    signing.sign_national(signature, signatory="N", on=DAY, file=copy(), by=national)
    signature.refresh_from_db()
    with signature.file.open() as kept:
        assert (signature.state, kept.read()) == ("signed_both", b"%PDF-1.7 signed")
    with pytest.raises(AgreementRefused, match="déjà « signée des deux »"):
        signing.refuse_to_sign(signature, reason="Non.", by=regional)


def test_a_refusal_has_its_reason_and_may_be_taken_back():
    signature, regional = AgreementSignatureFactory(), person(Role.REGIONAL_STAFF)
    with pytest.raises(AgreementRefused, match="Dites pourquoi"):
        signing.refuse_to_sign(signature, reason=" ", by=regional)
    signing.refuse_to_sign(signature, reason="Trop tôt.", by=regional)
    assert AgreementSignature.objects.get().refusal == "Trop tôt."
    signing.sign_regional(signature, signatory="R", on=DAY, file=None, by=regional)
    assert (AgreementSignature.objects.get().state, AgreementSignature.objects.get().refusal) == ("signed_regional", "")


def test_another_region_does_not_sign(national):
    signature = AgreementSignatureFactory()
    with pytest.raises(NotAllowed):
        signing.sign_regional(signature, signatory="x", on=DAY, file=None, by=person(Role.REGIONAL_STAFF, region="32"))
    assert not AgreementSignature.objects.visible_to(person(Role.REGIONAL_STAFF, region="32")).exists()


def test_the_national_team_writes_adopts_and_follows_signatures_on_pages(client, staff):
    RegionalAssociationFactory(name="Association de Bretagne", regions=["53"])
    made = client.post(page("agreement_new"))
    draft = CoreAgreement.objects.get()
    assert made.url == page("agreement_edit", draft.pk)
    fields = {
        "title": "Convention socle", "text": "Ce que nous nous devons.", "read_at": draft.updated_at.isoformat(),
        "missions-TOTAL_FORMS": 1, "missions-INITIAL_FORMS": 0, "missions-0-code": "M1", "missions-0-title": "Animer",
        "missions-0-lead": "both", "missions-0-indicators": ["members.adherents"], "missions-0-ORDER": 1,
    }  # fmt: skip
    assert client.post(page("agreement_edit", draft.pk), fields).url == draft.get_absolute_url()
    again = client.post(page("agreement_edit", draft.pk), fields)
    assert "modifié entre-temps" in text_of(again)
    client.post(page("agreement_step", draft.pk), {"step": "adopt", "on": "2024-01-05"})
    client.post(page("agreement_step", draft.pk), {"step": "enforce", "on": "2024-02-01"})
    shown = text_of(client.get(draft.get_absolute_url()))
    assert "en vigueur" in shown
    assert "Association de Bretagne" in shown
    assert "Adhérents" in shown
    refused = client.post(page("agreement_step", draft.pk), {"step": "adopt", "on": "2024-01-05"}, follow=True)
    assert told(refused) == ["Cette convention est « en vigueur » : elle ne peut pas être adoptée."]


def test_the_region_signs_on_its_page_and_takes_the_paper(client, login):
    login(Role.REGIONAL_STAFF)
    mission = CoreMissionFactory(title="Animer la vie du réseau")
    signature = AgreementSignatureFactory(agreement=mission.agreement)
    address = page("agreement_signature", signature.pk)
    paper = pdf_text(client.get(page("signature_paper", signature.pk)).content)
    assert "Animer la vie du réseau" in paper
    assert signature.association.name in paper
    refused = client.post(address, {"act": "regional", "signatory": "", "on": "2024-02-01"})
    assert refused.status_code == 400
    client.post(address, {"act": "regional", "signatory": "Anne, présidente", "on": "2024-02-01", "file": copy()})
    assert "Anne, présidente" in text_of(client.get(address))
    kept = client.get(page("signature_file", signature.pk))
    assert b"".join(kept.streaming_content) == b"%PDF-1.7 signed"
    client.force_login(person(Role.REGIONAL_STAFF, region="32"))
    assert client.get(page("signature_file", signature.pk)).status_code == 404


def test_the_page_of_an_agreement_costs_as_much_whatever_the_signatures(client, staff, django_assert_max_num_queries):
    agreement = CoreMissionFactory().agreement
    for _ in range(18):
        AgreementSignatureFactory(agreement=agreement)
    with django_assert_max_num_queries(14):
        client.get(reverse("members:agreement", args=[agreement.pk]))
