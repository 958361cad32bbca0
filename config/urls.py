"""Every address of the portal; each has its row in `config/rights/`."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from certification.views.verifying import verify
from config import pages
from config.health import health
from resources.views.feeds import SITEMAPS, robots
from training.views import catalogue_feeds

# One door: the login page, with its limits and its second factor, serves the admin too.
admin.site.login = login_not_required(secure_admin_login(admin.site.login))

urlpatterns = [
    path("", pages.home, name="home"),
    path("ma-region/", pages.region_desk, name="region_desk"),
    path("ma-region/<str:code>/", pages.region_desk, name="region_desk"),
    path("droits/", pages.rights, name="rights"),
    path("sante/", health, name="health"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", login_not_required(sitemap), {"sitemaps": SITEMAPS | catalogue_feeds.SITEMAPS}, name="sitemap"),
    path("compte/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("verifier/<str:token>/", verify, name="verify"),
    path("certification/", include("certification.urls")),
    path("formations/", include("training.urls")),
    path("", include("members.urls")),
    path("", include("resources.urls")),
    path("", include("reporting.urls")),
]
