"""A brief made by hand, for tests of the page only: Malligyong-1 as of the evening of 21 November 2023.

The places and times follow public facts (press distances of the notified areas, tracked pieces), but the
spreads are invented: no figure here is an answer of launchwatch.
"""

# ruff: noqa: E501  (the texts of a made brief are long)
from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

import numpy as np

PIECES = ("stage 1", "fairing", "stage 2")


def spread(median: float, sd: float, unit: str) -> dict[str, Any]:
    """A normal figure as brief.json holds it."""
    return {
        "median": median,
        "p05": median - 1.645 * sd,
        "p25": median - 0.674 * sd,
        "p75": median + 0.674 * sd,
        "p95": median + 1.645 * sd,
        "unit": unit,
    }


def ellipse(
    lat: float, lon: float, along: float, across: float, azimuth: float, n: int = 48
) -> list[list[float]]:
    """A closed ring about a place (deg), half axes in km."""
    t = np.linspace(0.0, 2.0 * math.pi, n)
    a, b, az = along * np.cos(t), across * np.sin(t), math.radians(azimuth)
    north, east = a * math.cos(az) - b * math.sin(az), a * math.sin(az) + b * math.cos(az)
    return turned(np.column_stack((lat + north / 111.2, lon + east / (111.2 * math.cos(math.radians(lat))))))


def turned(rows: Any) -> list[list[float]]:
    """Rows of latitude, longitude with the longitude from -180 to 180."""
    table = np.array(rows, dtype=np.float64)
    table[:, 1] = (table[:, 1] + 180.0) % 360.0 - 180.0
    return [[float(v) for v in row] for row in table]


def cloud(
    lat: float, lon: float, along: float, across: float, azimuth: float, seed: int, n: int = 300
) -> Any:
    """Places scattered about a place, standard deviations in km."""
    rng = np.random.default_rng(seed)
    a, b, az = along * rng.standard_normal(n), across * rng.standard_normal(n), math.radians(azimuth)
    north, east = a * math.cos(az) - b * math.sin(az), a * math.sin(az) + b * math.cos(az)
    return turned(np.column_stack((lat + north / 111.2, lon + east / (111.2 * math.cos(math.radians(lat))))))


def path(shift: float = 0.0) -> list[list[float]]:
    """The median flight: lat, lon, height m, seconds."""
    known_t = np.array([0.0, 90.0, 170.0, 260.0, 380.0, 480.0, 560.0, 640.0, 705.0])
    lat = np.array([39.66, 39.5, 38.6, 36.3, 32.6, 28.6, 25.0, 21.0, 17.6])
    lon = np.array([124.705, 124.65, 124.4, 123.9, 123.9, 124.9, 126.0, 126.2, 125.4])
    height = np.array([0.0, 18e3, 75e3, 170e3, 290e3, 390e3, 450e3, 490e3, 502e3])
    t = np.linspace(0.0, 705.0, 142)
    drift = shift * (t / 705.0) ** 2
    return [
        [float(v) for v in row]
        for row in np.column_stack(
            (np.interp(t, known_t, lat), np.interp(t, known_t, lon) + drift, np.interp(t, known_t, height), t)
        )
    ]


def smooth(rows: list[list[float]]) -> list[list[float]]:
    """The same flight with its corners rounded."""
    table = np.array(rows)
    kernel = np.ones(21) / 21.0
    padded = np.pad(table, ((10, 10), (0, 0)), mode="reflect", reflect_type="odd")
    for k in (0, 1, 2):
        table[:, k] = np.convolve(padded[:, k], kernel, mode="valid")
    return [[float(v) for v in row] for row in table]


def malligyong() -> dict[str, Any]:
    """The whole brief, every part filled."""
    spots = {
        "stage 1": (35.9, 123.6, 30.0, 12.0, 195.0),
        "fairing": (33.0, 123.35, 75.0, 25.0, 188.0),
        "stage 2": (12.9, 128.4, 110.0, 40.0, 168.0),
    }
    centres = {
        "A": (36.1, 123.5, 50.0, 20.0, 195.0),
        "B": (33.3, 123.3, 90.0, 40.0, 188.0),
        "C": (12.9, 128.6, 160.0, 60.0, 168.0),
    }
    seen = {
        "stage 1": "NHK: fell 22:50 JST, about 350 km west of the peninsula",
        "fairing": None,
        "stage 2": "NHK: fell 22:57 JST, about 1,200 km south-west of Okinotorishima",
    }

    def at(seconds: float, sd: float) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        def stamp(s: float, zone: str, hour: int) -> str:
            when = datetime(2023, 11, 21, hour, 42, 28) + timedelta(seconds=round(s))
            return when.isoformat() + zone

        quantiles = {"median": seconds, "p05": seconds - 1.645 * sd, "p95": seconds + 1.645 * sd}
        utc = {k: stamp(v, "Z", 13) for k, v in quantiles.items()}
        local = {k: stamp(v, "+09:00", 22) for k, v in quantiles.items()}
        return spread(seconds, sd, "s"), utc, local

    kcna, nhk = (
        "KCNA, 22 Nov 2023, in The Atlas News",
        "NHK Okinawa, 22 Nov 2023, https://www3.nhk.or.jp/lnews/okinawa/20231122/5090025732.html",
    )
    timeline = []
    for event, seconds, sd, reported, miss in (
        ("lift-off", 0.0, 4.0, [("22:42:28 KST", 0.0, kcna), ("about 22:43 JST", 32.0, nhk)], None),
        ("stage 1 cut-off", 118.0, 6.0, [], None),
        ("stage 2 ignition", 121.0, 6.0, [], None),
        ("fairing release", 187.0, 14.0, [], None),
        ("stage 2 cut-off", 302.0, 17.0, [], None),
        (
            "stage 1 splash",
            447.0,
            18.0,
            [("about 22:50 JST", 452.0, nhk)],
            "the report lies 5 s later than the median",
        ),
        (
            "passage of the Okinawa-Miyako gap",
            548.0,
            12.0,
            [("about 22:55 JST", 752.0, nhk)],
            "the reported 22:55 would need 12 km/s to the splash; 22:52 of a second report fits",
        ),
        ("stage 3 cut-off, insertion", 704.0, 9.0, [("22:54:13 KST", 705.0, kcna)], None),
        ("stage 2 splash", 862.0, 26.0, [("about 22:57 JST", 872.0, nhk)], None),
        ("first pass over Pyongyang", 38_580.0, 140.0, [], None),
    ):
        interval, utc, local = at(seconds, sd)
        timeline.append(
            {
                "event": event,
                "seconds": interval,
                "utc": utc,
                "local": local,
                "miss": miss,
                "reported": [{"text": t, "seconds": s, "utc": None, "source": src} for t, s, src in reported],
            }
        )
    return {
        "schema": "launchwatch-brief-1",
        "version": "0.1.0",
        "case": "malligyong-1",
        "title": "Malligyong-1: third attempt of Chollima-1, November 2023",
        "as_of": "2023-11-21T15:00:00Z",
        "made_by_command": "launchwatch brief cases/malligyong-1 --as-of 2023-11-21T15:00Z --seed 0",
        "seed": 0,
        "flights": 10000,
        "device": "2 CPU threads",
        "seconds": 41.7,
        "bottom_line": [
            "The third attempt of Chollima-1 lifted off from Sohae at 13:42:28 UTC (13:42:21 to 13:42:35), 1 h 18 min before its announced window opened.",
            "If it flew as announced it is in an orbit of 97.4° (97.3 to 97.5) with a period of 94.6 min (94.3 to 94.9); the areas alone leave 79° to 101° open, for the flight turns twice.",
            "Before the flight the chance of reaching orbit was about one in two (24 to 68 %); stage 1 fell outside area A, likely (61 to 78 %), and the first element set, due within a day, will settle the rest.",
        ],
        "map": {
            "site": {"lat": 39.66, "lon": 124.705, "name": "Sohae"},
            "places": [
                {"name": "Pyongyang", "lat": 39.03, "lon": 125.75},
                {"name": "Seoul", "lat": 37.57, "lon": 126.98},
                {"name": "Taean", "lat": 36.75, "lon": 126.3},
                {"name": "Jeju", "lat": 33.4, "lon": 126.55},
                {"name": "Okinawa", "lat": 26.3, "lon": 127.8},
                {"name": "Miyako", "lat": 24.8, "lon": 125.3},
                {"name": "Manila", "lat": 14.6, "lon": 121.0},
                {"name": "Okinotorishima", "lat": 20.42, "lon": 136.08},
            ],
            "areas": [
                {
                    "label": label,
                    "role": piece,
                    "attempt": "this",
                    "exact": False,
                    "ring": ellipse(*centres[label]),
                    "text": "press distance",
                }
                for label, piece in zip("ABC", PIECES, strict=True)
            ]
            + [
                {
                    "label": "A, December 2012",
                    "role": "stage 1",
                    "attempt": "earlier",
                    "exact": True,
                    "ring": [[36.07, 124.5], [36.07, 124.9], [35.2, 124.8], [35.2, 124.4], [36.07, 124.5]],
                    "text": "notice",
                }
            ],
            "track": {
                "median": smooth(path()),
                "low": [row[:2] for row in smooth(path(-1.1))],
                "high": [row[:2] for row in smooth(path(1.1))],
                "sample": [
                    [row[:2] for row in smooth(path(s))] for s in (-0.9, -0.7, -0.3, -0.1, 0.2, 0.4, 0.6, 0.9)
                ],
            },
            "drop_zones": [
                {
                    "piece": piece,
                    "points": cloud(*spots[piece], seed=k),
                    "ring50": ellipse(
                        *spots[piece][:2], 1.18 * spots[piece][2], 1.18 * spots[piece][3], spots[piece][4]
                    ),
                    "ring95": ellipse(
                        *spots[piece][:2], 2.45 * spots[piece][2], 2.45 * spots[piece][3], spots[piece][4]
                    ),
                }
                for k, piece in enumerate(PIECES)
            ],
            "failure_zones": [
                {"mode": "stage 2 does not light", "points": cloud(35.6, 123.6, 60.0, 15.0, 195.0, 11, 80)},
                {"mode": "loss of control", "points": cloud(36.9, 123.9, 140.0, 15.0, 195.0, 12, 80)},
                {
                    "mode": "flight termination in error",
                    "points": cloud(24.0, 126.5, 500.0, 40.0, 170.0, 13, 80),
                },
                {"mode": "stage 3 stops early", "points": cloud(3.0, 124.0, 700.0, 60.0, 186.0, 14, 80)},
            ],
            "observed": [
                {
                    "label": "stage 1, as tracked",
                    "lat": 35.4,
                    "lon": 122.6,
                    "sigma_km": 60.0,
                    "text": seen["stage 1"],
                },
                {
                    "label": "stage 2, as tracked",
                    "lat": 12.6,
                    "lon": 128.3,
                    "sigma_km": 80.0,
                    "text": seen["stage 2"],
                },
            ],
        },
        "timeline": timeline,
        "windows": [
            {
                "begin": "2023-11-21T15:00:00Z",
                "end": "2023-11-30T15:00:00Z",
                "begin_local": "2023-11-22T00:00:00+09:00",
                "end_local": "2023-12-01T00:00:00+09:00",
                "source": "Japan Coast Guard, 21 Nov 2023",
            }
        ],
        "drop_zones": [
            {
                "piece": piece,
                "latitude": spread(spots[piece][0], 0.3, "deg"),
                "longitude": spread(spots[piece][1], 0.15, "deg"),
                "downrange": spread(d, s, "km"),
                "time": spread(t, ts, "s"),
                "area": label,
                "p_inside": {"p": p, "lo": lo, "hi": hi},
                "observed": [{"text": seen[piece], "miss_km": m, "miss_min": mm}] if seen[piece] else [],
            }
            for piece, label, d, s, t, ts, (p, lo, hi), m, mm in (
                ("stage 1", "A", 428.0, 31.0, 447.0, 18.0, (0.31, 0.22, 0.39), 62.0, 0.1),
                ("fairing", "B", 746.0, 74.0, 690.0, 60.0, (0.66, 0.55, 0.80), None, None),
                ("stage 2", "C", 2985.0, 112.0, 862.0, 26.0, (0.86, 0.80, 0.91), 38.0, 0.2),
            )
        ],
        "orbit": {
            "planned": {
                "perigee": spread(494.0, 9.0, "km"),
                "apogee": spread(512.0, 10.0, "km"),
                "inclination": spread(97.41, 0.05, "deg"),
                "period": spread(94.6, 0.15, "min"),
                "ltan": spread(9.9, 0.2, "h"),
            },
            "areas_alone": {
                "inclination": spread(90.0, 6.6, "deg"),
                "text": "The areas alone do not fix the inclination: the last stage turns after area C was set.",
            },
            "naive": {
                "inclination_deg": 81.0,
                "azimuth_deg": 171.0,
                "text": "One plane through pad and area C gives 81°; this is not the plan.",
            },
            "one_plane": {
                "fits": False,
                "out_of_plane_km": [92.0, 61.0, 0.0],
                "text": "The three areas do not lie in one orbital plane: A is 92 km and B 61 km off the plane of pad and C, so a turn is needed.",
            },
            "sun_synchronous": {
                "plane_change": spread(16.2, 1.4, "deg"),
                "text": "A sun-synchronous orbit needs a turn of the plane after area C was set.",
            },
            "found": {
                "perigee_km": 493.0,
                "apogee_km": 512.0,
                "inclination_deg": 97.4,
                "period_min": 94.67,
                "inside": {"perigee": True, "apogee": True, "inclination": True, "period": True},
                "text": "The orbit found by the US Space Force lies inside every interval given before.",
            },
        },
        "chance": {
            "p": 0.46,
            "lo": 0.24,
            "hi": 0.68,
            "words": "about as likely as not",
            "reference_class": {
                "text": "third flights of launchers that failed twice, before 21 November 2023: 8 of 18 reached orbit",
                "members": [
                    ["2008-F04", "2008-09-28", "Falcon 1", "orbit"],
                    ["1970-001", "1970-02-11", "Lambda 4S", "orbit"],
                    ["1999-F09", "1999-12-11", "VLS-1", "failed"],
                ],
            },
            "laplace": 0.25,
            "faa": 0.28,
            "with_judgement": {
                "p": 0.55,
                "lo": 0.32,
                "hi": 0.76,
                "text": "odds times 1.4 for foreign help, as NIS judged on 1 November 2023",
            },
            "text": "Failures of the two earlier attempts were of the second stage and of the third-stage flight.",
        },
        "failures": [
            {
                "mode": "stage 2 does not light",
                "p": 0.17,
                "phase": "stage 2",
                "falls": {"downrange": spread(480.0, 60.0, "km")},
                "text": "falls with stage 1 near area A",
            },
            {
                "mode": "loss of control",
                "p": 0.12,
                "phase": "stage 1",
                "falls": {"downrange": spread(330.0, 130.0, "km")},
                "text": "Yellow Sea",
            },
            {
                "mode": "flight termination in error",
                "p": 0.10,
                "phase": "stage 3",
                "falls": {"downrange": spread(1750.0, 500.0, "km")},
                "text": "as in August 2023",
            },
            {
                "mode": "stage 3 stops early",
                "p": 0.11,
                "phase": "stage 3",
                "falls": {"downrange": spread(4200.0, 800.0, "km")},
                "text": "Pacific and beyond",
            },
        ],
        "statements": [
            {
                "published": "2023-11-01",
                "speaker": "NIS",
                "chain": ["NIS", "Yoo Sang-bum", "Reuters"],
                "said": "the third attempt is in its final stage of preparation and its chance of success is high",
                "hedge": "is believed",
                "verdict": "supports",
                "figure": "46 % (24 to 68)",
                "reason": "the reference class puts it near even",
                "source": "Reuters, 1 Nov 2023",
            },
            {
                "published": "2023-11-21",
                "speaker": "DPRK to Japan Coast Guard",
                "chain": ["DPRK", "JCG", "NTV"],
                "said": "a satellite will be launched between 22 November 00:00 and 1 December 00:00",
                "hedge": None,
                "verdict": "contradicts",
                "figure": "1 h 17 min 32 s early",
                "reason": "lift-off came before the window opened",
                "source": "Japan Coast Guard, 21 Nov 2023",
            },
            {
                "published": "2023-11-22",
                "speaker": "KCNA",
                "chain": ["NATA", "KCNA"],
                "said": "the satellite entered orbit 705 s after lift-off",
                "hedge": None,
                "verdict": "cannot test",
                "figure": None,
                "reason": "no independent time of insertion was published",
                "source": kcna,
            },
        ],
        "watch_for": [
            {
                "what": "first element set",
                "when": "within a day of lift-off",
                "utc": {
                    "median": "2023-11-21T21:00:00Z",
                    "p05": "2023-11-21T17:00:00Z",
                    "p95": "2023-11-22T12:00:00Z",
                },
                "place": None,
                "text": "settles inclination and period",
            },
            {
                "what": "first pass",
                "when": "next morning, site time",
                "utc": {
                    "median": "2023-11-22T00:25:27Z",
                    "p05": "2023-11-22T00:21:40Z",
                    "p95": "2023-11-22T00:29:10Z",
                },
                "place": "Pyongyang",
                "text": "a claim to have heard it earlier is wrong",
            },
            {
                "what": "the next warning",
                "when": "not known",
                "utc": None,
                "place": None,
                "text": "a new area C would mean a new plane",
            },
        ],
        "assumed": [
            {
                "quantity": "stage 1 propellant",
                "prior": "65 to 85 t",
                "posterior": "74.1 t (69.2 to 79.8)",
                "source": "size from pictures",
                "guess": True,
            },
            {
                "quantity": "stage 1 thrust",
                "prior": "140 ± 10 tf",
                "posterior": "143 tf (131 to 155)",
                "source": kcna,
                "guess": False,
            },
            {
                "quantity": "satellite",
                "prior": "about 300 kg",
                "posterior": None,
                "source": "KBS, 5 Jul 2023",
                "guess": False,
            },
        ],
        "unknown": [
            "Corner coordinates of the three areas: looked for and not found.",
            "Burn times of all stages: not published.",
        ],
        "sources": [
            {"n": 1, "source": kcna, "published": "2023-11-22", "used_for": "lift-off, insertion"},
            {"n": 2, "source": nhk, "published": "2023-11-22", "used_for": "tracked pieces"},
            {
                "n": 3,
                "source": "Japan Coast Guard, 21 Nov 2023",
                "published": "2023-11-21",
                "used_for": "window",
            },
            {"n": 4, "source": "Reuters, 1 Nov 2023", "published": "2023-11-01", "used_for": "statement"},
            {
                "n": 5,
                "source": "KBS, 5 Jul 2023",
                "published": "2023-07-05",
                "used_for": "mass of the satellite",
            },
        ],
        "numerics": {
            "effective_sample_size": 812.4,
            "rounds": [{"effective_sample_size": 64.0}, {"effective_sample_size": 812.4}],
            "collapsed": False,
            "text": "Two rounds moved the draws toward the weight.",
            "integration_error_m": 3.1,
            "integration_error_text": "Impact points at a tolerance 100 times tighter differ by 3.1 m at most.",
        },
    }


def before_the_warning() -> dict[str, Any]:
    """As of 1 November 2023: no warning out, so half of the parts are null or empty."""
    whole = malligyong()
    return whole | {
        "as_of": "2023-11-01T23:59:00Z",
        "map": whole["map"]
        | {"areas": whole["map"]["areas"][3:], "observed": [], "drop_zones": whole["map"]["drop_zones"][:1]},
        "timeline": [
            e | {"utc": None, "local": None, "reported": [], "miss": None} for e in whole["timeline"][:6]
        ],
        "windows": [],
        "drop_zones": [whole["drop_zones"][0] | {"area": None, "p_inside": None, "observed": []}],
        "orbit": {
            "planned": None,
            "areas_alone": None,
            "naive": None,
            "one_plane": None,
            "sun_synchronous": None,
            "found": None,
        },
        "statements": whole["statements"][:1],
    }


def moved(brief: dict[str, Any], lat: float, lon: float) -> dict[str, Any]:
    """The same brief on another part of the Earth: places turned north by `lat` about 124.7 E, then east by `lon`."""
    middle, tilt = math.radians(124.7), math.radians(lat)

    def shift(rows: Any) -> Any:
        out = []
        for row in rows:
            phi, lam = math.radians(row[0]), math.radians(row[1]) - middle
            x, y, z = math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)
            x, z = x * math.cos(tilt) - z * math.sin(tilt), x * math.sin(tilt) + z * math.cos(tilt)
            new = math.degrees(math.atan2(y, x) + middle) + lon
            out.append(
                [math.degrees(math.asin(max(-1.0, min(1.0, z)))), (new + 180.0) % 360.0 - 180.0, *row[2:]]
            )
        return out

    part = brief["map"]
    track = {k: (shift(v) if k != "sample" else [shift(s) for s in v]) for k, v in part["track"].items()}

    def one(place: dict[str, Any]) -> dict[str, Any]:
        [[a, b]] = shift([[place["lat"], place["lon"]]])
        return place | {"lat": a, "lon": b}

    return brief | {
        "map": {
            "site": one(part["site"]),
            "places": [one(p) for p in part["places"]],
            "areas": [a | {"ring": shift(a["ring"])} for a in part["areas"]],
            "track": track,
            "drop_zones": [
                z | {k: shift(z[k]) for k in ("points", "ring50", "ring95")} for z in part["drop_zones"]
            ],
            "failure_zones": [z | {"points": shift(z["points"])} for z in part["failure_zones"]],
            "observed": [one(o) for o in part["observed"]],
        }
    }
