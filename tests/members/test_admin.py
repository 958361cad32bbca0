"""Staff's lists and records: every page opens, every filter and search answers, what one saves is what one saw."""

from datetime import date
from functools import partial

import pghistory.models
import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certification.models import CandidateExport, FollowedRecord
from members.models import (
    AccountingPlan,
    BouncedAddress,
    Commune,
    Department,
    Establishment,
    Issuer,
    Mail,
    Organisation,
    Role,
    RoleGrant,
    Succession,
    User,
)
from reporting.models import AnnualReport, ReportEdition, ReportSection, StatedFigure
from resources.models import AccessRequest, CollectionItem, Feedback, SearchUse, SynonymGroup
from tests.factories import (
    AciFactory,
    AnnexFactory,
    AuthorBodyFactory,
    CollectionFactory,
    CollegeFactory,
    ContactFactory,
    ConventionFactory,
    LabelFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationLabelFactory,
    RegionalAssociationFactory,
    ThemeFactory,
    UserFactory,
    VersionFileFactory,
    YearlyReturnFactory,
    person,
    siret,
)
from tests.factories.certification import (
    ChecklistQuestionFactory,
    DepositAccountFactory,
    OfficialMandateFactory,
    PieceKindFactory,
    ReferentialFactory,
)
from tests.factories.training import CourseVersionFactory, FunderFactory, SurveyFactory, TrainingBodyFactory
from tests.html_forms import fields_of, refusals_of
from training.data.loading import load_referentials

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OURS = [model for model in MODELS if model._meta.app_label in {"members", "reporting"}]
SEARCHED = [model for model in OURS if admin.site._registry[model].search_fields]
# A word that the list of each model finds in the network below, and how it is typed.
WORDS = {
    "members.Aci": "été",
    "members.AciConvention": "été",
    "members.BouncedAddress": "parti",
    "members.Commune": "besançon",
    "members.Contact": "elan",
    "members.Department": "corrèze",
    "members.Mail": "élan",
    "members.Label": "été",
    "members.Membership": "élan",
    "members.Organisation": "elan",
    "members.OrganisationLabel": "elan",
    "members.RegionalAssociation": "océan",
    "members.Succession": "elan",
    "members.User": "zoe",
    "members.YearlyReturn": "élan",
    "reporting.StatedFigure": "salariés",
}


def label(model) -> str:
    return model._meta.label


def page(model, name: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@pytest.fixture
def network(staff):
    """One record of every kind that the admin knows, with everything that its page shows beside it."""
    organisation = OrganisationFactory(name="L'Élan", activities=["Maraîchage", "Vélo"])
    MembershipFactory(organisation=organisation)
    YearlyReturnFactory(organisation=organisation)
    ContactFactory(organisation=organisation, user=UserFactory(full_name="Zoé Étienne"))
    Establishment.objects.create(organisation=organisation, siret=siret(organisation.siren, 2), department_id="35")
    AnnexFactory(convention=ConventionFactory(aci=AciFactory(organisation=organisation, name="Potager d'été")))
    Succession.objects.create(
        predecessor=OrganisationFactory(), successor=organisation, kind="merger", effective_on=date(2023, 1, 1)
    )
    BouncedAddress.objects.create(email="parti@example.org", reason="5.1.1", since=timezone.now())
    OrganisationLabelFactory(organisation=organisation, label__name="Label d'été")
    LabelFactory(name="Voisin")
    AccountingPlan.objects.create()
    RegionalAssociationFactory(name="Association Océan Indien").regions.set(["04", "06"])
    CollegeFactory().brackets.get_or_create(up_to=None, votes=1)
    Issuer.objects.create(name="Réseau", address="1 rue de l'Exemple")
    Mail.objects.create(kind="call", about="call:1", to="x@example.org", subject="Adhésion", organisation=organisation)
    report = AnnualReport.objects.create(year=2023)
    ReportSection.objects.create(report=report, position=1, kind="text", title="Présentation", body="Né en 1995.")
    ReportEdition(report=report, number=1, sha256="0" * 64).file.save("x.pdf", ContentFile(b"%PDF"))
    StatedFigure.objects.create(
        key="salaries", year=2023, label="Salariés", value="40", source="Rapport", reason="x", author=staff
    )
    user = User.objects.get(full_name="Zoé Étienne")
    Authenticator.objects.create(user=user, type="totp", data={})
    _resource_centre(user)
    _certification()
    _training()
    return organisation


def _resource_centre(user: User) -> None:
    """A published resource with all that staff keep around it, and what `user` says and asks of it."""
    resource = VersionFileFactory(version__resource__themes=[ThemeFactory()]).version.resource
    resource.authors.add(AuthorBodyFactory())
    CollectionItem.objects.create(collection=CollectionFactory(), resource=resource)
    SynonymGroup.objects.create(terms=["ACI", "chantier"])
    SearchUse.objects.create(text="aci", role=Role.MEMBER)
    Feedback.objects.create(user=user, resource=resource, useful=True, comment="Clair")
    AccessRequest.objects.create(user=user, resource=resource, message="Pour notre équipe")


def _certification() -> None:
    """A certification with what staff keep around it, and an official."""
    certification = ReferentialFactory().certification
    ChecklistQuestionFactory(certification=certification)
    PieceKindFactory(certification=certification)
    OfficialMandateFactory().official.trainings.create(title="Siéger en jury", done_on=date(2023, 1, 9))
    DepositAccountFactory()
    FollowedRecord.objects.create(kind="juries", since=2020)
    CandidateExport.objects.create(what="Candidats", count=3)


def _training() -> None:
    """What staff keep of training."""
    TrainingBodyFactory()
    CourseVersionFactory()
    FunderFactory()
    SurveyFactory()
    load_referentials(partial(apps.get_model, "training"))


def shown(model):
    """The record whose page is opened: the one that bears everything."""
    found = {
        Organisation: {"name": "L'Élan"},
        User: {"full_name": "Zoé Étienne"},
        Commune: {"name": "Besançon"},
        Department: {"code": "19"},
    }
    return model.objects.filter(**found.get(model, {})).first()


@pytest.fixture
def opened(client, staff, network):
    """Open pages as national staff; what libraries bring is for the portal's administrators."""

    def get(model, address, query=None):
        if model not in OURS:
            client.force_login(User.objects.filter(is_superuser=True).first() or person(Role.ADMIN))
        response = client.get(address, query)
        assert response.status_code == 200, (address, query)
        return response

    return get


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_list_opens_and_sorts_by_each_column(opened, model):
    found = opened(model, page(model, "changelist")).context["cl"]
    assert shown(model) in found.queryset
    for column in range(1, len(found.list_display) + 1):
        for order in (column, -column):
            assert opened(model, page(model, "changelist"), {"o": order}).context["cl"].result_count


@pytest.mark.parametrize("model", SEARCHED, ids=label)
def test_search_finds_a_word_and_not_another(opened, model):
    found = opened(model, page(model, "changelist"), {"q": WORDS[label(model)]}).context["cl"]
    assert shown(model) in found.queryset
    for word in ("introuvable", "œuvrelle çà", "100%", 'a"b', "99999999999999999999"):
        assert not opened(model, page(model, "changelist"), {"q": word}).context["cl"].result_count


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS, ids=label)
def test_each_choice_of_each_filter_answers(opened, model):
    found = opened(model, page(model, "changelist")).context["cl"]
    assert len(found.filter_specs) == len(admin.site._registry[model].list_filter) or model not in OURS
    for spec in found.filter_specs:
        for choice in spec.choices(found):
            opened(model, page(model, "changelist") + choice["query_string"])


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_record_opens_with_its_inlines_and_its_history(opened, model):
    record = shown(model)
    response = opened(model, page(model, "change", record.pk))
    inlines = admin.site._registry[model].inlines
    formsets = response.context["inline_admin_formsets"]
    assert [type(inline.opts) for inline in formsets] == list(inlines)
    assert all(inline.formset.initial_form_count() for inline in formsets) or model is User
    opened(model, page(model, "history", record.pk))


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_a_record_is_added_where_it_may_be(opened, client, model):
    if admin.site._registry[model].has_add_permission(client.get("/", follow=True).wsgi_request):
        opened(model, page(model, "add"))
    else:
        assert client.get(page(model, "add")).status_code == 403


@pytest.mark.parametrize("model", OURS, ids=label)
def test_saving_a_page_untouched_changes_nothing(opened, client, model):
    record = shown(model)
    response = opened(model, page(model, "change", record.pk))
    if not response.context["has_change_permission"]:
        assert client.post(page(model, "change", record.pk), {}).status_code == 403
        return
    before, versions = _values(record), pghistory.models.Events.objects.count()
    sent = fields_of(response.content.decode(), f"{model._meta.model_name}_form")
    saved = client.post(page(model, "change", record.pk), sent | {"_save": "1"})
    assert refusals_of(saved) == []
    assert _values(model.objects.get(pk=record.pk)) == before
    assert pghistory.models.Events.objects.count() == versions


def _values(record) -> dict:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


ROWS = {
    "members.Organisation": OrganisationFactory,
    "members.Membership": MembershipFactory,
    "members.Aci": AciFactory,
    "members.YearlyReturn": YearlyReturnFactory,
    "members.AciConvention": ConventionFactory,
    "members.User": UserFactory,
}


@pytest.mark.parametrize("name", ROWS)
def test_queries_of_a_list_do_not_grow_with_its_rows(client, staff, name):
    address = page(apps.get_model(name), "changelist")
    counts = []
    for rows in (2, 20):
        ROWS[name].create_batch(rows)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).context["cl"].result_count >= rows
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_queries_of_a_page_do_not_grow_with_the_rows_of_its_tabs(client, staff):
    organisation, grantee = OrganisationFactory(), UserFactory()
    counts = []
    for years in (range(2010, 2012), range(2012, 2022)):
        for year in years:
            MembershipFactory(organisation=organisation, year=year)
            YearlyReturnFactory(organisation=organisation, year=year)
            ContactFactory(organisation=organisation)
            RoleGrant.objects.create(user=grantee, role="board")
        for record in (organisation, grantee):
            address = page(type(record), "change", record.pk)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def found(client, **query) -> list[str]:
    return [o.name for o in client.get(page(Organisation, "changelist"), query).context["cl"].result_list]


def test_filters_keep_the_organisations_that_they_name(client, staff):
    sizes = {"Douze": "12", "Treize": "12.01", "Cent": "100"}
    for name, size in sizes.items():
        membership = MembershipFactory(organisation__name=name)
        YearlyReturnFactory(organisation=membership.organisation, insertion_fte=size, insertion_employees=200)
    MembershipFactory(organisation__name="Muette", organisation__department_id="59")
    MembershipFactory(organisation__name="Amie", kind="sympathiser", organisation__legal_form="5485")
    MembershipFactory(organisation__name="Ancienne", year=2022)
    assert found(client, annee=2023) == ["Amie", "Cent", "Douze", "Muette", "Treize"]
    assert found(client, annee=2023, qualite="member") == ["Cent", "Douze", "Muette", "Treize"]
    assert found(client, annee=2023, etp="12") == ["Douze"]
    assert found(client, annee=2023, etp="25") == ["Treize"]
    assert found(client, annee=2023, etp="plus") == ["Cent"]
    assert found(client, sans_donnees=2023) == ["Muette"]
    assert found(client, department__region__code__exact="32") == ["Muette"]
    assert found(client, legal_form__exact="5485") == ["Amie"]


@pytest.mark.parametrize(
    ("state", "member"), [("valid", True), ("resigned", True), ("called", False), ("struck_off", False)]
)
def test_the_list_says_member_of_those_whose_membership_counts(client, staff, state, member):
    MembershipFactory(state=state)
    organisation = client.get(page(Organisation, "changelist"), {"annee": 2023}).context["cl"].result_list[0]
    assert organisation.with_membership is member
