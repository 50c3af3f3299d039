"""The page in a real browser: it draws, nothing is fetched, the console stays empty."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import made_brief
import numpy as np
import pytest

from launchwatch.brief.page import POLICY, render_page

_OWN = ("google", "gvt1.com")  # what the browser asks for itself


def open_page(
    browser: Path, folder: Path, html: str, *options: str, width: int = 1000
) -> tuple[str, list[str]]:
    """Open a page without a screen; what the console said, and the addresses that were asked for."""
    page, log = folder / "page.html", folder / "net.json"
    page.write_text(html, encoding="utf-8")
    command = [
        str(browser),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--enable-logging=stderr",
        f"--user-data-dir={folder / 'profile'}",
        f"--log-net-log={log}",
        f"--window-size={width},2400",
        "--hide-scrollbars",
        *options,
        page.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, errors="replace")
    console = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return console, list(requests(log))


def requests(log: Path) -> Iterable[str]:
    """The addresses of a network log that the page itself asked for."""
    text = log.read_text(encoding="utf-8", errors="replace").rstrip().rstrip(",")
    try:
        events = json.loads(text)["events"]
    except json.JSONDecodeError:
        events = json.loads(text + "]}")["events"]
    for event in events:
        address = str(event.get("params", {}).get("url", ""))
        if (
            address
            and not any(own in address for own in _OWN)
            and not address.startswith(("chrome", "file:", "data:"))
        ):
            yield address


@pytest.mark.parametrize(("name", "width"), [("desk", 1000), ("phone", 400)], ids=["on a desk", "on a phone"])
def test_the_page_draws_without_network_or_complaint(
    browser: Path, tmp_path: Path, name: str, width: int
) -> None:
    from PIL import Image

    shot = tmp_path / f"{name}.png"
    html = render_page(made_brief.malligyong())
    console, asked = open_page(browser, tmp_path, html, f"--screenshot={shot}", width=width)
    assert console == "" and asked == []
    picture = np.asarray(Image.open(shot).convert("RGB"), dtype=int)
    assert picture.shape[1] >= width * 0.9
    colours = {tuple(c) for c in picture[::3, ::3].reshape(-1, 3).tolist()}
    ink = (picture.sum(axis=2) < 300).mean()
    assert len(colours) > 100 and 0.005 < ink < 0.3
    blue_sea = np.abs(picture - np.array([234, 240, 245])).sum(axis=2) < 6
    assert blue_sea.mean() > 0.02  # the map is there


def test_the_page_is_dark_where_the_reader_wants_it_dark(browser: Path, tmp_path: Path) -> None:
    from PIL import Image

    shot = tmp_path / "dark.png"
    html = render_page(made_brief.before_the_warning())
    open_page(browser, tmp_path, html, f"--screenshot={shot}", "--blink-settings=preferredColorScheme=0")
    assert np.asarray(Image.open(shot).convert("L")).mean() < 80.0


def test_the_page_prints_on_paper(browser: Path, tmp_path: Path) -> None:
    paper = tmp_path / "brief.pdf"
    html = render_page(made_brief.malligyong())
    open_page(browser, tmp_path, html, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    data = paper.read_bytes()
    assert data.startswith(b"%PDF") and 3 <= data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") <= 14
    assert b"/MediaBox [0 0 594.95996 841.91998]" in data or b"595" in data  # A4, points


def test_the_browser_would_have_told(browser: Path, tmp_path: Path) -> None:
    """What the tests above rely on: a page that asks for something is caught, by policy and by log."""
    asks = '<!doctype html><title>x</title><img src="http://example.org/a.png">'
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    shot = f"--screenshot={tmp_path / 'x.png'}"
    console, asked = open_page(browser, tmp_path, asks.replace("<title>", f"{policy}<title>"), shot)
    assert "Content Security Policy" in console and asked == []
    (tmp_path / "two").mkdir()
    _, asked = open_page(browser, tmp_path / "two", asks, shot)
    assert any("example.org" in address for address in asked)
