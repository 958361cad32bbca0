"""Addresses of the directory, of the people of organisations, and of imports."""

from django.urls import path, re_path

from members.views import corrections, directory, imports, my_mails, organisation, people

app_name = "members"

urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/carte/", directory.directory_map, name="directory_map"),
    re_path(r"^annuaire/export\.(?P<fmt>csv|xlsx)$", directory.directory_export, name="directory_export"),
    path("annuaire/<int:pk>/", organisation.organisation, name="organisation"),
    path("ma-structure/", people.my_organisation, name="my_organisation"),
    path("ma-structure/<int:pk>/personnes/", people.people, name="people"),
    path("ma-structure/<int:pk>/personnes/<int:contact>/", people.colleague, name="colleague"),
    path("ma-structure/<int:pk>/corrections/", corrections.corrections, name="corrections"),
    path("corrections/", corrections.correction_queue, name="correction_queue"),
    path("corrections/<int:pk>/", corrections.decide_correction, name="decide_correction"),
    path("mes-messages/", my_mails.my_mails, name="my_mails"),
    path("mes-messages/arret/<str:token>/", my_mails.stop_mails, name="stop_mails"),
    path("imports/", imports.imports, name="imports"),
    path("imports/modele.xlsx", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_preview, name="import_preview"),
    path("imports/<int:pk>/refus.xlsx", imports.import_rejects, name="import_rejects"),
]
