"""Addresses of certification: a module an area."""

from itertools import chain

from certification.urls import (
    accreditations,
    candidates,
    certificates,
    checks,
    deliberations,
    deposits,
    juries,
    officials,
    watching,
)

app_name = "certification"

urlpatterns = list(
    chain.from_iterable(
        area.urlpatterns
        for area in (
            accreditations,
            candidates,
            certificates,
            checks,
            deliberations,
            deposits,
            juries,
            officials,
            watching,
        )
    )
)
