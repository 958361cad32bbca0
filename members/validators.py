"""Checks of official numbers and of years.

A SIREN must hold (Luhn). A SIRET whose key fails is only a warning: some real ones do, and staff may confirm them.
"""

from django.core.exceptions import ValidationError
from stdnum import bic, iban
from stdnum.eu import at_02
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fr import siren, siret

# Years in which the network's facts can be.
EARLIEST, LATEST = 1990, 2100


def validate_postcode(value: str) -> None:
    """Refuse what is not five digits."""
    if len(value) != 5 or not (value.isascii() and value.isdigit()):
        raise ValidationError("Un code postal compte cinq chiffres.", code="postcode")


def validate_siren(value: str) -> None:
    """Refuse what is not nine digits with a right key."""
    try:
        siren.validate(value)
    except InvalidChecksum:
        raise ValidationError("Ce SIREN n'existe pas : sa clé de contrôle est fausse.", code="siren_key") from None
    except NumberError:
        raise ValidationError("Un SIREN compte neuf chiffres.", code="siren_shape") from None


def validate_siret_shape(value: str) -> None:
    """Refuse what is not fourteen digits; the key is `siret_key_is_right`'s business."""
    if len(value) != 14 or not (value.isascii() and value.isdigit()):
        raise ValidationError("Un SIRET compte quatorze chiffres.", code="siret_shape")


def validate_iban(value: str) -> None:
    """Refuse what is not an account number with a right key."""
    if not iban.is_valid(value):
        raise ValidationError(
            "Cet IBAN n'est pas valable : vérifiez-le, un chiffre est peut-être faux ou manque.", code="iban"
        )


def validate_bic(value: str) -> None:
    """Refuse what is not a bank's code."""
    if not bic.is_valid(value):
        raise ValidationError("Ce BIC n'est pas valable : il compte 8 ou 11 caractères.", code="bic")


def validate_creditor_id(value: str) -> None:
    """Refuse what is not a SEPA creditor's number, whose key is that of an IBAN."""
    if not at_02.is_valid(value):
        raise ValidationError("Cet identifiant créancier SEPA n'est pas valable.", code="creditor_id")


def siret_key_is_right(value: str) -> bool:
    """Whether the control digit of a SIRET holds, La Poste's own rule included."""
    return siret.is_valid(value)
