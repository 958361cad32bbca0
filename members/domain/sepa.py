"""Accounts that may be debited: those of the SEPA scheme."""

from stdnum import iban

# Countries and territories of the scheme, by the country of their account numbers (European Payments Council, EPC409-09).
COUNTRIES = frozenset([
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE",
    "SI", "SK", "SM", "VA",
])  # fmt: skip


def is_in_sepa(account: str) -> bool:
    """Whether an account number is one of the scheme, whatever its spaces."""
    return iban.compact(account)[:2] in COUNTRIES
