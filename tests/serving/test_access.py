"""Who may come in: asked of a real server, by requests that a browser would send and those it would not."""

import asyncio
import itertools
import re
import socket
from urllib.parse import urlencode, urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st

from retro.serving.access import Access
from tests.serving.conftest import PATIENCE, Served, Start

PATHS = (
    "/",
    "/static/js/textual.js",
    "/static/fonts/RobotoMono-VariableFont_wght.ttf",
    "/static/",
    "/page/page.js",
    "/download/key",
    "/ws",
    "/nowhere",
)

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def test_without_token_and_cookie_nothing_is_there(served: Served) -> None:
    queries = ("", "?token=", "?token=wrong", "?token=%FF%00", f"?token={served.token[:-1]}")
    for path, query, method in itertools.product(PATHS, queries, ("GET", "HEAD", "POST", "OPTIONS")):
        answer = served.ask(path + query, method)
        assert answer.status == 403, (path, query, method)
        assert "Set-Cookie" not in answer.headers
        assert served.token not in answer.text
    assert "printed" in served.ask("/").text


def test_the_token_is_exchanged_for_a_cookie_and_is_gone_from_the_address(served: Served) -> None:
    welcome = served.ask(f"/?token={served.token}")
    assert (welcome.status, welcome.headers["Location"]) == (303, "/")
    name, *attributes = welcome.headers["Set-Cookie"].split("; ")
    assert {each.lower() for each in attributes} == {"httponly", "samesite=strict", "path=/"}
    assert served.token not in name
    page = served.ask("/", Cookie=name)
    assert page.status == 200
    assert "textual.js" in page.text
    assert served.token not in page.text


def test_the_token_opens_the_first_page_alone(served: Served) -> None:
    for path in PATHS[1:]:
        assert served.ask(f"{path}?token={served.token}").status == 403
    assert served.ask(f"/?token={served.token}", "POST").status == 403
    assert served.ask(f"/?token={served.token}&token={served.token}").status == 403


def test_every_start_has_another_token_and_another_cookie(serve: Start) -> None:
    one, other = serve(), serve()
    assert one.token != other.token
    assert one.cookie().partition("=")[0] != other.cookie().partition("=")[0]
    assert one.ask("/", Cookie=other.cookie()).status == 403
    assert one.ask(f"/?token={other.token}").status == 403
    assert re.fullmatch(r"[\w-]{43}", one.token)


def test_another_name_for_this_computer_gets_nothing(served: Served) -> None:
    """As when somebody else's name is bent to 127.0.0.1."""
    cookie, port = served.cookie(), served.host.partition(":")[2]
    hosts = ("evil.example", f"evil.example:{port}", f"localhost:{port}", "127.0.0.1", "127.0.0.1:1", "")
    for host, path in itertools.product(hosts, (*PATHS, f"/?token={served.token}")):
        assert served.ask(path, Host=host, Cookie=cookie).status == 403, (host, path)


def test_a_request_without_a_host_gets_nothing(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", int(served.host.partition(":")[2])), PATIENCE) as plain:
        plain.sendall(f"GET / HTTP/1.0\r\nCookie: {served.cookie()}\r\n\r\n".encode())
        assert plain.recv(100).startswith(b"HTTP/1.0 403")


def test_another_site_gets_nothing(served: Served) -> None:
    cookie = served.cookie()
    others = ("http://evil.example", "null", "http://127.0.0.1:1", f"https://{served.host}", "")
    for origin, path in itertools.product(others, PATHS):
        assert served.ask(path, Origin=origin, Cookie=cookie).status == 403, (origin, path)
        assert served.ask(path, Origin=origin, Cookie=cookie, **UPGRADE).status == 403, (origin, path)
    for site, path in itertools.product(("cross-site", "same-site", "new"), PATHS):
        assert served.ask(path, Sec_Fetch_Site=site, Cookie=cookie).status == 403, (site, path)
    assert served.ask("/", Origin=served.origin, Sec_Fetch_Site="same-origin", Cookie=cookie).status == 200


def test_a_websocket_needs_the_cookie_and_the_origin(served: Served) -> None:
    cookie = served.cookie()
    assert served.ask("/ws", Origin=served.origin, **UPGRADE).status == 403
    assert served.ask(f"/ws?token={served.token}", Origin=served.origin, **UPGRADE).status == 403
    assert served.ask("/ws", Cookie=cookie, **UPGRADE).status == 403
    wrong = f"{cookie.partition('=')[0]}=wrong"
    assert served.ask("/ws", Cookie=wrong, Origin=served.origin, **UPGRADE).status == 403
    assert served.ask("/ws", Cookie=cookie, Origin=served.origin, **UPGRADE).status == 101


def test_every_answer_tells_the_browser_to_keep_to_itself(served: Served) -> None:
    cookie = served.cookie()
    asked = [served.ask(path, Cookie=cookie) for path in PATHS if path != "/ws"]
    asked += [served.ask("/"), served.ask(f"/?token={served.token}")]
    for answer in asked:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = dict(each.split(" ", 1) for each in answer.headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert policy["connect-src"] == f"'self' ws://{served.host}"


def test_the_page_names_no_other_server(served: Served) -> None:
    page = served.ask("/", Cookie=served.cookie()).text
    assert set(re.findall(r"(?:https?|wss?):?//[^/\"' ]+", page)) <= {served.origin, f"ws://{served.host}"}


def test_one_address_of_this_computer_is_listened_to(served: Served) -> None:
    address, _, port = served.host.partition(":")
    assert address == "127.0.0.1"
    # A server that listens everywhere, or to a name, would be at one of these as well.
    for other in ("127.0.0.2", "::1"):
        with pytest.raises(OSError, match=r"\w"):
            socket.create_connection((other, int(port)), PATIENCE).close()


def opening(access: Access, address: str) -> int:
    """The status of what a visit to an address is answered with."""
    target = address.removeprefix(access.origin)
    request = make_mocked_request("GET", target, headers={"Host": urlsplit(access.origin).netloc})

    async def page(_request: web.Request) -> web.StreamResponse:
        raise AssertionError("nobody has shown a cookie")

    async def guarded() -> int:
        try:
            await access.guard(request, page)
        except web.HTTPException as answer:
            return answer.status
        return 200

    return asyncio.run(guarded())


def test_an_address_for_once_opens_once_and_leaves_the_other_alone() -> None:
    access = Access(8321)
    once = access.address_for_once()
    assert [opening(access, once), opening(access, once)] == [303, 403]
    assert [opening(access, access.address()), opening(access, access.address())] == [303, 303]


def test_at_the_port_of_the_web_no_port_is_named() -> None:
    access = Access(80)
    assert access.address().startswith("http://127.0.0.1/?token=")
    assert opening(access, access.address()) == 303


@given(st.text())
def test_no_token_is_too_strange_to_be_compared(shown: str) -> None:
    access = Access(8321)
    query = urlencode({"token": shown}, errors="surrogatepass")
    assert opening(access, f"{access.origin}/?{query}") == 403
