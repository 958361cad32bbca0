"""A small load generator: connections kept alive, each asking for the next address as soon as it is answered."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle


@dataclass(frozen=True)
class Measure:
    """What a run gave: requests a second, and the time in seconds under which 95 % of them were answered."""

    rate: float
    p95: float


class WrongAnswer(Exception):
    """A page did not answer 200: its speed means nothing."""


def measure(port: int, paths: Sequence[str], *, cookie: str = "", connections: int = 16, seconds: float = 5) -> Measure:
    """Ask for `paths` in turn during `seconds`, over `connections` at once; one second of warming up is not counted."""
    return asyncio.run(_run(port, paths, cookie, connections, seconds))


async def _run(port: int, paths: Sequence[str], cookie: str, connections: int, seconds: float) -> Measure:
    addresses = cycle(paths)
    start = time.perf_counter() + 1
    times: list[float] = []
    await asyncio.gather(*(_ask(port, addresses, cookie, start, start + seconds, times) for _ in range(connections)))
    times.sort()
    return Measure(len(times) / seconds, times[int(len(times) * 0.95)])


async def _ask(port: int, addresses: Iterator[str], cookie: str, start: float, end: float, times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (began := time.perf_counter()) < end:
        path = next(addresses)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        await _body(reader, head)
        if not head.startswith(b"http/1.1 200"):
            raise WrongAnswer(f"{path} : {head.splitlines()[0].decode()}")
        if began >= start:
            times.append(time.perf_counter() - began)
        if b"connection: close" in head:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


async def _body(reader: asyncio.StreamReader, head: bytes) -> None:
    if b"transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        length = head.partition(b"content-length:")[2].split(b"\r\n")[0]
        await reader.readexactly(int(length))
