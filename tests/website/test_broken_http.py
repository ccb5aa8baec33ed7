import asyncio
from contextlib import closing

import pytest
from running import free_port
from sanic import Sanic
from sanic.response import text

from bot.website.broken_http import ends, refuse_endless_bodies

REQUEST = b"POST / HTTP/1.1\r\nHost: x\r\n"
ENDLESS = [
    b"Transfer-Encoding: gzip",
    b"Transfer-Encoding: chunked, gzip",
    b"Content-Length: veel",
    b"Content-Length: -1",
    b"Content-Length: ",
    b"Content-Length: 3\r\nContent-Length: 4",
    b"Content-Length: 3\r\nTransfer-Encoding: chunked",
]


@pytest.mark.parametrize("header", ENDLESS)
def test_a_body_without_a_clear_end_is_seen(header):
    assert not ends(REQUEST + header)


@pytest.mark.parametrize(
    "header",
    [b"Accept: */*", b"Content-Length: 0", b"content-length:12", b"Transfer-Encoding: chunked"],
)
def test_a_body_with_a_clear_end_is_let_through(header):
    assert ends(REQUEST + header)


def test_a_server_refuses_it_and_goes_on_serving_others():
    async def attack():
        app = Sanic("broken_http", configure_logging=False)
        refuse_endless_bodies(app)
        app.add_route(lambda _request: text("hoi"), "/")
        port = free_port()
        server = await app.create_server(
            host="127.0.0.1", port=port, return_asyncio_server=True, asyncio_server_kwargs={}
        )
        await server.startup()
        await server.start_serving()
        answers = []
        for request in [*(REQUEST + header for header in ENDLESS), b"GET / HTTP/1.1\r\nHost: x"]:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            with closing(writer):
                writer.write(request + b"\r\n\r\n")
                answers.append((await asyncio.wait_for(reader.readline(), timeout=10)).split()[1])
        return answers

    assert asyncio.run(attack()) == [b"400"] * len(ENDLESS) + [b"200"]
