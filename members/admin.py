"""Staff's work on the network's records: lists, filters, inlines and history."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from unfold.decorators import action
from unfold.forms import AdminPasswordChangeForm

import members.meeting_admin  # noqa: F401 (registers the colleges)
from members.admin_base import ReadOnlyAdmin, RecordInline, SearchedAdmin, VisibleAdmin, without_accents
from members.admin_filters import (
    CompletenessFilter,
    KindFilter,
    ReceivesFilter,
    SizeFilter,
    WithoutReturnFilter,
    YearFilter,
)
from members.admin_forms import (
    AccountForm,
    AnnexForm,
    AnnexFormSet,
    ConventionFormSet,
    EstablishmentForm,
    InvitationForm,
    MembershipFormSet,
    OrganisationForm,
    ReturnFormSet,
)
from members.domain.people.bounces import mark_bounced, works_again
from members.domain.quality.completeness import with_completeness
from members.models import (
    AccountingPlan,
    Aci,
    AciConvention,
    BouncedAddress,
    Commune,
    Contact,
    Department,
    Establishment,
    FinancialAnnex,
    Issuer,
    Label,
    Mail,
    Membership,
    Organisation,
    OrganisationLabel,
    RegionalAssociation,
    RoleGrant,
    SavedSearch,
    Succession,
    User,
    YearlyReturn,
)
from members.tasks import send_invitation
from reporting.french import percent

# Rights come from roles; addresses and second factors are their owner's business.
admin.site.unregister([Group, EmailAddress, Authenticator])


class AciInline(RecordInline):
    model = Aci
    fields = ["name", "activity", "city", "postcode", "department", "opened_on", "closed_on"]
    autocomplete_fields = ["department"]


class EstablishmentInline(RecordInline):
    model = Establishment
    form = EstablishmentForm
    fields = ["siret", "siret_confirmed", "kind", "name", "address", "postcode", "city", "department", "active"]
    autocomplete_fields = ["department"]


class ReturnInline(RecordInline):
    model = YearlyReturn
    formset = ReturnFormSet
    fields = ["year", "insertion_fte", "permanent_fte", "insertion_employees", "permanent_employees"]


class MembershipInline(RecordInline):
    model = Membership
    formset = MembershipFormSet
    fields = ["year", "kind", "validity", "region", "state"]


class ContactInline(RecordInline):
    model = Contact
    fields = ["full_name", "function", "email", "phone", "user", "manages", "shown_to_network", "validity"]
    autocomplete_fields = ["user"]


class LabelInline(RecordInline):
    model = OrganisationLabel
    fields = ["label", "validity"]


class ConventionInline(RecordInline):
    model = AciConvention
    formset = ConventionFormSet
    fields = ["asp_id", "kind", "number", "validity", "state"]


class AnnexInline(RecordInline):
    model = FinancialAnnex
    formset = AnnexFormSet
    form = AnnexForm
    fields = ["number", "asp_annex_id", "starts", "ends", "posts", "unit_amount", "total_amount",
              "amount_confirmed", "state"]  # fmt: skip


@admin.register(Organisation)
class OrganisationAdmin(SearchedAdmin):
    listed = SavedSearch.Listed.ORGANISATION
    form = OrganisationForm
    list_display = ["name", "siret", "city", "department", "is_member", "closed_on", "completeness"]
    list_filter = [YearFilter, KindFilter, SizeFilter, WithoutReturnFilter, CompletenessFilter, "department__region",
                   "legal_form"]  # fmt: skip
    list_select_related = ["department"]
    search_fields = ["search_text"]
    search_help_text = "Nom, commune, code postal ou SIRET, sans souci des accents"
    autocomplete_fields = ["commune", "department"]
    inlines = [AciInline, ReturnInline, MembershipInline, ContactInline, EstablishmentInline, LabelInline]
    actions_list = ["import_workbook"]

    @action(description="Importer un classeur", url_path="importer")
    def import_workbook(self, request):
        return redirect("members:imports")

    def get_search_results(self, request, queryset, search_term):
        return (queryset.search(search_term) if search_term else queryset), False

    def get_queryset(self, request):
        valid = Membership.objects.members().filter(organisation=OuterRef("pk"), state__in=Membership.COUNTED)
        organisations = super().get_queryset(request)
        return with_completeness(organisations).annotate(
            with_membership=Exists(valid.filter(year=YearFilter.year(request)))
        )

    @admin.display(description="complétude", ordering="completeness")
    def completeness(self, organisation):
        return percent(organisation.completeness, 0)

    @admin.display(boolean=True, description="adhérente", ordering="with_membership")
    def is_member(self, organisation):
        return organisation.with_membership


@admin.register(Contact)
class ContactAdmin(SearchedAdmin):
    """People and their functions; they are invited and removed from the page of their organisation."""

    listed = SavedSearch.Listed.CONTACT
    list_display = ["full_name", "organisation", "function", "manages", "email", "takes_mails", "shown_validity"]
    list_filter = ["function", "manages", ReceivesFilter, "organisation__department__region"]
    list_select_related = ["organisation"]
    search_fields = [*without_accents("full_name", "organisation__name"), "email"]
    autocomplete_fields = ["organisation", "user"]
    actions = ["note_bounced", "note_works_again"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_bounced()

    @admin.display(boolean=True, description="reçoit", ordering="bounced")
    def takes_mails(self, contact):
        return not contact.bounced if contact.email else None

    @admin.action(description="Noter que l'adresse ne reçoit plus", permissions=["change"])
    def note_bounced(self, request, contacts):
        addresses = {contact.email.lower() for contact in contacts if contact.email}
        for address in addresses:
            mark_bounced(address, by=request.user, reason="Noté à la main")
        self.message_user(request, f"Adresses notées comme ne recevant plus : {len(addresses)}.")

    @admin.action(description="Noter que l'adresse reçoit à nouveau", permissions=["change"])
    def note_works_again(self, request, contacts):
        addresses = {contact.email.lower() for contact in contacts if contact.bounced}
        for address in addresses:
            works_again(address)
        self.message_user(request, f"Adresses qui reçoivent à nouveau : {len(addresses)}.")


@admin.register(BouncedAddress)
class BouncedAddressAdmin(ReadOnlyAdmin):
    """Where mails come back from; an address is taken out from its contact."""

    list_display = ["email", "reason", "since", "noted_by"]
    list_select_related = ["noted_by"]
    search_fields = ["email"]


@admin.register(Aci)
class AciAdmin(VisibleAdmin):
    list_display = ["name", "organisation", "activity", "city", "department", "opened_on", "closed_on"]
    list_filter = ["department__region", "activity"]
    search_fields = [*without_accents("name", "organisation__name", "city"), "organisation__siret"]
    autocomplete_fields = ["organisation", "department"]
    inlines = [ConventionInline]

    def get_queryset(self, request):
        """With the organisation, which tells two worksites of the same name apart."""
        return super().get_queryset(request).select_related("organisation", "department")


@admin.register(AciConvention)
class AciConventionAdmin(VisibleAdmin):
    list_display = ["asp_id", "kind", "number", "aci", "shown_validity", "state"]
    list_filter = ["kind", "state", "aci__department__region"]
    list_select_related = ["aci__organisation"]
    search_fields = ["=asp_id", "number", *without_accents("aci__name", "aci__organisation__name")]
    autocomplete_fields = ["aci"]
    inlines = [AnnexInline]


@admin.register(YearlyReturn)
class YearlyReturnAdmin(VisibleAdmin):
    list_display = ["organisation", "year", "insertion_fte", "permanent_fte", "total_fte", "insertion_employees",
                    "permanent_employees"]  # fmt: skip
    list_filter = ["year", "organisation__department__region"]
    list_select_related = ["organisation"]
    search_fields = [*without_accents("organisation__name"), "organisation__siret"]
    autocomplete_fields = ["organisation"]


@admin.register(Membership)
class MembershipAdmin(VisibleAdmin):
    list_display = ["organisation", "year", "kind", "region", "state", "shown_validity"]
    list_filter = ["year", "kind", "state", "region"]
    list_select_related = ["organisation", "region"]
    search_fields = [*without_accents("organisation__name"), "organisation__siret"]
    autocomplete_fields = ["organisation"]


@admin.register(Succession)
class SuccessionAdmin(ReadOnlyAdmin):
    """Noted from the page of the organisation that is succeeded, which makes everything follow."""

    list_display = ["predecessor", "successor", "kind", "effective_on", "recorded_by"]
    list_select_related = ["predecessor", "successor", "recorded_by"]
    search_fields = without_accents("predecessor__name", "successor__name")


@admin.register(Label)
class LabelAdmin(VisibleAdmin):
    list_display = ["name", "meaning"]
    search_fields = without_accents("name", "meaning")


@admin.register(OrganisationLabel)
class OrganisationLabelAdmin(VisibleAdmin):
    list_display = ["organisation", "label", "shown_validity"]
    list_filter = ["label"]
    list_select_related = ["organisation", "label"]
    search_fields = [*without_accents("organisation__name"), "organisation__siret"]
    autocomplete_fields = ["organisation", "label"]


@admin.register(AccountingPlan)
class AccountingPlanAdmin(VisibleAdmin):
    list_display = ["__str__", "members_account", "fees_account", "shares_account", "bank_account"]


@admin.register(RegionalAssociation)
class RegionalAssociationAdmin(VisibleAdmin):
    list_display = ["name", "status", "email", "shown_validity"]
    list_filter = ["status"]
    search_fields = without_accents("name")
    filter_horizontal = ["regions"]


class RoleGrantInline(RecordInline):
    model = RoleGrant
    fields = ["role", "association", "team", "validity"]

    def get_formset(self, request, obj=None, **kwargs):
        helps = {"team": "Pour un salarié national ; vide : toutes les équipes."}
        return super().get_formset(request, obj, help_texts=helps, **kwargs)


@admin.register(User)
class UserAdmin(DjangoUserAdmin, VisibleAdmin):
    """Accounts; adding one is inviting its person, who chooses a password by the link that is mailed."""

    add_form = InvitationForm
    add_form_template = None
    form = AccountForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["email", "full_name", "is_active", "last_login"]
    list_filter = ["is_active", "is_superuser", "role_grants__role"]
    search_fields = ["email", *without_accents("full_name")]
    ordering = ["email"]
    inlines = [RoleGrantInline]
    actions = ["invite_again"]
    fieldsets = [
        (None, {"fields": ["email", "full_name", "password"]}),
        ("Accès", {"fields": ["is_active", "is_superuser"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "full_name"]})]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            send_invitation.delay_on_commit(obj.pk)

    @admin.action(description="Renvoyer l'invitation à choisir un mot de passe")
    def invite_again(self, request, users):
        waiting = [user for user in users if user.is_active and not user.has_usable_password()]
        for user in waiting:
            send_invitation.delay_on_commit(user.pk)
        self.message_user(
            request, f"Invitations envoyées : {len(waiting)}. Qui a déjà un mot de passe n'en reçoit pas."
        )

    def has_change_permission(self, request, obj=None):
        """The account of an administrator of the portal is changed by another one only."""
        may = request.user.is_superuser or obj is None or not obj.is_superuser
        return may and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """Only an administrator of the portal makes another one."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_superuser"]


@admin.register(Department)
class DepartmentAdmin(ReadOnlyAdmin):
    """Territories come from INSEE's files."""

    list_display = ["code", "name", "region"]
    search_fields = ["code", *without_accents("name")]


@admin.register(Commune)
class CommuneAdmin(ReadOnlyAdmin):
    """Territories come from INSEE's files."""

    list_display = ["code", "name", "department"]
    search_fields = [*without_accents("name"), "code"]
    list_select_related = ["department"]

    def get_search_results(self, request, queryset, search_term):
        """By postcode too."""
        found, twice = super().get_search_results(request, queryset, search_term)
        return found | queryset.filter(postcodes__contains=[search_term.strip()]), twice


@admin.register(Issuer)
class IssuerAdmin(VisibleAdmin):
    """The national association as its papers name it."""

    list_display = ["name", "email", "signatory"]

    def has_add_permission(self, request):
        """There is one."""
        return not Issuer.objects.exists() and super().has_add_permission(request)


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """What was sent, and what became of it."""

    list_display = ["created_at", "kind", "to", "subject", "organisation", "state", "error"]
    list_filter = ["kind", "state"]
    list_select_related = ["organisation"]
    search_fields = ["to", "subject", *without_accents("organisation__name")]
