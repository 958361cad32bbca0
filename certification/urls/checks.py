"""Addresses of checks and support visits."""

from django.urls import path

from certification.views import check_fill, check_plan, checks, findings, visits

urlpatterns = [
    path("controles/", checks.checks, name="checks"),
    path("controles/liste.<str:fmt>", checks.checks_export, name="checks_export"),
    path("controles/plan/", check_plan.check_plan, name="check_plan"),
    path("controles/<int:pk>/", checks.check, name="check"),
    path("controles/<int:pk>/prevoir/", check_plan.check_change, name="check_change"),
    path("controles/<int:pk>/etape/", checks.check_step, name="check_step"),
    path("controles/<int:pk>/rapport.pdf", checks.check_report, name="check_report"),
    path("controles/<int:pk>/remplir/", check_fill.check_fill, name="check_fill"),
    path("controles/<int:pk>/points/<int:question>/", check_fill.check_answer, name="check_answer"),
    path("controles/<int:pk>/ecart/", findings.new_finding, name="new_finding"),
    path("ecarts/", findings.findings, name="findings"),
    path("ecarts/liste.<str:fmt>", findings.findings_export, name="findings_export"),
    path("ecarts/<int:pk>/", findings.finding, name="finding"),
    path("ecarts/<int:pk>/preuve/", findings.finding_proof, name="finding_proof"),
    path("appuis/", visits.visits, name="visits"),
    path("appuis/liste.<str:fmt>", visits.visits_export, name="visits_export"),
    path("appuis/nouveau/", visits.new_visit, name="new_visit"),
    path("appuis/<int:pk>/", visits.visit, name="visit"),
]
