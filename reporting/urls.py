"""Addresses of the figures, reports, jobs and documents."""

from django.urls import path, re_path

from reporting.views import figures, jobs, reports

app_name = "reporting"

urlpatterns = [
    path("chiffres/", figures.figures, name="figures"),
    re_path(r"^chiffres/export\.(?P<fmt>csv|xlsx)$", figures.figures_export, name="figures_export"),
    re_path(r"^chiffres/(?P<key>[a-z0-9_.]+)/$", figures.figure_records, name="figure_records"),
    re_path(
        r"^chiffres/(?P<key>[a-z0-9_.]+)/export\.(?P<fmt>csv|xlsx)$", figures.records_export, name="records_export"
    ),
    path("rapports/", reports.reports, name="reports"),
    path("rapports/<int:pk>/", reports.report, name="report"),
    path("rapports/<int:pk>/demander/", reports.ask, name="report_ask"),
    path("rapports/<int:pk>/publier/", reports.publish_report, name="report_publish"),
    path("rapports/<int:pk>/supprimer/", reports.delete_draft, name="report_delete"),
    path("rapports/editions/<int:pk>/", reports.edition_file, name="edition_file"),
    path("mes-documents/", jobs.documents, name="documents"),
    path("taches/<uuid:pk>/", jobs.job, name="job"),
    path("taches/<uuid:pk>/etat/", jobs.job_status, name="job_status"),
    path("taches/<uuid:pk>/fichier/", jobs.job_file, name="job_file"),
]
