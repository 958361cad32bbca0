"""Addresses of the flow to the Caisse des Dépôts."""

from django.urls import path, re_path

from certification.views import deposits as views

urlpatterns = [
    path("depots/", views.deposits, name="deposits"),
    re_path(r"^depots/export\.(?P<fmt>csv|xlsx)$", views.deposits_export, name="deposits_export"),
    path("depots/preparer/", views.deposit_new, name="deposit_new"),
    path("depots/<int:pk>/", views.deposit, name="deposit"),
    path("depots/<int:pk>/fichier/", views.deposit_file, name="deposit_file"),
    re_path(
        r"^depots/(?P<pk>[0-9]+)/lignes\.(?P<fmt>csv|xlsx)$", views.deposit_lines_export, name="deposit_lines_export"
    ),
    path("depots/<int:pk>/etape/", views.deposit_step, name="deposit_step"),
    path("depots/<int:pk>/compte-rendu/", views.deposit_report, name="deposit_report"),
    path("depots/lignes/<int:pk>/", views.deposit_again, name="deposit_again"),
    path("comptes-rendus/<int:pk>/fichier/", views.report_file, name="report_file"),
]
