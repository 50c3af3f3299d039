"""The backtest as files: every forecast, the scores, and two pictures."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from launchwatch.record.backtest import SUBSETS, Mark, Scored, marks, tenths
from launchwatch.record.reference import limits
from launchwatch.record.table import CREDIT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SOFT, BLUE = "#1a1a1a", "#8a8a8a", "#0b5394"


def report(found: Mapping[str, Mark], scored: Sequence[Scored]) -> dict[str, str | bytes]:
    """The files of a backtest by name: `forecasts.csv`, `scores.json`, `reliability.svg`, `marks.svg`."""
    beside = {
        "Laplace": marks(scored, lambda one: one.laplace),
        "14 CFR 417": marks(scored, lambda one: one.faa),
    }
    young = [one for one in scored if SUBSETS["attempts 1 to 5 of a line"](one)]
    calibration = {
        name: [row._asdict() for row in tenths([(one.p, one.launch.orbit) for one in ones])]
        for name, ones in (("all", scored), ("attempts 1 to 5 of a line", young))
    }
    scores = {
        "credit": CREDIT,
        "criterion": "any orbit reached",
        "subsets": plain(found),
        "beside": {name: plain(one) for name, one in beside.items()},
        "calibration": calibration,
    }
    return {
        "forecasts.csv": forecasts(scored),
        "scores.json": json.dumps(scores, indent=1) + "\n",
        "reliability.svg": reliability(scored, young),
        "marks.svg": bars({"launchwatch": found, **beside}),
    }


def plain(found: Mapping[str, Mark]) -> dict[str, dict[str, Any]]:
    """Marks by subset as JSON has them."""
    return {name: one._asdict() for name, one in found.items()}


def forecasts(scored: Sequence[Scored]) -> str:
    """One line a launch: tag, date, p; digits enough to read back the very number."""
    lines = (f"{one.launch.tag},{one.launch.date:%Y-%m-%d},{one.p!r}\n" for one in scored)
    return "tag,date,p\n" + "".join(lines)


def reliability(scored: Sequence[Scored], young: Sequence[Scored]) -> bytes:
    """How often launches of a forecast tenth reached orbit, with 95 % intervals; all, and young lines."""
    figure, panels = _figure(2, (9.0, 4.9), "Forecasts that were made, and how often they came true")
    for panel, (title, ones) in zip(
        panels, (("all launches since 1965", scored), ("attempts 1 to 5 of a line", young)), strict=True
    ):
        rows = tenths([(one.p, one.launch.orbit) for one in ones])
        panel.plot([0, 100], [0, 100], color=SOFT, lw=1, ls="--", label="as forecast")
        for row in rows:
            low, high = limits(row.reached, row.n, 0.95)
            panel.plot([100 * row.forecast] * 2, [100 * low, 100 * high], color=BLUE, lw=1.6)
            panel.plot(100 * row.forecast, 100 * row.reached / row.n, "o", color=BLUE, ms=5)
            panel.text(100 * row.forecast, -14, f"{row.n:,}", ha="center", fontsize=7.5, color=INK)
        panel.text(0, -14, "launches:", ha="center", fontsize=7.5, color=INK)
        panel.set(xlim=(0, 100), ylim=(0, 102), xlabel="forecast chance of orbit, %", title=title)
        panel.xaxis.labelpad = 26
        panel.set_ylabel("reached orbit, %")
        panel.legend(frameon=False, loc="upper left", fontsize=8.5)
    return _svg(figure)


def bars(by_method: Mapping[str, Mapping[str, Mark]]) -> bytes:
    """The Brier score of every method on every subset; shorter is better."""
    figure, (panel,) = _figure(1, (9.0, 5.2), "Brier score of forecasts since 1965 (lower is better)")
    ours = next(iter(by_method.values()))
    looks = ((BLUE, ""), ("#c9c9c9", ""), ("#ffffff", "////"))
    for k, (method, (colour, hatch)) in enumerate(zip(by_method, looks, strict=True)):
        places = [3.9 * i + k for i in range(len(ours))]
        values = [by_method[method][name].brier for name in ours]
        panel.barh(places, values, height=0.9, color=colour, hatch=hatch, edgecolor=INK, lw=0.6, label=method)
        for place, value in zip(places, values, strict=True):
            text = f"{value:.4f}".removeprefix("0")
            panel.text(value + 0.002, place, text, va="center", fontsize=7.5, color=INK)
    names = [f"{name} ({mark.n:,})" for name, mark in ours.items()]
    panel.set_yticks([3.9 * i + 1 for i in range(len(ours))], names)
    panel.invert_yaxis()
    panel.set_xlabel("mean squared error of the chance of orbit")
    panel.legend(frameon=False, loc="upper right")
    panel.margins(x=0.12, y=0.02)
    return _svg(figure)


def _figure(count: int, size: tuple[float, float], title: str) -> tuple[Figure, Sequence[Axes]]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, layout="constrained")
    panels = [figure.add_subplot(1, count, k + 1) for k in range(count)]
    figure.suptitle(title, fontsize=11)
    for panel in panels:
        panel.spines[["top", "right"]].set_visible(False)
        panel.tick_params(labelsize=8.5)
    return figure, panels


def _svg(figure: Figure) -> bytes:
    """The picture as SVG, the same bytes for the same figures."""
    import matplotlib

    sink = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "launchwatch", "svg.fonttype": "path"}):
        figure.savefig(sink, format="svg", metadata={"Date": None, "Creator": None})
    return sink.getvalue()
