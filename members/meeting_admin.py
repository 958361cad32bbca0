"""The colleges of general meetings, which staff set as the statutes say; meetings themselves are led from their pages."""

from django import forms
from django.contrib import admin

from members.admin_base import RecordInline, VisibleAdmin
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


class VoteBracketInline(RecordInline):
    model = VoteBracket
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
