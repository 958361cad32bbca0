"""The training body, the themes of the catalogue and its courses; programmes are written on the pages of training."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from members.admin_base import VisibleAdmin, without_accents
from training.models import Course, CourseTheme, TrainingBody


@admin.register(TrainingBody)
class TrainingBodyAdmin(VisibleAdmin):
    """There is one: a second one is not added, nor is it deleted."""

    list_display = ["name", "activity_number", "qualiopi_number", "qualiopi_until"]
    filter_horizontal = ["referents"]
    fieldsets = [
        (None, {"fields": ["name", "legal_form", "siret", "naf", "address", "email", "phone"]}),
        ("Déclaration et qualité", {"fields": [
            "activity_number", "prefecture", "qualiopi_number", "qualiopi_certifier", "qualiopi_until",
        ]}),
        ("Argent", {"fields": ["vat_exempt_since", "vat_rate", "iban", "bic", "year_starts_in", "records_since"]}),
        ("Signature", {"fields": ["signatory", "signatory_function", "signature"]}),
        ("Délais", {"fields": ["quote_days", "summons_days", "signing_days"]}),
        ("Textes", {"fields": ["cancellation_terms", "house_rules"]}),
        ("Handicap", {"fields": ["disability_contact", "referents"]}),
    ]  # fmt: skip

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not TrainingBody.objects.exists()

    def get_readonly_fields(self, request, obj=None):
        """Who reads needs of health is named by an administrator of the portal, not by the staff themselves."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if request.user.is_superuser else [*fixed, "referents"]


@admin.register(CourseTheme)
class CourseThemeAdmin(VisibleAdmin):
    list_display = ["name", "code", "order"]
    search_fields = without_accents("name")


@admin.register(Course)
class CourseAdmin(VisibleAdmin):
    """The facts of a course; it is published from its page, once its programme says all that the law asks."""

    list_display = ["code", "title", "theme", "state", "fiche_number", "page"]
    list_filter = ["state", "theme"]
    list_select_related = ["theme"]
    search_fields = ["code", *without_accents("title")]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["theme", "code", "title", "slug", "summary"]}),
        ("Certification", {"fields": ["fiche_number", "validity_months"]}),
        ("Nomenclatures", {"fields": ["statement_objective", "nsf_code", "formacodes", "rome_codes"]}),
    ]

    @admin.display(description="programme")
    def page(self, course):
        return format_html('<a href="{}">ouvrir</a>', reverse("training:course_desk", args=[course.pk]))
