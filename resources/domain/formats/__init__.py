"""What a file is, told by its content whatever its name; only documents that run nothing are taken."""

from .recognition import LARGEST, recognise
from .refusal import FileRefused

__all__ = ["LARGEST", "FileRefused", "recognise"]
