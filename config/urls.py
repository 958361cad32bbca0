"""Every address of the portal; each has its row in `config/rights.py`."""

from django.contrib import admin
from django.urls import include, path

from config import pages
from config.health import health

urlpatterns = [
    path("", pages.home, name="home"),
    path("droits/", pages.rights, name="rights"),
    path("sante/", health, name="health"),
    path("compte/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("members.urls")),
    path("", include("reporting.urls")),
]
