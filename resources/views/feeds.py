"""What machines read without a session: feeds, the site map and robots.txt; public resources only."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from resources.domain.themes import flattened, lineage, theme_tree
from resources.models import Collection, Resource, Theme

SHOWN = 30


def public_resources():
    """What anybody may see listed."""
    return Resource.objects.visible_to(AnonymousUser()).published().order_by("-published_at", "-pk")


class NewestFeed(Feed):
    """The newest public resources."""

    title = "Nouveautés du centre de ressources"
    description = "Les dernières ressources ouvertes à tous."
    link = reverse_lazy("resources:search")
    language = "fr"

    def items(self, theme=None):
        return public_resources().prefetch_related("themes")[:SHOWN]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_pubdate(self, item):
        return item.published_at

    def item_categories(self, item):
        return [theme.name for theme in item.themes.all()]


class ThemeFeed(NewestFeed):
    """The newest public resources of a theme and of those within it."""

    def get_object(self, request, slug):
        return get_object_or_404(Theme, slug=slug)

    def title(self, theme):
        return f"{theme.name} : nouveautés du centre de ressources"

    def description(self, theme):
        return theme.description or f"Les dernières ressources ouvertes à tous sur le thème « {theme.name} »."

    def link(self, theme):
        return theme.get_absolute_url()

    def items(self, theme):
        branch = lineage(theme_tree(), theme.pk)[-1]
        within = [one.theme.pk for one in flattened([branch])]
        return public_resources().filter(themes__in=within).distinct().prefetch_related("themes")[:SHOWN]


newest = login_not_required(NewestFeed())
of_theme = login_not_required(ThemeFeed())


class ResourceMap(Sitemap):
    def items(self):
        return public_resources().only("pk", "updated_at")

    def lastmod(self, resource):
        return resource.updated_at


class ThemeMap(Sitemap):
    def items(self):
        return Theme.objects.visible_to(AnonymousUser()).order_by("pk")


class CollectionMap(Sitemap):
    def items(self):
        return Collection.objects.visible_to(AnonymousUser()).order_by("pk")


class PageMap(Sitemap):
    def items(self):
        return ["home", "resources:search", "resources:themes", "resources:collections", "resources:tools"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"pages": PageMap, "ressources": ResourceMap, "themes": ThemeMap, "collections": CollectionMap}
ROBOTS = """User-agent: *
Disallow: /ressources/fichiers/
Disallow: /ressources/liens/
Disallow: /ressources/liste.
Disallow: /ressources/desabonnement/
Disallow: /ressources/*?
Disallow: /formations/*?
Disallow: /formations/bureau/
Disallow: /compte/
Disallow: /admin/
Sitemap: {sitemap}
"""


@login_not_required
def robots(request):
    """What robots are asked to leave alone: downloads are counted for people, and searches are without end."""
    address = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=address), content_type="text/plain; charset=utf-8")
