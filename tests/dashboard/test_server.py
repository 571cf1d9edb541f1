"""The server around the screens: safe defaults, the right language, files packed for other machines only."""

import asyncio
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dashboard import __main__ as command
from dashboard import astray, server

PAGE = b'<!doctype html><html lang="en"><body>' + b"x" * 5000 + b"</body></html>"


async def page(scope: dict[str, Any], receive: Any, send: Any) -> None:
    headers = [(b"content-type", b"text/html"), (b"content-length", str(len(PAGE)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE})


def answer(app: Any, client: str, path: str = "/") -> tuple[dict[bytes, bytes], bytes]:
    """Return headers and body an app sends to a browser at `client`."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"accept-encoding", b"gzip")]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "client": (client, 5000)}
    scope["query_string"] = b"unit=1"
    asyncio.run(app(scope, receive, send))
    return dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


def test_the_start_page_is_declared_indonesian() -> None:
    _headers, body = answer(server.in_indonesian(page), "127.0.0.1")
    assert b'<html lang="id"' in body
    assert len(body) == len(PAGE)
    _headers, script = answer(server.in_indonesian(page), "127.0.0.1", "/static/js/index.js")
    assert script == PAGE


@pytest.mark.parametrize(
    ("path", "led_to"),
    [
        ("/dinas/ringkasan", b"/ringkasan?unit=1"),
        ("/a/b/", b"/b?unit=1"),
        ("//evil.example/x", b"/x?unit=1"),
        ("/a/\\evil.example", None),
        ("/a/\\evil", b"/%5Cevil?unit=1"),
        ("/ringkasan", None),
        ("/", None),
        ("/_stcore/health", None),
        ("/ringkasan/_stcore/health", None),
        ("/media/0a1b", None),
        ("/static/js/index.js", None),
        ("/auth/login", None),
    ],
)
def test_a_page_below_another_is_led_to_its_own_address(path: str, led_to: bytes | None) -> None:
    headers, _body = answer(server.flat(page), "127.0.0.1", path)
    assert headers.get(b"location") == led_to


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("capaian", "capaian_iku"),
        ("POHON", "pohon_kinerja"),
        ("ringkasan-lama", "ringkasan"),
        ("foo", "ringkasan"),
        ("{0}", "ringkasan"),
        ("x" * 5000, "ringkasan"),
    ],
)
def test_a_page_nobody_knows_leads_to_the_nearest(asked: str, given: str) -> None:
    assert astray.nearest(asked, ["ringkasan", "capaian_iku", "pohon_kinerja", "mutu_data"]) == given


def test_files_are_packed_for_other_machines_only() -> None:
    near, whole = answer(server.packed(page), "127.0.0.1")
    far, small = answer(server.packed(page), "10.1.2.3")
    assert b"content-encoding" not in near
    assert whole == PAGE
    assert far[b"content-encoding"] == b"gzip"
    assert len(small) < len(PAGE) / 10


@pytest.mark.parametrize("address", ["0.0.0.0", "10.0.0.5", "kinerja.go.id"])  # noqa: S104
def test_full_access_is_refused_beyond_this_machine(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["--tanpa-login", "--address", address])
    assert stopped.value.code == 2
    assert "127.0.0.1 only" in capsys.readouterr().err


def test_on_this_machine_no_other_host_name_is_answered() -> None:
    assert command.settings("127.0.0.1", 8501)["server.allowedHosts"] == ["127.0.0.1", "localhost", "[::1]"]
    assert command.settings("10.0.0.5", 8501)["server.allowedHosts"] == []


def test_the_public_pages_are_also_reached_by_their_own_name() -> None:
    settings = command.settings("127.0.0.1", 8501, "kinerja.go.id")
    assert settings["server.allowedHosts"] == ["127.0.0.1", "localhost", "[::1]", "kinerja.go.id"]
    assert settings["browser.serverAddress"] == "kinerja.go.id"


def test_all_or_only_the_public_not_both(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["--tanpa-login", "--public"])
    assert stopped.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


def test_odd_settings_stop_the_public_pages_with_words(tmp_path: Path) -> None:
    (tmp_path / "publik.toml").write_text('kontak = "x"')
    script = [sys.executable, "-m", "dashboard", "--public", "--home", str(tmp_path)]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "publik.toml" in done.stderr


def test_the_settings_are_the_safe_ones() -> None:
    settings = tomllib.loads((Path(server.__file__).parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["client"] == {"toolbarMode": "minimal", "showErrorDetails": "none", "showErrorLinks": False}
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["runner"]["postScriptGC"] is False
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["maxUploadSize"] == 25
    assert settings["server"]["enableCORS"]
    assert settings["server"]["enableXsrfProtection"]


def test_both_themes_set_every_colour_alike() -> None:
    theme = tomllib.loads((Path(server.__file__).parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))[
        "theme"
    ]
    assert set(theme["light"]) == set(theme["dark"])
    assert len(theme["light"]["chartCategoricalColors"]) == len(theme["dark"]["chartCategoricalColors"]) >= 4


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_and_marks_can_be_told_from_the_ground(mode: str) -> None:
    from dashboard.charts import marks

    theme = tomllib.loads((Path(server.__file__).parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))[
        "theme"
    ]
    colors = theme[mode]
    ground = colors["backgroundColor"]
    for name in ("textColor", "linkColor", "grayTextColor", "blueTextColor", "orangeTextColor"):
        assert contrast(colors[name], ground) >= 4.5, name
    for color in (*colors["chartCategoricalColors"][:4], marks.BLUE, marks.ORANGE, marks.GREY):
        assert contrast(color, ground) >= 3, color
