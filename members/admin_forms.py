"""Forms of the admin: a SIRET whose key fails is a warning that staff may confirm; an account is an invitation."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from unfold.forms import UserChangeForm

from members.admin_base import RecordFormSet
from members.domain.funding import amount_between, lies_within, unit_amount_on
from members.domain.places import Places
from members.models import (
    AciConvention,
    Commune,
    Department,
    Establishment,
    FinancialAnnex,
    Membership,
    Organisation,
    User,
)
from members.validators import siret_key_is_right
from reporting.french import number, period


class ConfirmedSiretForm(forms.ModelForm):
    """Refuse a SIRET whose key is wrong until staff say that they have checked it."""

    def clean(self):
        data = super().clean()
        number = data.get("siret")
        well_formed = number and len(number) == 14 and number.isdigit()
        if well_formed and not siret_key_is_right(number) and not data.get("siret_confirmed"):
            self.add_error(
                "siret",
                ValidationError(
                    "La clé de contrôle de ce SIRET est fausse. S'il est exact, cochez « SIRET vérifié ».",
                    code="siret_key",
                ),
            )
        return data


class OrganisationForm(ConfirmedSiretForm):
    class Meta:
        model = Organisation
        fields = [
            "name",
            "siren",
            "siret",
            "siret_confirmed",
            "legal_form",
            "address",
            "postcode",
            "city",
            "commune",
            "department",
            "website",
            "email",
            "phone",
            "activities",
            "closed_on",
        ]

    def clean(self):
        """An address that changes leads its territories along, unless they are chosen too."""
        data = super().clean()
        moved = {"postcode", "city"} & set(self.changed_data)
        if self.instance.pk and moved and not {"commune", "department"} & set(self.changed_data):
            postcode, city = data.get("postcode", ""), data.get("city", "")
            place = Places([postcode]).moved_to(self.instance, postcode, city)
            data["department"] = Department.objects.get(pk=place["department_id"])
            data["commune"] = Commune.objects.filter(pk=place["commune_id"]).first()
        elif data.get("commune") and data.get("department") and data["commune"].department != data["department"]:
            self.add_error("commune", "Cette commune n'est pas dans ce département.")
        return data


class EstablishmentForm(ConfirmedSiretForm):
    class Meta:
        model = Establishment
        fields = [
            "organisation",
            "siret",
            "siret_confirmed",
            "kind",
            "name",
            "address",
            "postcode",
            "city",
            "department",
            "active",
        ]


class AccountForm(UserChangeForm):
    """An account that exists; its address is the login, kept in small letters."""

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class InvitationForm(forms.ModelForm):
    """Open an account: the person receives a link by which they choose a password."""

    class Meta:
        model = User
        fields = ["email", "full_name"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, commit=True):
        user = super().save(commit=False)
        user.set_unusable_password()
        if commit:
            user.save()
        return user


class AnnexForm(forms.ModelForm):
    """A financial annex; amounts left empty are computed, one that differs from the formula is confirmed by hand."""

    amount_confirmed = forms.BooleanField(label="montant vérifié", required=False)

    class Meta:
        model = FinancialAnnex
        fields = ["number", "asp_annex_id", "starts", "ends", "posts", "unit_amount", "total_amount", "state"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("unit_amount", "total_amount"):
            self.fields[name].required = False
            self.fields[name].help_text = "Vide : calculé."

    def clean(self):
        data = super().clean()
        if not all(data.get(name) is not None for name in ("starts", "ends", "posts")):
            return data
        if data.get("unit_amount") is None:
            try:
                data["unit_amount"] = unit_amount_on(data["starts"])
            except LookupError:
                self.add_error("unit_amount", "Aucun montant n'est connu à cette date : notez celui de l'annexe.")
                return data
        expected = amount_between(data["starts"], data["ends"], data["posts"], data["unit_amount"])
        if data.get("total_amount") is None:
            data["total_amount"] = expected
        elif data["total_amount"] != expected and not data.get("amount_confirmed") and self.has_changed():
            self.add_error(
                "total_amount",
                ValidationError(
                    "Le calcul donne %(expected)s €. Si le montant noté est exact, cochez « montant vérifié ».",
                    code="annex_amount",
                    params={"expected": number(expected, 2)},
                ),
            )
        return data


class NoOverlapFormSet(RecordFormSet):
    """Rows of one record whose periods may not overlap: the database refuses them, this says which."""

    counted: tuple[str, ...]

    def group_of(self, form) -> object:
        """Rows of a group may not overlap; one whose group is None may overlap any."""
        return True if form.cleaned_data.get("state") in self.counted else None

    def clean(self):
        super().clean()
        groups = defaultdict(list)
        for form in self.forms:
            # The record has the dates that stand for none.
            if form.cleaned_data.get("validity") and not form.cleaned_data.get("DELETE"):
                groups[self.group_of(form)].append((form.instance.validity, form))
        groups.pop(None, None)
        for rows in groups.values():
            rows.sort(key=lambda row: row[0].lower or date.min)
            for (before, _), (after, form) in pairwise(rows):
                if (after.lower or date.min) < (before.upper or date.max):
                    form.add_error("validity", f"Cette période et une autre ({period(before)}) se chevauchent.")


class OneAYear:
    """Says in words that two rows of a record bear the same year."""

    def get_unique_error_message(self, unique_check):
        return "Deux lignes portent la même année."


class ReturnFormSet(OneAYear, RecordFormSet):
    pass


class AnnexFormSet(RecordFormSet):
    """Annexes lie within the dates of their convention."""

    def clean(self):
        super().clean()
        whole = self.instance.validity
        for form in self.forms:
            starts, ends = form.cleaned_data.get("starts"), form.cleaned_data.get("ends")
            if not (starts and ends and whole) or form.cleaned_data.get("DELETE"):
                continue
            if not lies_within(starts, ends, whole):
                form.add_error("ends", f"Cette annexe sort de la période de la convention ({period(whole)}).")


class MembershipFormSet(OneAYear, NoOverlapFormSet):
    counted = tuple(Membership.COUNTED)


class ConventionFormSet(NoOverlapFormSet):
    counted = (AciConvention.State.ACTIVE,)
