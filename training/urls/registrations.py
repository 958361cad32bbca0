"""Addresses of orders and registrations."""

from django.urls import path, re_path

from training.views import needs, offers, orders, places, registering, trainee_imports

urlpatterns = [
    path("sessions/<int:pk>/inscription/", registering.register, name="register"),
    path("sessions/<int:pk>/inscription/tableur/", trainee_imports.trainee_imports, name="trainee_imports"),
    path("inscriptions/modele.xlsx", trainee_imports.trainee_template, name="trainee_template"),
    path("inscriptions/fichiers/<int:pk>/", trainee_imports.trainee_import, name="trainee_import"),
    path("inscriptions/fichiers/<int:pk>/refus.xlsx", trainee_imports.trainee_refused, name="trainee_refused"),
    path("inscriptions/", places.registrations, name="registrations"),
    re_path(r"^inscriptions/export\.(?P<fmt>csv|xlsx)$", places.registrations_export, name="registrations_export"),
    path("inscriptions/<int:pk>/", places.place, name="place"),
    path("commandes/", orders.orders, name="orders"),
    re_path(r"^commandes/export\.(?P<fmt>csv|xlsx)$", orders.orders_export, name="orders_export"),
    path("commandes/<int:pk>/", orders.order, name="order"),
    path("commandes/<int:pk>/modifier/", orders.order_change, name="order_change"),
    path("commandes/<int:pk>/annuler/", orders.order_cancel, name="order_cancel"),
    path("commandes/<int:pk>/session-proposee/", offers.order_offer, name="order_offer"),
    path("reponse/<str:token>/", offers.offer, name="offer"),
    path("besoins/<str:token>/", needs.needs, name="needs"),
    path("besoins/<str:token>/adaptation/", needs.needs_adaptation, name="needs_adaptation"),
]
