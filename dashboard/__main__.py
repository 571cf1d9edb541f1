"""`python -m dashboard`: serve the newest published build on this machine until stopped."""

import argparse
import os
import sys
from urllib.parse import urlsplit

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def main(arguments: list[str] | None = None) -> None:
    """Read the few options, print the address, serve."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Serve the dashboard.")
    parser.add_argument("--port", type=int, default=8501, help="port to listen on (8501)")
    parser.add_argument("--address", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--home", help="folder with published/ (KINERJA_HOME, else data/warehouse)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--tanpa-login", action="store_true", help="full access, on this machine only")
    kind.add_argument("--public", action="store_true", help="the public pages, of the public file alone")
    chosen = parser.parse_args(arguments)
    if chosen.tanpa_login and chosen.address not in LOOPBACK:
        parser.error("--tanpa-login gives full access and therefore listens on 127.0.0.1 only")
    if chosen.home:
        os.environ["KINERJA_HOME"] = chosen.home
    os.environ["KINERJA_TANPA_LOGIN"] = "1" if chosen.tanpa_login else "0"

    from dashboard import server, warehouse
    from dashboard.public import house

    reached_as = None
    if chosen.public:
        warehouse.keep_to(warehouse.PUBLIC)
        try:
            reached_as = urlsplit(house.read(warehouse.home()).address).hostname
        except house.Unreadable as error:
            parser.error(str(error))
        app = server.serving("app_public.py", warehouse.PUBLIC)
    else:
        app = server.serving("app.py", warehouse.INTERNAL)
    sys.stdout.write(f"Kinerja: http://{chosen.address}:{chosen.port}\n")
    sys.stdout.flush()
    sys.argv = sys.argv[:1]
    app.run(config=settings(chosen.address, chosen.port, reached_as))


def settings(address: str, port: int, reached_as: str | None = None) -> dict[str, object]:
    """Return what differs from config.toml; on this machine alone no other host name may be used to reach it.

    `reached_as` is the name that a server in front of this one is known by.
    """
    hosts = ["127.0.0.1", "localhost", "[::1]"] if address in LOOPBACK else []
    known = {"server.port": port, "server.address": address, "server.allowedHosts": hosts}
    if reached_as is None:
        return known
    named = [*hosts, reached_as] if hosts else []
    return known | {"server.allowedHosts": named, "browser.serverAddress": reached_as}


if __name__ == "__main__":
    main()
