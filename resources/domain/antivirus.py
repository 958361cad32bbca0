"""The virus scanner, asked about every file where one is configured: clamd's INSTREAM, over TCP or a local socket."""

import socket
import struct
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings

from .formats import FileRefused

TIMEOUT_SECONDS = 60
CHUNK = 64 * 1024


def check(file) -> None:
    """Raise `FileRefused` for an infected file, and where the scanner that is configured does not answer."""
    if not settings.CLAMD_URL:
        return
    try:
        answer = _ask(file)
    except OSError:
        answer = ""
    finally:
        file.seek(0)
    if answer.endswith("OK"):
        return
    if answer.endswith("FOUND"):
        raise FileRefused("L'antivirus a trouvé un virus dans ce fichier : il est refusé.")
    raise FileRefused("L'antivirus ne répond pas : le fichier n'a pas été gardé. Réessayez dans quelques minutes.")


def _ask(file) -> str:
    file.seek(0)
    with _connection() as link:
        link.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            link.sendall(struct.pack("!L", len(chunk)) + chunk)
        link.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and (part := link.recv(4096)):
            answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()


@contextmanager
def _connection():
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "unix":
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(TIMEOUT_SECONDS)
            link.connect(address.path)
            yield link
    else:
        with socket.create_connection((address.hostname, address.port or 3310), timeout=TIMEOUT_SECONDS) as link:
            yield link
