"""Staff's work on reports: texts, stated figures, and the editions made."""

from django.contrib import admin
from unfold.admin import StackedInline

from members.admin_base import ReadOnlyAdmin, VisibleAdmin
from reporting.models import AnnualReport, ReportEdition, ReportSection, StatedFigure


class SectionInline(StackedInline):
    model = ReportSection
    extra = 0
    tab = True
    ordering_field = "position"
    fields = ["position", "kind", "title", "body"]


@admin.register(AnnualReport)
class AnnualReportAdmin(VisibleAdmin):
    list_display = ["__str__", "year", "region", "published"]
    list_filter = ["year", "published", "region"]
    list_select_related = ["region"]
    inlines = [SectionInline]

    def get_readonly_fields(self, request, obj=None):
        """What a report is about does not change once an edition says it; it is published on its page."""
        return ["year", "region", "published"] if obj and obj.editions.exists() else ["published"]


@admin.register(ReportEdition)
class ReportEditionAdmin(ReadOnlyAdmin):
    """Editions are made by the portal and never rewritten."""

    list_display = ["__str__", "number", "made_by", "made_at", "sha256"]
    list_select_related = ["report__region", "made_by"]


@admin.register(StatedFigure)
class StatedFigureAdmin(VisibleAdmin):
    list_display = ["label", "key", "year", "value", "source", "author"]
    list_filter = ["year"]
    list_select_related = ["author"]
    search_fields = ["label", "key"]
    exclude = ["author"]

    def save_model(self, request, obj, form, change):
        obj.author = request.user
        super().save_model(request, obj, form, change)
