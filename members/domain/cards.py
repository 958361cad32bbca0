"""Visiting cards (vCard 4.0, RFC 6350) of organisations and of their contacts."""

from members.models import Contact, Organisation

# Octets of a line beyond which it is folded (RFC 6350, 3.2).
LONGEST = 75


def organisation_card(organisation: Organisation, *, public: bool) -> str:
    """The card of an organisation; a `public` one holds what it agreed to publish."""
    shown = {
        "TEL": organisation.phone if not public or organisation.shows_phone else "",
        "EMAIL": organisation.email if not public or organisation.shows_email else "",
        "URL": organisation.website if not public or organisation.shows_website else "",
    }
    street, postcode = ("", "") if public else (organisation.address, organisation.postcode)
    return _card(
        [
            ("KIND", "org"),
            ("FN", _text(organisation.name)),
            ("ORG", _text(organisation.name)),
            ("ADR", _address(street, organisation.city, postcode)),
            *((name, value if name == "URL" else _text(value)) for name, value in shown.items() if value),
            *([("CATEGORIES", ",".join(map(_text, organisation.activities)))] if organisation.activities else []),
        ]
    )


def contact_card(contact: Contact, *, whole: bool) -> str:
    """The card of a person; without the `whole`, what the network is told: name, function and how to write there."""
    organisation = contact.organisation
    email = (whole and contact.email) or organisation.email
    phone = (whole and contact.phone) or organisation.phone
    return _card(
        [
            ("KIND", "individual"),
            ("FN", _text(contact.full_name)),
            ("ORG", _text(organisation.name)),
            ("TITLE", _text(contact.get_function_display())),
            ("ADR", _address(organisation.address, organisation.city, organisation.postcode)),
            *([("EMAIL", _text(email))] if email else []),
            *([("TEL", _text(phone))] if phone else []),
        ]
    )


def _card(properties: list[tuple[str, str]]) -> str:
    lines = ["BEGIN:VCARD", "VERSION:4.0", *(f"{name}:{value}" for name, value in properties), "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _address(street: str, city: str, postcode: str) -> str:
    """Post office box, extension, street, town, region, postcode, country."""
    return f";;{_text(street)};{_text(city)};;{_text(postcode)};France"


def _text(value: str) -> str:
    for sign in ("\\", ",", ";"):
        value = value.replace(sign, f"\\{sign}")
    return "\\n".join(value.splitlines())


def _folded(line: str) -> str:
    """A line of at most 75 octets a piece, no character cut; what follows begins with a space."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > LONGEST - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
