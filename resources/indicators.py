"""The figures of the resource centre. Each docstring is the definition that readers see."""

from datetime import date

from django.db.models import Func, IntegerField, Subquery, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from members.models import Role
from reporting.indicators import ByField, Quotient, Scope, Sum, indicator, record_columns
from resources.models import ActiveReader, Audience, DayUse, Publication, Resource

BY_REGION = ByField("region", "Par région", "region_id", "region__name", unknown="hors région")
BY_ROLE = ByField("role", "Par qualité", "role", "role", words=dict(Role.choices))
BY_KIND = ByField("kind", "Par nature", "resource__kind", "resource__kind", words=dict(Resource.Kind.choices))
BY_AUDIENCE = ByField(
    "audience", "Par public", "resource__audience", "resource__audience", words=dict(Audience.choices)
)

record_columns(
    DayUse,
    link=None,
    order=["day", "role", "region__name", "pk"],
    columns={
        "Jour": "day",
        "Qualité": "role",
        "Région": "region__name",
        "Téléchargements": "downloads",
        "Consultations": "views",
    },
)
record_columns(
    ActiveReader,
    link=None,
    order=["first_on", "pk"],
    columns={"Premier téléchargement": "first_on", "Qualité": "role", "Région": "region__name", "Année": "year"},
)
record_columns(
    Publication,
    link="resource_id",
    page="resources:resource",
    columns={"Ressource": "resource__title", "Nature": "resource__kind", "Publiée": "validity"},
)


def _of_year(scope: Scope):
    """Sums of the days of the year, up to the day of the scope."""
    return DayUse.objects.filter(day__gte=date(scope.year, 1, 1), day__lte=scope.day)


def _with_downloads(scope: Scope):
    return _of_year(scope).filter(downloads__gt=0)


class _Days(Func):
    """The number of days between two dates, as PostgreSQL subtracts them."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()


@indicator(
    "resources.downloads",
    label="Téléchargements",
    unit="téléchargements",
    region="region",
    measure=Sum("downloads"),
    by=[BY_ROLE, BY_REGION],
)
def downloads(scope):
    """Fichiers téléchargés et liens ouverts dans le centre de ressources depuis le 1er janvier de l'année, comptés
    comme le demande COUNTER : sans les robots, et une seule fois pour un même fichier pris deux fois dans la minute par
    la même personne. La région est celle de la personne."""
    return _with_downloads(scope)


@indicator(
    "resources.downloads_per_day",
    label="Téléchargements par jour",
    unit="par jour",
    region="region",
    measure=Quotient("downloads", over="days_open"),
)
def downloads_per_day(scope):
    """Téléchargements de l'année divisés par le nombre de jours, du 1er janvier ou de l'ouverture du centre (le jour du
    premier téléchargement) si elle est plus tardive, jusqu'à la date, ou jusqu'à ce jour si l'année n'est pas finie."""
    opened = DayUse.objects.filter(downloads__gt=0).order_by("day").values("day")[:1]
    first = Greatest(Value(date(scope.year, 1, 1)), Subquery(opened))
    return _with_downloads(scope).annotate(days_open=_Days(Value(min(scope.day, timezone.localdate())), first) + 1)


@indicator(
    "resources.views",
    label="Consultations de ressources",
    unit="consultations",
    region="region",
    measure=Sum("views"),
    by=[BY_ROLE, BY_REGION],
)
def views(scope):
    """Pages de ressources ouvertes depuis le 1er janvier de l'année, sans les robots, et une seule fois par minute pour
    une même personne. Consulter n'est pas télécharger : les deux nombres ne s'ajoutent pas."""
    return _of_year(scope).filter(views__gt=0)


@indicator(
    "resources.active_users",
    label="Utilisateurs actifs du centre de ressources",
    unit="personnes",
    region="region",
    by=[BY_ROLE, BY_REGION],
)
def active_users(scope):
    """Personnes connectées qui ont pris au moins une ressource dans l'année, chacune comptée une fois. Leur nom est
    effacé après treize mois ; le compte reste."""
    return ActiveReader.objects.filter(year=scope.year, first_on__lte=scope.day)


@indicator(
    "resources.published",
    label="Ressources publiées",
    unit="ressources",
    region="resource__regions",
    by=[BY_KIND, BY_AUDIENCE],
)
def published(scope):
    """Ressources publiées à la date, le 31 décembre sauf autre demande, réparties par nature et par public de leurs
    fichiers. Celles qui valent pour tout le pays ne comptent dans aucune région ; celles de plusieurs régions comptent
    dans chacune."""
    return Publication.objects.filter(validity__contains=scope.day)
