"""From the candidate whom a structure enters to the page that checks the certificate."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from certification.models import Certificate, Enrolment, Jury, Seat
from tests.certification.juries import attend, fill, settle
from tests.certification.people import manager_of, team_member, trained_member
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.certification import AccreditationFactory, ReferentialFactory


@pytest.mark.slow
def test_a_candidate_entered_by_a_structure_is_judged_certified_and_checked(
    page, live_server, committed, log_in, accessible
):
    referential = ReferentialFactory(certification__title="CQP Salarié polyvalent")
    organisation = OrganisationFactory(name="Les Jardins du Val")
    MembershipFactory(organisation=organisation, year=timezone.localdate().year)
    AccreditationFactory(organisation=organisation, certification=referential.certification)
    officials = [
        trained_member(college, user=UserFactory(), full_name=name)
        for college, name in (("employee", "Paule Présidente"), ("employer", "Marc Membre"))
    ]
    today = timezone.localdate()

    # The structure enters a candidate, evaluates each block, and says that they are ready.
    manager = log_in(manager_of(organisation))
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Certification").click()
    accessible()
    page.get_by_role("link", name="Candidats", exact=True).click()
    page.get_by_role("link", name="Inscrire un candidat").first.click()
    accessible()
    for label, value in [
        ("Nom de naissance", "L'HÉRITIER"), ("Premier prénom", "Zoé"), ("Jour de naissance", "17"),
        ("Mois de naissance", "5"), ("Année de naissance", "1990"), ("Commune de naissance", "Quimper"),
        ("Code INSEE de la commune", "29232"), ("Formateur", "Une formatrice"), ("Encadrant ou tuteur", "Un encadrant"),
        ("Pièce d'identité vue le", today.isoformat()), ("Notice d'information remise le", today.isoformat()),
    ]:  # fmt: skip
        page.get_by_label(label).first.fill(value)
    page.get_by_label("Sexe à l'état civil").select_option("F")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Inscrire", exact=True).click()
    page.get_by_role("button", name="Commencer le parcours").click()
    for block in range(2):
        page.get_by_role("link", name="Évaluer").nth(block).click()
        page.get_by_label("Évalué par").fill("Une formatrice")
        for competency in range(2):
            page.locator("form select[name^='level']").nth(competency).select_option("2")
        page.get_by_role("button", name="Enregistrer").click()
    accessible()
    page.get_by_role("button", name="Prêt pour un jury").click()
    expect(page.get_by_text("La personne est prête pour un jury.")).to_be_visible()

    # The team plans a jury: who may sit is proposed, and every rule is told.
    team = log_in(team_member())
    page.goto(f"{live_server.url}/certification/jurys/nouveau/")
    page.get_by_label("Certification").select_option(label="CQP Salarié polyvalent")
    page.get_by_label("Date", exact=True).fill((today + timedelta(days=30)).isoformat())
    page.get_by_label("Début").fill("09:00")
    page.get_by_label("Fin").fill("12:00")
    page.get_by_label("Lieu ou lien").fill("1 rue de l'Exemple, 29000 Quimper")
    page.get_by_label("Région").select_option("53")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_label("Zoé L'HÉRITIER").check()
    page.get_by_role("button", name="Ajouter les candidats cochés").click()
    page.get_by_role("button", name="Proposer des membres").click()
    accessible()
    page.get_by_role("button", name="Envoyer les convocations").click()
    jury = Jury.objects.get()
    for official in officials:
        log_in(official.user)
        page.goto(f"{live_server.url}/certification/mon-bureau/")
        page.get_by_role("button", name="Je viens").click()
    assert set(Seat.objects.values_list("answer", flat=True)) == {"accepted"}
    log_in(team)
    page.goto(f"{live_server.url}{jury.get_absolute_url()}")
    page.get_by_role("button", name="Confirmer le jury").click()
    expect(page.get_by_text("confirmé").first).to_be_visible()

    # A month later: the day itself, on a tablet and without a network, is walked in test_jury.
    Jury.objects.update(held_on=today)
    jury = attend(Jury.objects.get(), by=team)
    president = jury.seats.get(role="president").official.user
    log_in(president)
    page.goto(f"{live_server.url}/certification/jurys/{jury.pk}/jour/")
    page.get_by_role("button", name="Ouvrir la délibération").click()
    place = jury.places.get()
    fill(place, 2, by=president)
    settle(place, by=president)
    page.reload()
    page.get_by_role("button", name="Clore la délibération").click()
    for official in officials:
        log_in(official.user)
        page.goto(f"{live_server.url}/")
        page.get_by_role("link", name="Signer").click()
        page.get_by_role("button", name="Signer le procès-verbal").click()
    assert Enrolment.objects.get().state == "certified"

    # The team issues the parchment; whoever reads its QR code learns that it is valid, and no name.
    log_in(team)
    page.goto(f"{live_server.url}/certification/certificats/a-delivrer/")
    accessible()
    page.get_by_role("button", name="Tout délivrer").click()
    certificate = Certificate.objects.get()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}{certificate.check_path()}")
    accessible()
    expect(page.get_by_text("CQP Salarié polyvalent").first).to_be_visible()
    assert "HÉRITIER" not in page.content()
    page.get_by_label("Nom de naissance").fill("l'heritier")
    page.get_by_role("button", name="Vérifier ce nom").click()
    expect(page.get_by_text("Oui : ce document est au nom de naissance")).to_be_visible()
    accessible()
    log_in(manager)
    page.goto(f"{live_server.url}{certificate.get_absolute_url()}")
    with page.expect_download() as download:
        page.evaluate(
            "url => { const link = document.createElement('a'); link.href = url; link.download = ''; "
            "document.body.append(link); link.click(); }",
            f"{certificate.get_absolute_url()}pdf/",
        )
    assert download.value.path().read_bytes().startswith(b"%PDF")
