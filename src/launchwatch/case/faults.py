"""What pydantic found wrong, in plain sentences with a mend."""

from __future__ import annotations

import difflib
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from launchwatch.case.problems import Gathering
from launchwatch.case.schema import Document

_MOST = 200  # nobody mends more in one go
_KINDS = {
    "string_type": "must be text in quotes",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "model_type": "must be a table",
    "dict_type": "must be a table",
    "finite_number": "must be a finite number",
    "too_short": "has too few entries",
    "too_long": "has too many entries",
    "string_too_short": "must not be empty",
}


def gather(error: ValidationError, problems: Gathering) -> None:
    """Every fault of a validation error, noted where it stands."""
    for fault in error.errors(include_url=False)[:_MOST]:
        path = tuple(fault["loc"])
        what, mend = _sentence(fault["type"], path, fault.get("input"), fault.get("ctx", {}), fault["msg"])
        problems.add(path, what, mend)


def _sentence(
    kind: str, path: tuple[int | str, ...], value: Any, context: dict[str, Any], message: str
) -> tuple[str, str]:
    key = str(path[-1]) if path else ""
    if kind == "told":
        return context["what"], context["mend"]
    if kind == "missing":
        return f"the key '{key}' is missing", f"add {key} = …"
    if kind == "extra_forbidden":
        known = keys_at(path[:-1])
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
        mend = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"
        return f"unknown key '{key}'", mend
    if kind == "literal_error":
        choice = context["expected"].replace(" or ", ", ")
        near = difflib.get_close_matches(f"'{value}'", choice.split(", "), n=1)
        return f"{_shown(value)} is not known here", (
            f"did you mean {near[0]}?" if near else f"known are {choice}"
        )
    if kind == "string_pattern_mismatch":
        return f"{_shown(value)} is not a safe name", "use small letters, digits, - and _ only"
    if kind in ("greater_than_equal", "greater_than", "less_than_equal", "less_than"):
        sign, limit = {
            "greater_than_equal": ("below", context.get("ge")),
            "greater_than": ("not above", context.get("gt")),
            "less_than_equal": ("above", context.get("le")),
            "less_than": ("not below", context.get("lt")),
        }[kind]
        return f"{key} {value} is {sign} {limit:g}", "check the figure" + (
            ", latitude comes before longitude" if key in ("latitude", "longitude") else ""
        )
    told = _KINDS.get(kind)
    return (f"{_shown(value)} {told}", "mend the value") if told else (f"{_shown(value)}: {message}", "")


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str | int | float | bool) else f"this {type(value).__name__}"
    text = text.replace("this dict", "this table")
    return text if len(text) <= 60 else text[:57] + "…"


def keys_at(path: tuple[int | str, ...]) -> list[str]:
    """The keys that the schema knows in the table at a path."""
    model: type[BaseModel] = Document
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            inner = _model_in(model.model_fields[step].annotation)
            model = inner or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)
