"""Certification in the demonstration network: its figures are those of the 2023 activity report, its people invented."""

from django.db import transaction
from django.utils import timezone

from certification.demo.accreditations import load_accreditations
from certification.demo.certificates import load_certificates
from certification.demo.checks import load_checks
from certification.demo.juries import load_juries
from certification.demo.minutes import load_minutes
from certification.demo.officials import load_officials
from certification.demo.paths import load_paths
from certification.demo.reference import load_reference
from members.domain.statistics import take_statistics

__all__ = ["load"]


@transaction.atomic
def load(year: int, scale: int) -> None:
    """Certifications, officials, accreditations, checks, juries of the past and to come, candidates and certificates."""
    today = timezone.localdate()
    certifications = load_reference()
    officials = load_officials(today)
    accreditations = load_accreditations(certifications, today)
    load_checks(accreditations, officials, today)
    load_juries(accreditations, officials, today)
    load_paths(accreditations, today)
    take_statistics()
    load_minutes()
    load_certificates(today)
    take_statistics()
