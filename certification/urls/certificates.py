"""Addresses of certificates and their register."""

from django.urls import path, re_path

from certification.views import certificates as views

urlpatterns = [
    path("certificats/", views.register, name="register"),
    re_path(r"^certificats/export\.(?P<fmt>csv|xlsx)$", views.register_export, name="register_export"),
    path("certificats/imprimer/", views.register_print, name="register_print"),
    path("certificats/a-delivrer/", views.issue, name="issue"),
    path("certificats/<int:pk>/", views.certificate, name="certificate"),
    path("certificats/<int:pk>/pdf/", views.certificate_pdf, name="certificate_pdf"),
    path("certificats/<int:pk>/duplicata/", views.certificate_copy, name="certificate_copy"),
    path("certificats/<int:pk>/revoquer/", views.certificate_revoke, name="certificate_revoke"),
    path("duplicatas/<int:pk>/pdf/", views.copy_pdf, name="copy_pdf"),
]
