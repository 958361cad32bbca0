"""What the planning of sessions may be narrowed to; the same for the list and its export."""

import django_filters as filters
from django.db.models import Q
from django.utils import timezone

from members.domain.territory import region_names
from members.filters import LeanSelect
from training.domain.sessions.following import below_minimum, to_decide
from training.domain.sessions.seats import with_seats
from training.models import Course, CourseTheme, Session, Subcontractor, Trainer


class SessionFilter(filters.FilterSet):
    """Sessions that one sees, by words, state, course, theme, region, year, trainer, subcontractor, and what is to do."""

    q = filters.CharFilter(method="search", label="Intitulé, ville, numéro", max_length=100)
    etat = filters.ChoiceFilter(field_name="state", choices=Session.State, label="État", empty_label="Tous")
    formation = filters.ModelChoiceFilter(
        field_name="version__course", queryset=Course.objects.exclude(state="draft").order_by("title"),
        label="Formation", empty_label="Toutes",
    )  # fmt: skip
    theme = filters.ModelChoiceFilter(
        field_name="version__course__theme", queryset=CourseTheme.objects.all(), to_field_name="code", label="Thème",
        empty_label="Tous",
    )  # fmt: skip
    region = filters.ChoiceFilter(
        choices=lambda: list(region_names().items()), label="Région", empty_label="Toutes", widget=LeanSelect
    )
    annee = filters.NumberFilter(field_name="starts_on__year", label="Année", min_value=1990, max_value=2100)
    formateur = filters.ModelChoiceFilter(
        method="led_by", queryset=lambda request: Trainer.objects.none(), label="Formateur", empty_label="Tous"
    )
    sous_traitant = filters.ModelChoiceFilter(
        field_name="subcontract__subcontractor", queryset=lambda request: Subcontractor.objects.none(),
        label="Sous-traitant", empty_label="Tous",
    )  # fmt: skip
    suivi = filters.ChoiceFilter(
        method="followed", label="À suivre", empty_label="Tout",
        choices=[("decider", "à confirmer"), ("minimum", "sous le minimum"), ("places", "avec des places libres"),
                 ("attente", "avec une liste d'attente"), ("venir", "à venir")],
    )  # fmt: skip

    class Meta:
        model = Session
        fields = []

    def __init__(self, data, *, user):
        super().__init__(data, queryset=with_seats(Session.objects.visible_to(user)))
        self.form.fields["formateur"].queryset = Trainer.objects.visible_to(user)
        self.form.fields["sous_traitant"].queryset = Subcontractor.objects.visible_to(user)

    def search(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(version__title__unaccent__icontains=word) | Q(city__unaccent__icontains=word)
                | Q(number__icontains=word)
            )  # fmt: skip
        return queryset

    def led_by(self, queryset, name, value):
        led = Session.objects.filter(slots__trainers=value).order_by()
        return queryset.filter(pk__in=led.values("pk"))

    def followed(self, queryset, name, value):
        today = timezone.localdate()
        if value == "decider":
            return to_decide(queryset, today)
        if value == "minimum":
            return below_minimum(queryset, today)
        if value == "places":
            return queryset.filter(state__in=Session.REGISTERING, left__gt=0)
        if value == "attente":
            return queryset.filter(waiting__gt=0)
        return queryset.coming(today)
