"""Who may come in: whoever has the token, from this computer's own address, and from no other site.

The address that is printed carries a token. Whoever opens it gets a cookie and is sent on to an address
without the token. Everything else needs the cookie: pages, scripts, fonts, downloads and the websocket.
"""

import secrets
from collections.abc import Sequence

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

__all__ = ["HOST", "Access"]

HOST = "127.0.0.1"
"""Loopback, and never a name: what a name leads to is for others to decide."""

_BYTES = 32
"""Of chance, in the token and in the cookie."""

_REFUSED = "retro: Open the address that “retro serve” has printed, token and all, from the address bar.\n"


class Access:
    """Decides for one server about every request.

    Args:
        port: Where it listens.
    """

    def __init__(self, port: int) -> None:
        self._authority = HOST if port == 80 else f"{HOST}:{port}"
        self.origin = f"http://{self._authority}"
        # A browser gives cookies to every port of a host, so two servers need two names.
        self._cookie_name = f"retro-{port}"
        self._cookie = secrets.token_urlsafe(_BYTES)
        self._token = secrets.token_urlsafe(_BYTES)
        self._once: str | None = None

    def address(self) -> str:
        """The address for people, which works as often as they like."""
        return f"{self.origin}/?token={self._token}"

    def address_for_once(self) -> str:
        """An address that works once: others can see with which words a browser is started."""
        self._once = secrets.token_urlsafe(_BYTES)
        return f"{self.origin}/?token={self._once}"

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Pass a request on, let someone in, or refuse.

        Raises:
            HTTPForbidden: Without cookie and token, for another host, or from another site.
            HTTPSeeOther: To the address without the token, with the cookie.
        """
        if not self._is_for_here(request):
            raise web.HTTPForbidden(text=_REFUSED)
        if request.method == hdrs.METH_GET and request.path == "/" and self._has_token(request):
            welcome = web.HTTPSeeOther("/")
            welcome.set_cookie(self._cookie_name, self._cookie, path="/", httponly=True, samesite="Strict")
            raise welcome
        if not self._has_cookie(request) or _is_from_elsewhere(request):
            raise web.HTTPForbidden(text=_REFUSED)
        return await handler(request)

    async def protect(self, _request: web.Request, response: web.StreamResponse) -> None:
        """Tell the browser with every answer to load nothing from elsewhere and to tell nobody of this."""
        response.headers.update(
            {
                "Cache-Control": "no-store",
                "Content-Security-Policy": (
                    "default-src 'none'; script-src 'self'; img-src 'self'; font-src 'self'; "
                    # The terminal in the page makes style sheets of its own.
                    f"style-src 'self' 'unsafe-inline'; connect-src 'self' ws://{self._authority}; "
                    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                ),
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            }
        )

    def _is_for_here(self, request: web.Request) -> bool:
        """Whether it names this server (a name that was bent to 127.0.0.1 does not) and no other origin.

        A browser says with every websocket which site opens it; what does not say so gets none.
        """
        origins = request.headers.getall(hdrs.ORIGIN, ())
        required = request.headers.get(hdrs.UPGRADE) is not None
        return _are(request.headers.getall(hdrs.HOST, ()), self._authority) and (
            _are(origins, self.origin) if origins or required else True
        )

    def _has_token(self, request: web.Request) -> bool:
        shown = request.query.getall("token", [])
        if len(shown) != 1:
            return False
        if self._once is not None and _equal(shown[0], self._once):
            self._once = None
            return True
        return _equal(shown[0], self._token)

    def _has_cookie(self, request: web.Request) -> bool:
        return _equal(request.cookies.get(self._cookie_name, ""), self._cookie)


def _is_from_elsewhere(request: web.Request) -> bool:
    """Whether the browser says that another site asks, or another port of this one."""
    return request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")


def _are(values: Sequence[str], wanted: str) -> bool:
    return len(values) == 1 and values[0].lower() == wanted


def _equal(shown: str, secret: str) -> bool:
    """Compare in a time that says nothing about how much of it was right."""
    return secrets.compare_digest(shown.encode("utf-8", "replace"), secret.encode("ascii"))
