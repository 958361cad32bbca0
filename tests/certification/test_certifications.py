"""Certifications as the network reads them, and their versions as staff keep them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from certification.domain.certification_words import pass_rule_of, rules_of
from certification.domain.referentials import new_version
from certification.models import Certification, Competency, Referential, SkillBlock
from members.domain.moves import Refused
from members.models import Department, Role
from tests import html_forms
from tests.factories import OrganisationFactory, person
from tests.factories.certification import (
    AccreditationFactory,
    CertificationFactory,
    EnrolmentFactory,
    ReferentialFactory,
)

pytestmark = pytest.mark.django_db


def plain(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def change(record) -> str:
    return reverse(f"admin:certification_{record._meta.model_name}_change", args=[record.pk])


def test_the_page_tells_the_sheet_the_rules_and_the_versions(client, login):
    login(Role.MEMBER)
    next_one = CertificationFactory()
    shown = CertificationFactory(replaced_by=next_one, appeal_days=90, casting_vote=True)
    start = timezone.localdate() - timedelta(days=30)
    ReferentialFactory(certification=shown, version="ancienne", validity=DateRange(None, start))
    current = ReferentialFactory(certification=shown, version="nouvelle", validity=DateRange(start, None))
    Competency.objects.filter(block__referential=current, code="C1.1").update(criteria=["Le poste est rangé, toujours"])
    page = client.get(shown.get_absolute_url())
    assert (page.context["in_force"], [one.version for one in page.context["versions"]]) == (current, ["ancienne"])
    for words in (shown.fiche_number, next_one.title, "90 jours", "Compétence 2.2", "Le poste est rangé, toujours"):
        assert words in plain(page)


def test_structures_accredited_today_are_listed_by_region(client, login):
    login(Role.MEMBER)
    shown = CertificationFactory()
    here = AccreditationFactory(certification=shown, organisation=OrganisationFactory(name="Le Bon Atelier"))
    far = OrganisationFactory(department=Department.objects.get(code="59"))
    AccreditationFactory(certification=shown, organisation=far)
    for state in ("suspended", "submitted", "expired"):
        AccreditationFactory(
            certification=shown,
            state=state,
            validity=None if state == "submitted" else DateRange(date(2020, 1, 1), date(2021, 1, 1)),
        )
    AccreditationFactory()
    context = client.get(shown.get_absolute_url()).context
    assert [(region, rows) for region, rows in context["regions"]] == [
        ("Bretagne", [here.organisation]), ("Hauts-de-France", [far]),
    ]  # fmt: skip
    assert context["count"] == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_whatever_it_lists(client, login, count, django_assert_max_num_queries):
    login(Role.MEMBER)
    shown = ReferentialFactory(blocks=count).certification
    for _ in range(count):
        AccreditationFactory(certification=shown)
    client.get(shown.get_absolute_url())
    with django_assert_max_num_queries(11):
        client.get(shown.get_absolute_url())


def test_rules_are_told_in_words():
    said = dict(rules_of(Certification(min_members=3, accreditation_months=36, block_validity_months=60)))
    assert said["Jury"].startswith("3 membres au moins")
    assert said["Réussite partielle"].endswith("Un bloc acquis le reste 5 ans.")
    assert said["Durée d'un agrément"].startswith("3 ans,")
    whole = dict(rules_of(Certification(partial_allowed=False, certificate_validity_months=18)))
    assert whole["Réussite partielle"] == "Le jury accorde tout ou rien."
    assert whole["Durée du certificat"] == "Il vaut 18 mois."
    points = Referential(pass_rule="points", pass_percent=70, optional_blocks_due=1)
    assert pass_rule_of(points).endswith("Il faut aussi 1 bloc facultatif.")


def test_a_certification_is_not_its_own_successor():
    one = CertificationFactory()
    with pytest.raises(IntegrityError, match="not_its_own_successor"), transaction.atomic():
        Certification.objects.filter(pk=one.pk).update(replaced_by=one)


# Versions.


def test_the_next_version_copies_the_last_one_which_ends():
    old = ReferentialFactory(version="1")
    starts = timezone.localdate() + timedelta(days=10)
    made = new_version(old, version="2", starts=starts)
    old.refresh_from_db()
    assert (old.validity.upper, made.validity) == (starts, DateRange(starts, None))

    def told(one):
        return [
            (block.number, block.title, list(block.competencies.values_list("code", "statement").order_by("code")))
            for block in one.blocks.order_by("order")
        ]

    assert told(made) == told(old)
    assert SkillBlock.objects.count() == 4
    assert Competency.objects.count() == 8


def test_a_version_whose_dates_do_not_follow_is_refused():
    today = timezone.localdate()
    followed = EnrolmentFactory(registered_on=today).referential
    with pytest.raises(Refused, match="choisissez un jour à venir"):
        new_version(followed, version="2", starts=today)
    bounded = ReferentialFactory(validity=DateRange(date(2025, 1, 1), date(2026, 1, 1)))
    for day in (date(2025, 1, 1), date(2026, 1, 2)):
        with pytest.raises(Refused, match="pendant que l'ancienne"):
            new_version(bounded, version="2", starts=day)
    with pytest.raises(Refused):
        new_version(bounded, version="1", starts=date(2025, 6, 1))
    bounded.refresh_from_db()
    assert bounded.validity.upper == date(2026, 1, 1), "a refusal writes nothing"


# The administration.


def test_a_version_that_candidates_follow_is_no_longer_written(client, login):
    login(Role.NATIONAL_STAFF)
    followed, free = EnrolmentFactory().referential, ReferentialFactory()
    for record in (followed, followed.blocks.first()):
        page = client.get(change(record))
        assert page.status_code == 200
        assert not page.context["has_change_permission"]
        assert not any(inline.has_change_permission for inline in page.context["inline_admin_formsets"])
        assert client.post(change(record), {"version": "x"}).status_code == 403
    assert client.get(change(free)).context["has_change_permission"]


def test_staff_make_the_next_version_from_the_page_of_the_last(client, login):
    login(Role.NATIONAL_STAFF)
    old = EnrolmentFactory().referential
    address = reverse("admin:certification_referential_make_next", args=[old.pk])
    assert client.get(address).status_code == 200
    refused = client.post(address, {"version": "2", "starts": "2020-01-01"})
    assert "choisissez un jour à venir" in plain(refused)
    starts = timezone.localdate() + timedelta(days=1)
    made = client.post(address, {"version": "2", "starts": starts})
    assert made.url == change(old.certification.referentials.get(version="2"))


def test_criteria_are_written_one_a_line(client, login):
    login(Role.NATIONAL_STAFF)
    block = ReferentialFactory().blocks.first()
    fields = html_forms.fields_of(client.get(change(block)).content.decode(), "skillblock_form")
    saved = client.post(change(block), fields | {"competencies-0-criteria": "Rangé, propre\n\nSûr\n"})
    assert html_forms.refusals_of(saved) == []
    assert block.competencies.order_by("code").first().criteria == ["Rangé, propre", "Sûr"]


def test_every_page_of_the_administration_opens(client, login):
    login(Role.ADMIN)
    referential = ReferentialFactory()
    for record in (referential, referential.certification, referential.blocks.first()):
        assert client.get(change(record)).status_code == 200
        assert client.get(reverse(f"admin:certification_{record._meta.model_name}_changelist")).status_code == 200
    for name in ("certification", "followedrecord", "referential", "skillblock"):
        assert client.get(reverse(f"admin:certification_{name}_add")).status_code == 200
    assert person(Role.MEMBER).has_perm("certification.change_certification") is False
