"""Officials, their mandates and trainings; what they declare of themselves is on their own page."""

from django.contrib import admin

from certification.models import Mandate, Official, OfficialTraining
from members.admin_base import RecordInline, VisibleAdmin, without_accents
from members.admin_forms import NoOverlapFormSet


class MandateFormSet(NoOverlapFormSet):
    """Two mandates of one role do not overlap."""

    def group_of(self, form):
        return form.cleaned_data.get("role")


class MandateInline(RecordInline):
    model = Mandate
    formset = MandateFormSet
    fields = ["role", "college", "validity", "certifications", "regions"]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """A list of choices is read once, however many mandates offer it."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.choices = list(field.choices)
        return field


class TrainingInline(RecordInline):
    model = OfficialTraining
    fields = ["title", "done_on"]


@admin.register(Official)
class OfficialAdmin(VisibleAdmin):
    list_display = ["full_name", "email", "region", "employer", "of_certifier"]
    list_filter = ["of_certifier", "mandates__role", "mandates__college"]
    list_select_related = ["region", "employer"]
    search_fields = [*without_accents("full_name"), "email"]
    autocomplete_fields = ["user", "employer"]
    inlines = [MandateInline, TrainingInline]
