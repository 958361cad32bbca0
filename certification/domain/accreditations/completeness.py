"""What a request lacks before it may be handed in, in the order of its form."""

from dataclasses import dataclass

from certification.domain.accreditations.sections import SECTIONS
from certification.models import Accreditation, AccreditationPiece, PieceKind
from members.domain.moves import Refused


@dataclass(frozen=True)
class Lack:
    """Something missing: the anchor of its section or of its piece, and what it is."""

    anchor: str
    words: str
    is_piece: bool = False


class Incomplete(Refused):
    """The request lacks something; `lacks` tells what."""

    def __init__(self, lacks: list[Lack]):
        super().__init__(f"La demande n'est pas complète. Il manque : {' ; '.join(one.words for one in lacks)}.")
        self.lacks = lacks


@dataclass(frozen=True)
class AskedPiece:
    """A piece that the certification asks for, with the one received, if any."""

    kind: PieceKind
    piece: AccreditationPiece | None

    @property
    def is_missing(self) -> bool:
        """Whether the request waits for it: it never came, or what came was refused."""
        if self.piece is None:
            return self.kind.required
        return self.piece.state == AccreditationPiece.State.REFUSED


def asked_pieces(accreditation: Accreditation) -> list[AskedPiece]:
    """The pieces asked for, in order; one that is no longer asked for stays where it was received."""
    received = {piece.kind_id: piece for piece in accreditation.pieces.select_related("kind")}
    kinds = PieceKind.objects.filter(certification=accreditation.certification_id).order_by("order", "pk")
    return [AskedPiece(kind, received.get(kind.pk)) for kind in kinds if kind.active or kind.pk in received]


def lacks_of(accreditation: Accreditation, pieces: list[AskedPiece] | None = None) -> list[Lack]:
    """What is missing; empty when the request may be handed in."""
    found = []
    for section in SECTIONS.values():
        for name in section.required:
            value = getattr(accreditation, name)
            if value is None or not str(value).strip():
                label = Accreditation._meta.get_field(name).verbose_name
                found.append(Lack(section.name, f"{label} ({section.title.lower()})"))
    for asked in asked_pieces(accreditation) if pieces is None else pieces:
        if asked.is_missing:
            again = " (refusée, à renvoyer)" if asked.piece else ""
            found.append(Lack(f"piece-{asked.kind.pk}", f"la pièce « {asked.kind} »{again}", is_piece=True))
    return found
