"""Papers of training: what the law asks them to say, numbered, frozen, replaced, sent, signed."""

import io
import time
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.domain import outbox
from members.domain.moves import NotAllowed, Refused
from members.models import Mail
from tests.factories import OrganisationFactory
from tests.factories.training import (
    AttendanceFactory,
    OrderFactory,
    RegistrationFactory,
    SessionFactory,
    SubcontractFactory,
    TrainingBodyFactory,
)
from tests.training.people import manager_of, team_member
from tests.training.reading import is_tagged, text_of
from training.domain.papers.issuing import issue, issue_again, issue_for_session
from training.domain.papers.rendering import document_pdf, documents_zip, house_rules_pdf
from training.domain.papers.sending import send_document, send_due_summons
from training.domain.papers.signing import fingerprint, record_signed_copy, sign_online
from training.models import ObjectiveMark, Order, Registration, TrainingDocument

pytestmark = pytest.mark.django_db
Kind = TrainingDocument.Kind
DECLARATION = "Déclaration d'activité enregistrée sous le numéro 11750000000 auprès du préfet de région Île-de-France"


@pytest.fixture(autouse=True)
def body():
    return TrainingBodyFactory(
        house_rules="Article 1. Chacun veille à sa sécurité.", cancellation_terms="Quinze jours."
    )


@pytest.fixture
def place():
    """An employee registered by their structure on a session of two days."""
    session = SessionFactory(slots=True)
    return RegistrationFactory(
        session=session, order__organisation=OrganisationFactory(name="Les Jardins du Val"), state="requested",
        trainee__first_name="Nadia", trainee__last_name="Le Goff",
    )  # fmt: skip


def attended(place, count=4):
    for slot in place.session.slots.order_by("day", "starts_at")[:count]:
        AttendanceFactory(slot=slot, registration=place)


def said(document) -> str:
    return text_of(document_pdf(document)[1])


def test_a_quote_says_its_price_its_dates_and_until_when_it_holds(place):
    text = said(issue(Kind.QUOTE, place.order, by=team_member()))
    until = timezone.localdate() + timedelta(days=60)
    for word in (
        "DEV",
        "Nadia Le Goff",
        "Les Jardins du Val",
        "400,00 €",
        "Exonération de TVA",
        "14 heures",
        f"{until.year}",
        DECLARATION,
    ):
        assert word in text
    assert "Cet enregistrement ne vaut pas agrément de l'État" in text


def test_an_agreement_holds_what_article_l_6353_1_asks(place):
    text = said(issue(Kind.AGREEMENT, place.order, by=team_member()))
    for word in (
        "L. 6353-1",
        "Objet, nature et durée",
        "Repérer une situation à risque",
        "émargement",
        "Prix et paiement",
        "Quinze jours",
        "de 09:00 à 12:30",
    ):
        assert word in text


def test_a_structure_signs_an_agreement_and_a_person_a_contract(place):
    person = RegistrationFactory(
        order=OrderFactory(organisation=None, buyer_name="Paul Martin", is_individual=True), trainee__organisation=None
    )
    with pytest.raises(Refused, match="Une structure signe une convention"):
        issue(Kind.CONTRACT, place.order, by=None)
    with pytest.raises(Refused, match="Un particulier signe un contrat"):
        issue(Kind.AGREEMENT, person.order, by=None)
    text = said(issue(Kind.CONTRACT, person.order, by=None))
    for word in ("L. 6353-3", "10 jours", "120,00 € au plus (30 %)", "280,00 €", "force majeure"):
        assert word in text


def test_a_paper_is_made_once_and_says_what_it_said(place):
    first = issue(Kind.QUOTE, place.order, by=None)
    place.session.place_name = "Ailleurs"
    place.session.save()
    again = issue(Kind.QUOTE, place.order, by=None)
    assert again == first
    assert "Ailleurs" not in said(again)


def test_a_paper_that_no_longer_says_what_is_true_is_replaced(place):
    first = issue(Kind.QUOTE, place.order, by=None)
    with pytest.raises(Refused, match="Rien n'a changé"):
        issue_again(first, by=None)
    place.order.unit_price = 350
    place.order.save()
    second = issue_again(first, by=None)
    first.refresh_from_db()
    assert (first.replaced_by, second.replaced_by) == (second, None)
    assert "350,00 €" in said(second)
    with pytest.raises(Refused, match="déjà remplacé"):
        issue_again(first, by=None)


def test_a_signed_paper_is_not_replaced(place):
    paper = sent(Kind.AGREEMENT, place.order)
    sign(paper)
    place.order.unit_price = 350
    place.order.save()
    with pytest.raises(Refused, match="signé"):
        issue_again(paper, by=None)


def test_the_database_holds_what_a_paper_says(place):
    paper = issue(Kind.QUOTE, place.order, by=None)
    with pytest.raises(Exception, match="Cannot update"):
        TrainingDocument.objects.filter(pk=paper.pk).update(content={})


def test_only_the_team_makes_papers(place):
    with pytest.raises(NotAllowed):
        issue(Kind.QUOTE, place.order, by=manager_of(place.order.organisation))


def test_a_certificate_counts_the_hours_attended(place):
    with pytest.raises(Refused, match="n'a suivi aucune heure"):
        issue(Kind.COMPLETION, place, by=None)
    attended(place, 3)
    text = said(issue(Kind.COMPLETION, place, by=None))
    for word in ("Nadia Le Goff", "10,5 heures, sur 14", "Action de formation", "Les Jardins du Val", "Une Directrice"):
        assert word in text


def test_an_attestation_tells_each_objective(place):
    attended(place)
    ObjectiveMark.objects.create(registration=place, objective=0, after=4)
    text = said(issue(Kind.ATTESTATION, place, by=None))
    assert "Repérer une situation à risque atteint (4 sur 4)" in text
    assert "Alerter la bonne personne non évalué" in text


def test_a_summons_tells_where_and_when_and_somebody_waiting_has_none(place):
    text = said(issue(Kind.SUMMONS, place, by=None))
    for word in ("Maison des associations", "de 13:30 à 17:00", "règlement intérieur"):
        assert word in text
    place.state = Registration.State.WAITING
    place.save()
    other = RegistrationFactory(session=place.session, state="waiting")
    with pytest.raises(Refused, match="n'a pas de place"):
        issue(Kind.SUMMONS, other, by=None)


def test_a_subcontract_says_what_is_entrusted_and_on_which_terms():
    contract = SubcontractFactory(scope="Animation", state="draft", signed_on=None)
    SessionFactory(subcontract=contract, slots=True)
    text = said(issue(Kind.SUBCONTRACT, contract, by=None))
    for word in ("1 500,00 €", "action entière", "Traçabilité", "Données personnelles", "3511-SD"):
        assert word in text.replace("\u00a0", " ")


def test_house_rules_are_public(client):
    assert "Chacun veille à sa sécurité" in text_of(house_rules_pdf()[1])
    assert client.get(reverse("training:house_rules")).headers["Content-Type"] == "application/pdf"


def test_papers_are_tagged(place):
    attended(place)
    for kind, subject in (
        (Kind.QUOTE, place.order),
        (Kind.AGREEMENT, place.order),
        (Kind.SUMMONS, place),
        (Kind.COMPLETION, place),
        (Kind.ATTESTATION, place),
    ):
        assert is_tagged(document_pdf(issue(kind, subject, by=None))[1])


def test_each_file_of_an_archive_is_right_for_its_person():
    session = SessionFactory(slots=True, maximum=30)
    for rank in range(3):
        attended(RegistrationFactory(session=session, trainee__last_name=f"Personne{rank}"), 4 - rank)
    made, refused = issue_for_session(session, Kind.COMPLETION, by=None)
    assert (len(made), refused) == (3, [])
    with zipfile.ZipFile(io.BytesIO(documents_zip([one.pk for one in made]))) as archive:
        assert len(archive.namelist()) == 3
        for name in archive.namelist():
            person = name.rsplit("-", 1)[1].removesuffix(".pdf")
            text = text_of(archive.read(name)).lower()
            assert f"camille {person}" in text
            assert {"personne0": "14 heures, sur", "personne1": "10,5 heures", "personne2": "7 heures"}[person] in text


# Sent and signed


def sent(kind, order):
    paper = issue(kind, order, by=None)
    send_document(paper, by=None)
    paper.refresh_from_db()
    return paper


def sign(paper, **given):
    told = {
        "name": "Anne Le Bris",
        "function": "directrice",
        "seen": fingerprint(paper),
        "ip": "192.0.2.1",
        "device": "Un navigateur",
        "by": None,
    }
    return sign_online(paper, **told | given)


def test_a_quote_that_is_sent_makes_the_order_quoted(place):
    sent(Kind.QUOTE, place.order)
    assert outbox.send(Mail.objects.get().pk)
    place.order.refresh_from_db()
    assert place.order.state == Order.State.QUOTED
    [letter] = mail.outbox
    assert letter.to == [place.order.contact_email]
    assert [name for name, *_ in letter.attachments][0].startswith("devis-DEV")
    assert reverse("training:papers_by_link", args=[place.order.token]) in letter.body


def test_the_key_of_an_order_is_not_kept_with_its_mail(place):
    sent(Kind.QUOTE, place.order)
    assert place.order.token not in Mail.objects.get().body


def test_a_signed_agreement_confirms_the_places(place):
    paper = sent(Kind.AGREEMENT, place.order)
    signed = sign(paper)
    place.refresh_from_db()
    assert (place.state, place.order.state) == ("confirmed", Order.State.AGREED)
    assert (signed.signer_ip, signed.signed_sha256) == ("192.0.2.1", fingerprint(paper))
    assert "Signé par Anne Le Bris, directrice" in said(signed)


def test_nobody_signs_twice_nor_what_they_have_not_read(place):
    paper = sent(Kind.AGREEMENT, place.order)
    with pytest.raises(Refused, match="relisez-le"):
        sign(paper, seen="0" * 64)
    with pytest.raises(Refused, match="votre nom"):
        sign(paper, name=" ")
    sign(paper)
    with pytest.raises(Refused, match="déjà signé, le"):
        sign(paper)


def test_who_does_not_manage_the_structure_does_not_sign(place):
    paper = sent(Kind.AGREEMENT, place.order)
    with pytest.raises(NotAllowed):
        sign(paper, by=manager_of(OrganisationFactory()))
    assert sign(paper, by=manager_of(place.order.organisation)).signed_at


def test_a_copy_signed_on_paper_is_kept(place):
    paper = issue(Kind.AGREEMENT, place.order, by=None)
    today = timezone.localdate()
    copy = SimpleUploadedFile("convention.pdf", b"%PDF-1.7")
    with pytest.raises(Refused, match="pas encore venu"):
        record_signed_copy(paper, copy=copy, name="Anne", on=today + timedelta(days=1), by=team_member())
    with pytest.raises(Refused, match="PDF ou une image"):
        record_signed_copy(paper, copy=SimpleUploadedFile("c.exe", b"MZ"), name="Anne", on=today, by=team_member())
    kept = record_signed_copy(paper, copy=copy, name="Anne", on=today, by=team_member())
    with kept.signed_copy.open() as file:
        assert file.read() == b"%PDF-1.7"
    place.order.refresh_from_db()
    assert place.order.state == Order.State.AGREED


def test_summons_leave_once_before_a_confirmed_session(place):
    session = place.session
    session.state = "confirmed"
    session.save()
    assert send_due_summons(session.starts_on - timedelta(days=16)) == 0
    assert send_due_summons(session.starts_on - timedelta(days=15)) == 1
    assert send_due_summons(session.starts_on - timedelta(days=14)) == 0


# Pages


def test_a_buyer_signs_by_the_link_of_the_mail(client, place):
    paper = sent(Kind.AGREEMENT, place.order)
    address = reverse("training:papers_by_link", args=[place.order.token])
    page = client.get(address)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert str(paper) in page.content.decode()
    told = {
        "document": paper.pk,
        "name": "Anne Le Bris",
        "function": "directrice",
        "agreed": "on",
        "seen": fingerprint(paper),
    }
    refused = client.post(address, {name: value for name, value in told.items() if name != "agreed"}, follow=True)
    assert "Cochez la case" in refused.content.decode()
    assert "est signé" in client.post(address, told, follow=True).content.decode()
    assert client.get(reverse("training:papers_by_link", args=["autre"])).status_code == 404


def test_a_structure_reads_its_papers_and_not_those_of_another(client, place):
    mine, other = sent(Kind.QUOTE, place.order), sent(Kind.QUOTE, RegistrationFactory().order)
    client.force_login(manager_of(place.order.organisation))
    found = client.get(reverse("training:documents")).content.decode()
    assert mine.number in found
    assert other.number not in found
    assert client.get(reverse("training:document", args=[other.pk])).status_code == 404
    assert client.get(reverse("training:order_papers", args=[place.order_id])).status_code == 200


def test_a_certificate_of_a_past_year_is_found_by_name(client, place):
    attended(place)
    paper = issue(Kind.COMPLETION, place, by=None)
    client.force_login(team_member())
    assert (
        paper.number
        in client.get(reverse("training:documents"), {"q": ["legoff", "nadia le goff"][1]}).content.decode()
    )
    assert paper.number not in client.get(reverse("training:documents"), {"q": "Personne d'autre"}).content.decode()
    export = client.get(reverse("training:documents_export", args=["csv"]), {"q": "goff"})
    assert paper.number in b"".join(export).decode("utf-8-sig")


def test_the_team_makes_all_papers_of_a_session(client, place):
    attended(place)
    client.force_login(team_member())
    address = reverse("training:session_papers", args=[place.session_id])
    client.post(address, {"kind": "completion", "step": "make"})
    page = client.get(address).content.decode()
    assert TrainingDocument.objects.get(kind="completion").number in page
    printed = client.post(address, {"kind": "completion", "step": "print", "format": "zip"})
    assert printed.status_code == 302


def test_lists_of_papers_ask_as_much_whatever_their_length(client, django_assert_num_queries):
    client.force_login(team_member())
    sent(Kind.QUOTE, RegistrationFactory().order)
    client.get(reverse("training:documents"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("training:documents"))
    for _ in range(5):
        sent(Kind.QUOTE, RegistrationFactory().order)
    with django_assert_num_queries(len(few)):
        client.get(reverse("training:documents"))


@pytest.mark.slow
def test_two_hundred_certificates_are_made_each_right_for_its_person(body):
    session = SessionFactory(slots=True)
    attended(RegistrationFactory(session=session))
    model = issue(Kind.COMPLETION, Registration.objects.get(), by=None)
    papers = [
        TrainingDocument(
            kind=model.kind, number=f"CR1998-{rank:05d}", session=session, issued_on=model.issued_on,
            content=model.content | {"trainee": model.content["trainee"] | {"name": f"Personne {rank:03d}"}},
        )
        for rank in range(200)
    ]  # fmt: skip
    numbers = [one.pk for one in TrainingDocument.objects.bulk_create(papers)]
    started = time.perf_counter()
    content = documents_zip(numbers)
    # Twelve seconds on two processors; here there is one, and others may work beside.
    assert time.perf_counter() - started < 60
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for rank, name in enumerate(archive.namelist()):
            pdf = archive.read(name)
            assert f"CR1998-{rank:05d}" in name
            assert f"Personne {rank:03d} " in text_of(pdf) + " "
            assert is_tagged(pdf)
        assert rank == 199


def test_a_signed_agreement_is_made_again_for_the_session_to_which_the_order_moved(place):
    old = sent(Kind.AGREEMENT, place.order)
    sign(old)
    other = SessionFactory(slots=True)
    Registration.objects.update(session=other, state="requested")
    Order.objects.update(session=other, state="requested")
    new = issue(Kind.AGREEMENT, Order.objects.get(), by=None)
    old.refresh_from_db()
    assert (old.replaced_by, new.session) == (new, other)
    send_document(new, by=None)
    new.refresh_from_db()
    sign(new)
    assert Order.objects.get().state == Order.State.AGREED
