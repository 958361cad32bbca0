"""Addresses of officials and of their own desk."""

from django.urls import path

from certification.views import my_desk, officials

urlpatterns = [
    path("mandataires/", officials.officials, name="officials"),
    path("mandataires/liste.<str:fmt>", officials.officials_export, name="officials_export"),
    path("mandataires/<int:pk>/", officials.official, name="official"),
    path("mandataires/<int:pk>/indisponibilite/", officials.add_unavailability, name="add_unavailability"),
    path("mandataires/<int:pk>/lien/", officials.declare_conflict, name="declare_conflict"),
    path("mandataires/<int:pk>/indemnites-<int:year>.<str:fmt>", officials.indemnities, name="indemnities"),
    path("indisponibilites/<int:pk>/retirer/", officials.remove_unavailability, name="remove_unavailability"),
    path("liens/<int:pk>/fin/", officials.end_conflict, name="end_conflict"),
    path("mon-bureau/", my_desk.my_desk, name="my_desk"),
    path("sieges/<int:pk>/reponse/", my_desk.answer_summons, name="answer_summons"),
]
