"""Certifications, their versions and the pieces that accreditations ask for."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from certification.domain.referentials import is_followed, new_version
from certification.models import Certification, Competency, FollowedRecord, PieceKind, Referential, SkillBlock
from members.admin_base import RecordInline, VisibleAdmin, without_accents
from members.domain.moves import Refused
from members.widgets import DayInput, LinesField


class CompetencyForm(forms.ModelForm):
    """A competency, its criteria one a line."""

    criteria = LinesField(label="Critères", required=False, help_text="Un par ligne.", widget=UnfoldAdminTextareaWidget)

    def clean_criteria(self):
        found = self.cleaned_data["criteria"]
        if any(len(one) > 300 for one in found):
            raise forms.ValidationError("Un critère a 300 caractères au plus.")
        return found


class PieceKindInline(RecordInline):
    model = PieceKind
    fields = ["order", "name", "help_text", "required", "active"]


class ReferentialInline(RecordInline):
    """The versions, each on its own page; here they are only listed."""

    model = Referential
    fields = ["version", "validity"]
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Certification)
class CertificationAdmin(VisibleAdmin):
    """A certification and its own rules."""

    list_display = ["code", "title", "kind", "fiche_number", "registered_until", "replaced_by"]
    list_filter = ["kind"]
    search_fields = ["code", "fiche_number", *without_accents("title")]
    inlines = [ReferentialInline, PieceKindInline]
    fieldsets = [
        (None, {"fields": [
            "code", "title", "kind", "fiche_number", "eu_level", "nsf_codes", "formacodes", "rome_codes",
        ]}),
        ("Enregistrement", {"fields": [
            "decided_on", "registered_from", "registered_until", "last_entry_on", "replaced_by",
        ]}),
        ("Règles", {"fields": [
            "partial_allowed", "block_validity_months", "certificate_validity_months", "accreditation_months",
        ]}),
        ("Jury", {"fields": [
            "min_members", "min_per_college", "external_percent", "casting_vote", "anonymous_files", "summons_days",
            "appeal_days", "indemnity",
        ]}),
    ]  # fmt: skip


class KeptOnceFollowed:
    """What candidates follow is looked at, and no longer written: the next version is made from it."""

    def referential_of(self, record) -> Referential | None:
        raise NotImplementedError

    def _is_kept(self, record) -> bool:
        found = self.referential_of(record) if record is not None and record.pk else None
        return found is not None and is_followed(found)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not self._is_kept(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not self._is_kept(obj)


class SkillBlockInline(KeptOnceFollowed, RecordInline):
    model = SkillBlock
    fields = ["order", "number", "title", "mandatory"]
    show_change_link = True

    def referential_of(self, record):
        return record

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not self._is_kept(obj)


class CompetencyInline(KeptOnceFollowed, RecordInline):
    model = Competency
    form = CompetencyForm
    fields = ["code", "statement", "criteria", "modality", "mandatory"]

    def referential_of(self, record):
        return record.referential

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not self._is_kept(obj)


class VersionForm(forms.Form):
    """The name and the first day of the next version."""

    version = forms.CharField(label="Version", max_length=20)
    starts = forms.DateField(label="Entrées en parcours à partir du", widget=DayInput())


@admin.register(Referential)
class ReferentialAdmin(KeptOnceFollowed, VisibleAdmin):
    """A version; its blocks are here, their competencies on the page of each block."""

    list_display = ["certification", "version", "shown_validity", "pass_rule"]
    list_filter = ["certification"]
    list_select_related = ["certification"]
    search_fields = ["version", *without_accents("certification__title")]
    fields = ["certification", "version", "validity", "pass_rule", "pass_percent", "optional_blocks_due"]
    inlines = [SkillBlockInline]
    actions_detail = ["make_next"]

    def referential_of(self, record):
        return record

    def has_make_next_permission(self, request, object_id=None):
        """Who adds a version may make it from another, whoever follows that one."""
        return self.has_add_permission(request)

    @action(description="Faire la version suivante", url_path="suivante", permissions=["make_next"])
    def make_next(self, request, object_id):
        """Copy this version into the next one, which takes its place from a day on."""
        referential = self.get_object(request, object_id)
        form = VersionForm(request.POST or None)
        if form.is_valid():
            try:
                made = new_version(referential, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "La version suivante est faite : écrivez ce qui y change.")
                return HttpResponseRedirect(reverse("admin:certification_referential_change", args=[made.pk]))
        context = self.admin_site.each_context(request) | {
            "title": f"Version suivante : {referential}", "form": form, "referential": referential, "opts": self.opts,
        }  # fmt: skip
        return render(request, "admin/certification/next_version.html", context)


@admin.register(SkillBlock)
class SkillBlockAdmin(KeptOnceFollowed, VisibleAdmin):
    """A block and its competencies."""

    list_display = ["number", "title", "referential", "mandatory"]
    list_filter = ["referential__certification"]
    list_select_related = ["referential__certification"]
    search_fields = ["number", *without_accents("title")]
    fields = ["referential", "order", "number", "title", "mandatory"]
    inlines = [CompetencyInline]

    def referential_of(self, record):
        return record.referential


@admin.register(FollowedRecord)
class FollowedRecordAdmin(VisibleAdmin):
    """Since when each register is kept in full: before, figures say that there is no data."""

    list_display = ["kind", "since"]
