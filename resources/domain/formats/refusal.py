"""Why a file is not taken."""

TAKEN = "envoyez un PDF, un document Word, PowerPoint, Excel ou OpenDocument, ou une image PNG, JPEG, GIF ou WebP."


class FileRefused(Exception):
    """A file that the resource centre does not take; its message is a French sentence for the person who sent it."""


def not_taken(what: str, advice: str = TAKEN) -> FileRefused:
    """The refusal of a file recognised as `what`, an indefinite noun phrase."""
    return FileRefused(f"Ce fichier est {what}, quel que soit son nom : {advice}")


def with_macros() -> FileRefused:
    return FileRefused(
        "Ce document contient des macros, des programmes qui s'exécuteraient chez qui l'ouvre : enregistrez-le sans "
        "macros, ou envoyez-le en PDF."
    )
