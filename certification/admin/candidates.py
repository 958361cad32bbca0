"""Who took lists of candidates as files: read only."""

from django.contrib import admin

from certification.models import CandidateExport
from members.admin_base import ReadOnlyAdmin


@admin.register(CandidateExport)
class CandidateExportAdmin(ReadOnlyAdmin):
    list_display = ["made_at", "user", "count", "what"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__full_name", "what"]
    date_hierarchy = "made_at"
