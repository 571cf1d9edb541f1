"""The web server: Streamlit's own, with warm imports, the right language for screen readers, and packed files."""

import ipaddress
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import warehouse
from dashboard.components import empty

HERE = Path(__file__).parent
# Parts of addresses that are Streamlit's own; its screens look for them below the page they are on, too.
OF_STREAMLIT = {"_stcore", "media", "component", "static", "app", "auth", "vendor", "oauth2callback"}


def warmed(side: warehouse.Side) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """Return what imports every page's needs and opens the newest build before the first visitor waits for it."""

    @asynccontextmanager
    async def warm(_app: st.App) -> AsyncIterator[None]:
        import plotly.graph_objects  # noqa: F401

        from dashboard import charts, components  # noqa: F401
        from dashboard.components import discussion, numbers, spotlight, tables  # noqa: F401

        warehouse.pin(side)
        yield

    return warm


def in_indonesian(app: ASGIApp) -> ASGIApp:
    """Return the app with the start page declared Indonesian; Streamlit's own says English whatever is on it."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        async def rewritten(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = message.get("body", b"").replace(b'<html lang="en"', b'<html lang="id"', 1)
            await send(message)

        is_page = scope["type"] == "http" and "." not in scope["path"] and "/_stcore/" not in scope["path"]
        await app(scope, receive, rewritten if is_page else send)

    return serve


def flat(app: ASGIApp) -> ASGIApp:
    """Return the app with a page's address below another led to its last part, where Streamlit would show nothing."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        base = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
        parts = scope["path"].removeprefix(base).strip("/").split("/") if scope["type"] == "http" else []
        if len(parts) < 2 or OF_STREAMLIT & {*parts} or "." in parts[-1] or scope["method"] != "GET":
            await app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        address = f"{base.rstrip('/')}/{quote(parts[-1])}" + (f"?{query}" if query else "")
        await RedirectResponse(address, 307)(scope, receive, send)

    return serve


def packed(app: ASGIApp) -> ASGIApp:
    """Return the app with files compressed on the way to another machine; on this one that would only cost time."""
    smaller = GZipMiddleware(app, minimum_size=1000, compresslevel=4)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        near = scope["type"] != "http" or _is_loopback(scope.get("client"))
        await (app if near else smaller)(scope, receive, send)

    return serve


def _is_loopback(client: tuple[str, int] | None) -> bool:
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


def explain(_error: Exception) -> bool:
    """Show a plain sentence instead of a traceback; True tells Streamlit that it has been shown."""
    empty.unreadable()
    return True


def serving(script: str, side: warehouse.Side) -> st.App:
    """Return the app of one entry script on one side of the builds."""
    return st.App(
        HERE / script,
        lifespan=warmed(side),
        middleware=[Middleware(flat), Middleware(packed), Middleware(in_indonesian)],
        on_script_error=explain,
    )
