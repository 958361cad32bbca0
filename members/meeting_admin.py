"""The colleges of general meetings, which staff set as the statutes say; meetings themselves are led from their pages."""

from django import forms
from django.contrib import admin

from members.admin_base import RecordFormSet, RecordInline, VisibleAdmin
from members.models import College, Membership, VoteBracket


class CollegeForm(forms.ModelForm):
    """Kinds of membership as boxes to tick."""

    kinds = forms.MultipleChoiceField(
        label="Qualités", choices=Membership.Kind, widget=forms.CheckboxSelectMultiple,
        help_text="Les adhésions qui y entrent.",
    )  # fmt: skip

    def clean(self):
        found = super().clean()
        if found.get("consultative") and found.get("votes_rule") == College.VotesRule.BRACKET:
            self.add_error("votes_rule", "Un collège consultatif n'a pas de voix à répartir.")
        return found


class BracketFormSet(RecordFormSet):
    """Brackets end at different numbers; Django does not see that two empty ones are the same to the database."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            if not form.cleaned_data.get("votes") or form.cleaned_data.get("DELETE"):
                continue
            bound = form.cleaned_data.get("up_to")
            if bound in seen:
                form.add_error("up_to", "Ce collège a deux tranches qui finissent au même nombre d'ETP.")
            seen.add(bound)


class VoteBracketInline(RecordInline):
    model = VoteBracket
    formset = BracketFormSet
    fields = ["up_to", "votes"]


@admin.register(College)
class CollegeAdmin(VisibleAdmin):
    """A change holds for the rolls that are frozen afterwards."""

    form = CollegeForm
    list_display = ["name", "shown_kinds", "votes_rule", "consultative", "position", "active"]
    inlines = [VoteBracketInline]

    @admin.display(description="qualités")
    def shown_kinds(self, college):
        labels = dict(Membership.Kind.choices)
        return ", ".join(labels[kind] for kind in college.kinds)
