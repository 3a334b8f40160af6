"""A server that takes a request and never answers it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def silent_api(*, hangs_up: bool) -> AsyncIterator[str]:
    """Give the address of a Web API that says nothing, or hangs up without a word."""
    visits: set[asyncio.Task[None]] = set()

    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        while not hangs_up and await reader.read(1024):
            pass
        writer.close()
        await asyncio.wait([asyncio.ensure_future(writer.wait_closed())])

    def welcome(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visits.add(asyncio.create_task(visit(reader, writer)))

    server = await asyncio.start_server(welcome, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api"
    finally:
        server.close()
        if visits:
            await asyncio.wait(visits)
