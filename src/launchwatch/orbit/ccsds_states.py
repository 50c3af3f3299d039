"""State messages of the CCSDS read: OPM, OEM and CDM, as text or XML, to states in SI units.

Source: CCSDS 502.0-B-3, Orbit Data Messages; CCSDS 508.0-B-1, Conjunction Data Message.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from launchwatch.errors import ElementsError
from launchwatch.orbit.ccsds import Message, Part, checked, missing
from launchwatch.orbit.ccsds_kvn import read_kvn
from launchwatch.orbit.ccsds_tables import CDM_COVARIANCE, COVARIANCE, STATE, keys
from launchwatch.orbit.ccsds_xml import read_xml
from launchwatch.orbit.clock import to_utc
from launchwatch.orbit.read import text_of
from launchwatch.orbit.states import Covariance, Ephemeris, OrbitState, StateMessage

_STATE = keys(STATE)
_COVARIANCE = keys(COVARIANCE)
_CDM_COVARIANCE = keys(CDM_COVARIANCE)
#: Frames of a conjunction (508.0-B-1, table 3-3).
_CDM_FRAMES = ("EME2000", "GCRF", "ITRF")
#: A second, by which the printed ends of a span may be rounded.
_ROUNDED = timedelta(seconds=1)


def read_state_messages(source: str | Path) -> list[StateMessage]:
    """The OPM, OEM or CDM of a file (also .gz) or of a text, in key-value text or XML; several in an `ndm`.

    A string with a line break is taken as text, any other as a path. Raises ElementsError with file, line and
    reason at the first thing that is against the standard.

    >>> read_state_messages('''CCSDS_OPM_VERS = 3.0
    ... CREATION_DATE = 2026-01-01T00:00:00
    ... ORIGINATOR = US
    ... OBJECT_NAME = X
    ... OBJECT_ID = 2026-001A
    ... CENTER_NAME = EARTH
    ... REF_FRAME = TEME
    ... TIME_SYSTEM = UTC
    ... EPOCH = 2026-01-01T00:00:00
    ... X = 6880.0 [km]
    ... Y = 0
    ... Z = 0
    ... X_DOT = 0
    ... Y_DOT = -1
    ... Z_DOT = 7.54''')[0].states[0].position
    (6880000.0, 0.0, 0.0)
    """
    text, file = text_of(source)
    start = text.lstrip("\ufeff \t\r\n")
    found = read_xml(start, file) if start[:1] == "<" else [read_kvn(text.lstrip("\ufeff"), file)]
    return [_KINDS[message.kind](checked(message)) for message in found]


def _segments(message: Message) -> list[list[Part]]:
    """The parts of each segment; empty where the message has none (which `checked` refuses)."""
    grouped: dict[int, list[Part]] = {}
    for part in message.parts:
        if part.segment:
            grouped.setdefault(part.segment, []).append(part)
    return list(grouped.values())


def _named(parts: list[Part], name: str) -> list[Part]:
    return [part for part in parts if part.name == name]


def _name(text: str) -> str:
    """A frame or a centre as names are compared: capitals, underscores as blanks."""
    return text.upper().replace("_", " ").strip()


def _time(message: Message, part: Part, key: str, system: str, where: str) -> tuple[datetime, str]:
    """The time of a keyword that must be given, as UTC where its clock can be turned into it."""
    found = message.time(part, key)
    assert found is not None
    return to_utc(found, system, where)


def _about(message: Message, segment: list[Part]) -> tuple[OrbitState, str, str]:
    """A state that has everything but its figures; the clock of the segment, and where that stands."""
    metadata = _named(segment, "metadata")[0]
    system = message.text(metadata, "TIME_SYSTEM")
    state = OrbitState(
        epoch=datetime.min,
        position=(0.0, 0.0, 0.0),
        velocity=(0.0, 0.0, 0.0),
        frame=_name(message.text(metadata, "REF_FRAME")),
        centre=_name(message.text(metadata, "CENTER_NAME")),
        name=message.text(metadata, "OBJECT_NAME"),
        designator=message.text(metadata, "OBJECT_ID"),
    )
    return state, system, message.at(metadata.fields["TIME_SYSTEM"].line)


def _placed(message: Message, part: Part, like: OrbitState, epoch: datetime, clock: str) -> OrbitState:
    """The state of a part, everything else as in `like`."""
    x, y, z, vx, vy, vz = (1e3 * value for value in message.numbers(part, _STATE))
    return OrbitState(
        epoch,
        (x, y, z),
        (vx, vy, vz),
        like.frame,
        like.centre,
        like.name,
        like.designator,
        clock,
        message.at(part.line),
    )


def _covariance(
    message: Message, part: Part, names: tuple[str, ...], epoch: datetime, frame: str, scale: float
) -> Covariance:
    """The matrix of a part whose lower triangle has these keywords; `scale` makes it SI."""
    matrix = np.zeros((6, 6))
    matrix[np.tril_indices(6)] = message.numbers(part, names)
    return Covariance(epoch, frame, scale * (matrix + np.tril(matrix, -1).T))


def _frame_of(message: Message, part: Part, frame: str) -> str:
    return _name(message.text(part, "COV_REF_FRAME")) or frame


def _opm(message: Message) -> StateMessage:
    """One state, and perhaps its covariance."""
    segments = _segments(message)
    if len(segments) > 1:
        raise ElementsError(
            "an OPM of two segments", where=message.at(segments[1][0].line), mend="it has one state"
        )
    segment = segments[0]
    like, system, where = _about(message, segment)
    part = _named(segment, "stateVector")[0]
    epoch, clock = _time(message, part, "EPOCH", system, where)
    state = _placed(message, part, like, epoch, clock)
    for kepler in _named(segment, "keplerianElements"):
        if ("TRUE_ANOMALY" in kepler.fields) == ("MEAN_ANOMALY" in kepler.fields):
            raise ElementsError(
                "Keplerian elements with both anomalies, or with none",
                where=message.at(kepler.line),
                mend="give TRUE_ANOMALY or MEAN_ANOMALY",
            )
    burns = _named(segment, "maneuverParameters")
    if burns and not any("MASS" in part.fields for part in _named(segment, "spacecraftParameters")):
        raise missing(message, "MASS", burns[0].line)
    covariances = tuple(
        _covariance(message, part, _COVARIANCE, epoch, _frame_of(message, part, like.frame), 1e6)
        for part in _named(segment, "covarianceMatrix")
    )
    return StateMessage("OPM", _originator(message), (Ephemeris((state,), covariances),))


def _originator(message: Message) -> str:
    return message.text(message.parts[0], "ORIGINATOR")


def _oem(message: Message) -> StateMessage:
    """An ephemeris or several, all on one clock."""
    found: list[Ephemeris] = []
    first = ""
    for segment in _segments(message):
        _, system, where = _about(message, segment)
        first = first or system
        if system != first:
            raise ElementsError(
                f"TIME_SYSTEM {system[:20]!r}, but {first[:20]!r} in the segment before",
                where=where,
                mend="it is the same throughout a message",
            )
        found.append(_ephemeris(message, segment))
    return StateMessage("OEM", _originator(message), tuple(found))


def _ephemeris(message: Message, segment: list[Part]) -> Ephemeris:
    like, system, where = _about(message, segment)
    metadata = _named(segment, "metadata")[0]
    if message.text(metadata, "INTERPOLATION") and not message.text(metadata, "INTERPOLATION_DEGREE"):
        raise missing(message, "INTERPOLATION_DEGREE", metadata.fields["INTERPOLATION"].line)
    begin, _ = _time(message, metadata, "START_TIME", system, where)
    end, _ = _time(message, metadata, "STOP_TIME", system, where)
    if end < begin:
        raise ElementsError(
            "STOP_TIME is before START_TIME", where=message.at(metadata.fields["STOP_TIME"].line)
        )
    states: list[OrbitState] = []
    for part in _named(segment, "stateVector"):
        epoch, clock = _time(message, part, "EPOCH", system, where)
        state = _placed(message, part, like, epoch, clock)
        if states and epoch <= states[-1].epoch:
            if replace(state, source=states[-1].source) == states[-1]:
                continue  # a line that is given twice says nothing new
            raise ElementsError("EPOCH does not increase", where=state.source, mend="one state an instant")
        if not begin - _ROUNDED <= epoch <= end + _ROUNDED:
            raise ElementsError(
                "EPOCH lies outside START_TIME to STOP_TIME", where=state.source, mend="mend the span"
            )
        states.append(state)
    covariances: list[Covariance] = []
    for part in _named(segment, "covarianceMatrix"):
        epoch, _ = _time(message, part, "EPOCH", system, where)
        if covariances and epoch <= covariances[-1].epoch:
            raise ElementsError("EPOCH of a covariance does not increase", where=message.at(part.line))
        frame = _frame_of(message, part, like.frame)
        covariances.append(_covariance(message, part, _COVARIANCE, epoch, frame, 1e6))
    usable = tuple(message.time(metadata, f"USEABLE_{word}_TIME") for word in ("START", "STOP"))
    low, high = (to_utc(one, system, where)[0] if one else None for one in usable)
    return Ephemeris(tuple(states), tuple(covariances), (low or begin, high or end))


def _cdm(message: Message) -> StateMessage:
    """Two objects at their closest approach."""
    relative = next(part for part in message.parts if part.name == "relativeMetadataData")
    epoch, _ = _time(message, relative, "TCA", "UTC", "")
    segments = _segments(message)
    objects = [message.text(_named(segment, "metadata")[0], "OBJECT").upper() for segment in segments]
    if objects != ["OBJECT1", "OBJECT2"]:
        raise ElementsError(
            f"{' and '.join(objects[:3])}, where OBJECT1 and OBJECT2 belong",
            where=message.at(segments[-1][0].line),
            mend="a conjunction has two objects",
        )
    found = []
    for segment in segments:
        metadata = _named(segment, "metadata")[0]
        frame = _name(message.text(metadata, "REF_FRAME"))
        if message.version == "1.0" and frame not in _CDM_FRAMES:
            raise ElementsError(
                f"REF_FRAME {frame[:40]!r}",
                where=message.at(metadata.fields["REF_FRAME"].line),
                mend=f"a CDM has {', '.join(_CDM_FRAMES)}",
            )
        like = OrbitState(
            epoch,
            (0.0, 0.0, 0.0),
            (0.0, 0.0, 0.0),
            frame,
            _name(message.text(metadata, "ORBIT_CENTER")) or "EARTH",
            message.text(metadata, "OBJECT_NAME"),
            message.text(metadata, "INTERNATIONAL_DESIGNATOR"),
        )
        state = _placed(message, _named(segment, "stateVector")[0], like, epoch, "UTC")
        part = _named(segment, "covarianceMatrix")[0]
        covariance = _covariance(message, part, _CDM_COVARIANCE, epoch, "RTN", 1.0)
        found.append(Ephemeris((state,), (covariance,)))
    if found[0].states[0].frame != found[1].states[0].frame:
        raise ElementsError(
            "REF_FRAME of the objects differ", where=found[1].states[0].source, mend="give both in one frame"
        )
    chance = "COLLISION_PROBABILITY"
    return StateMessage(
        "CDM",
        _originator(message),
        tuple(found),
        message.number(relative, "MISS_DISTANCE"),
        message.number(relative, chance) if message.text(relative, chance) else None,
    )


_KINDS = {"OPM": _opm, "OEM": _oem, "CDM": _cdm}
