"""Every address with every role, against the table that staff read."""

from datetime import date
from http import HTTPStatus

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse

from config.rights import DATA, ROLES, URLS, Answer, as_markdown
from members.models import Department, ImportBatch, Role
from reporting.models import AnnualReport, Job, ReportEdition
from tests.factories import (
    AciFactory,
    AnnexFactory,
    ContactFactory,
    ConventionFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    YearlyReturnFactory,
    person,
)

pytestmark = pytest.mark.django_db

# Addresses of libraries, whose rights their own tests hold.
OF_LIBRARIES = ("account_", "mfa_", "socialaccount_")


def _names(patterns, namespace="") -> set[str]:
    names = set()
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = ":".join(filter(None, [namespace, getattr(pattern, "namespace", None)]))
            names |= _names(pattern.url_patterns, inner)
        elif pattern.name:
            names.add(f"{namespace}:{pattern.name}" if namespace else pattern.name)
    return names


def test_every_address_has_its_row():
    found = {name for name in _names(get_resolver().url_patterns) if not name.startswith((*OF_LIBRARIES, "admin:"))}
    assert found == {row.name for row in URLS if not row.name.startswith("admin:")}


@pytest.fixture
def sample():
    """Things that belong to nobody who asks."""
    organisation = MembershipFactory(year=date.today().year).organisation
    report = AnnualReport.objects.create(year=2023)
    job = Job.objects.create(kind="x", title="Travail d'une autre", asked_by=UserFactory())
    job.attach_result("x.pdf", b"x")
    edition = ReportEdition(report=report, number=1, sha256="0" * 64)
    edition.file.save("x.pdf", ContentFile(b"%PDF"))
    batch = ImportBatch(name="x.csv", sha256="0" * 64)
    batch.file.save("x.csv", ContentFile(b"SIRET;Nom\n"))
    return {
        "organisation": organisation.pk,
        "report": report.pk,
        "edition": edition.pk,
        "job": job.pk,
        "batch": batch.pk,
    }


def _answer(response) -> Answer:
    if response.streaming:
        # Read to its end, a file is closed as a server would.
        assert b"".join(response.streaming_content)
    if response.status_code == HTTPStatus.FOUND and response.url.startswith(
        (reverse(settings.LOGIN_URL), reverse("admin:login"))
    ):
        return Answer.LOGIN
    if response.status_code == HTTPStatus.FORBIDDEN:
        return Answer.FORBIDDEN
    if response.status_code == HTTPStatus.NOT_FOUND:
        return Answer.HIDDEN
    assert response.status_code in {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.SERVICE_UNAVAILABLE}
    return Answer.YES


@pytest.mark.parametrize("role", ROLES)
def test_addresses_answer_as_the_table_says(client, sample, role):
    user = person(role)
    if user:
        client.force_login(user)
    answers = {}
    for row in URLS:
        kwargs = {key: sample.get(value, value) for key, value in (row.sample or {}).items()}
        answers[row.name] = _answer(getattr(client, row.method)(reverse(row.name, kwargs=kwargs)))
    assert answers == {row.name: row.answer(role) for row in URLS}


@pytest.mark.parametrize("role", ROLES)
def test_data_are_seen_as_the_table_says(role):
    own = OrganisationFactory()
    user = person(role, organisation=own) or AnonymousUser()
    in_region = own if role == Role.REGIONAL_STAFF else OrganisationFactory()
    elsewhere = OrganisationFactory(department=Department.objects.get(code="59"))
    for organisation in {own, in_region, elsewhere}:
        _everything_of(organisation)
    for row in DATA:
        model = apps.get_model(row.model)
        seen = model.objects.visible_to(user).count()
        whole = model.objects.count()
        elsewhere_seen = whole and _touches(model, user, elsewhere)
        expected = {"tout": seen == whole and whole > 0, "rien": seen == 0}
        expected |= {"sa structure": 0 < seen < whole and not elsewhere_seen}
        expected |= {"sa région": 0 < seen < whole and not elsewhere_seen}
        assert expected[row.scope(role)], f"{row.data} : {role} en voit {seen} sur {whole}"


def _everything_of(organisation):
    if not organisation.memberships.exists():
        MembershipFactory(organisation=organisation)
    YearlyReturnFactory(organisation=organisation)
    ContactFactory(organisation=organisation)
    convention = ConventionFactory(aci=AciFactory(organisation=organisation))
    AnnexFactory(convention=convention)
    ImportBatch.objects.create(name=f"{organisation.pk}.csv", sha256="0" * 64, file="x.csv")


def _touches(model, user, organisation) -> bool:
    """Whether this person sees a record of `organisation`."""
    paths = {
        "Organisation": "pk",
        "AciConvention": "aci__organisation",
        "FinancialAnnex": "convention__aci__organisation",
        "ImportBatch": None,
    }
    path = paths.get(model.__name__, "organisation")
    return path is not None and model.objects.visible_to(user).filter(**{path: organisation.pk}).exists()


def test_the_document_is_up_to_date():
    assert (settings.BASE_DIR / "docs" / "droits.md").read_text(encoding="utf-8") == as_markdown()
