"""Staff's work on reports: texts, stated figures, and the editions made."""

from django.contrib import admin
from unfold.admin import ModelAdmin, StackedInline

from reporting.models import AnnualReport, ReportEdition, ReportSection, StatedFigure


class SectionInline(StackedInline):
    model = ReportSection
    extra = 0
    tab = True
    ordering_field = "position"
    fields = ["position", "kind", "title", "body"]


@admin.register(AnnualReport)
class AnnualReportAdmin(ModelAdmin):
    list_display = ["__str__", "year", "region", "published"]
    list_filter = ["year", "published", "region"]
    list_select_related = ["region"]
    inlines = [SectionInline]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)


@admin.register(ReportEdition)
class ReportEditionAdmin(ModelAdmin):
    """Editions are made by the portal and never rewritten."""

    list_display = ["__str__", "number", "made_by", "made_at", "sha256"]
    list_select_related = ["report__region", "made_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(StatedFigure)
class StatedFigureAdmin(ModelAdmin):
    list_display = ["label", "key", "year", "value", "source", "author"]
    list_filter = ["year"]
    list_select_related = ["author"]
    search_fields = ["label", "key"]
    exclude = ["author"]

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def save_model(self, request, obj, form, change):
        obj.author = request.user
        super().save_model(request, obj, form, change)
