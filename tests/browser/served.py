"""The website in memory, served on a port of this machine so that a real browser can see it."""

import mimetypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from threading import Lock, Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from chalicelib.errors import NotFoundError
from chalicelib.steps.publish import publish_day
from tests.unit.web.website import Website, a_plan

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False
    """A browser keeps connections open that it may never use."""


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@dataclass
class Served:
    """`/api` is the API, `/public` the public bucket, published anew at each look."""

    website: Website
    server: WSGIServer

    @property
    def petition_url(self) -> str:
        return f"{self.website.public_url}/rivieres/"

    @property
    def desk_url(self) -> str:
        return f"{self.website.base_url}/desk"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def serve(**plan: Any) -> Served:
    """Starts the server; whoever asked for it closes it."""
    server = make_server("127.0.0.1", 0, _nothing, Server, Quiet)
    home = f"http://127.0.0.1:{server.server_port}"
    website = Website(
        a_plan(**plan),
        base_url=f"{home}/api",
        public_url=f"{home}/public",
        frame_ancestors="http://127.0.0.1:*",
    )
    server.set_app(_application(website, Lock()))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return Served(website, server)


def _application(website: Website, alone: Lock) -> Any:
    def answer(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        area, _, path = environ["PATH_INFO"].lstrip("/").partition("/")
        with alone:
            if area == "public":
                return _object(website, path, start)
            return _api(website, f"/{path}", environ, start)

    return answer


def _object(website: Website, key: str, start: StartResponse) -> Iterable[bytes]:
    website.stage.call(publish_day, website.plan.day)
    try:
        body = website.stage.public.get(key)
    except NotFoundError:
        return _nothing({}, start)
    kind = mimetypes.guess_type(key)[0] or "text/plain"
    start("200 OK", [("Content-Type", f"{kind}; charset=utf-8")])
    return [body]


def _api(
    website: Website, path: str, environ: dict[str, Any], start: StartResponse
) -> Iterable[bytes]:
    sent = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if body:  # wsgiref invents a type for requests without one
        sent["content-type"] = environ["CONTENT_TYPE"]
    query = f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""
    method = environ["REQUEST_METHOD"]
    found = website.request(method, path + query, headers=sent, body=body)
    start(f"{found.status_code} Answer", list(found.headers.items()))
    return [found.body]


def _nothing(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
    start("404 Not Found", [("Content-Type", "text/plain")])
    return [b"nothing here"]
