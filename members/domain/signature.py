"""The picture of a signature on a paper."""

from base64 import b64encode
from typing import Protocol

from django.db.models.fields.files import FieldFile


class Signer(Protocol):
    """Who signs papers: the network's issuer, or its training body."""

    signatory: str
    signature: FieldFile


def signature_picture(signer: Signer, signatory: str) -> str:
    """The picture as a data address, while whoever signs is still the one of the day of issue; empty if not."""
    if not signer.signature or signer.signatory != signatory:
        return ""
    kind = "png" if signer.signature.name.lower().endswith("png") else "jpeg"
    with signer.signature.open() as file:
        return f"data:image/{kind};base64,{b64encode(file.read()).decode()}"
