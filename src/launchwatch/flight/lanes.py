"""Lanes: eight numbers that go through a formula side by side, from the same source as one number.

A kernel function written on plain numbers is compiled a second time for `Lanes`, a vector of `WIDTH` doubles,
so the processor works on eight flights at once; each lane gets the bits that the plain number would get,
because every operation is the same one, element by element. Where a formula needs a choice, it says `pick`
(both sides are worked out) instead of `if`. `load` and `store` move a row of the desk, and `table_row`
eight neighbouring entries of a table; they take the kind of number from the argument `like`.

Without compilation (``NUMBA_DISABLE_JIT=1``) the plain functions below run as they stand.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, Final, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, models, overload, register_model

from launchwatch.flight.lent import start_of

WIDTH: Final = 8
"""Numbers in a row of lanes: one register of AVX-512, two of AVX2, four of NEON and SSE2."""

_DOUBLE: Final = ir.DoubleType()
_VECTOR: Final = ir.VectorType(_DOUBLE, WIDTH)
_WORD: Final = ir.IntType(64)
_INDEX: Final = ir.IntType(32)


class LanesType(types.Type):  # type: ignore[misc,unused-ignore]
    """The type of a row of lanes to the compiler."""

    def __init__(self) -> None:
        super().__init__(name="Lanes")


LANES: Final = LanesType()


@register_model(LanesType)
class _LanesModel(models.PrimitiveModel):  # type: ignore[misc,unused-ignore]
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _VECTOR)


def _is_lanes(kind: Any) -> bool:  # compiler
    return isinstance(kind, LanesType)


def _shuffled(order: list[int]) -> Any:  # compiler
    return ir.Constant(ir.VectorType(_INDEX, len(order)), order)


def _splat(builder: Any, number: Any) -> Any:  # compiler
    nothing = ir.Constant(_VECTOR, ir.Undefined)
    first = builder.insert_element(nothing, number, ir.Constant(_INDEX, 0))
    return builder.shuffle_vector(first, nothing, _shuffled([0] * WIDTH))


def _widened(context: Any, builder: Any, value: Any, kind: Any) -> Any:  # compiler
    """A row of lanes from lanes or from a number, which all lanes then get."""
    if _is_lanes(kind):
        return value
    return _splat(builder, context.cast(builder, value, kind, types.float64))


def _binary(symbol: Callable[..., Any], instruction: str) -> None:
    """Teach the compiler one operator between lanes, and between lanes and numbers."""

    @infer_global(symbol)
    class _Typing(AbstractTemplate):  # type: ignore[misc,unused-ignore]
        def generic(self, args: Any, kws: Any) -> Any:
            mine = len(args) == 2 and not kws and any(_is_lanes(a) for a in args)
            if mine and all(isinstance(a, (LanesType, types.Float, types.Integer)) for a in args):
                return signature(LANES, *args)
            return None

    def lower(context: Any, builder: Any, sig: Any, args: Any) -> Any:  # compiler
        wide = [_widened(context, builder, a, k) for a, k in zip(args, sig.args, strict=True)]
        return getattr(builder, instruction)(*wide)

    for left, right in (
        (LanesType, LanesType),
        (LanesType, types.Float),
        (types.Float, LanesType),
        (LanesType, types.Integer),
        (types.Integer, LanesType),
    ):
        lower_builtin(symbol, left, right)(lower)


for _symbol, _instruction in (
    (operator.add, "fadd"),
    (operator.sub, "fsub"),
    (operator.mul, "fmul"),
    (operator.truediv, "fdiv"),
):
    _binary(_symbol, _instruction)


@infer_global(operator.neg)
class _Negative(AbstractTemplate):  # type: ignore[misc,unused-ignore]
    def generic(self, args: Any, kws: Any) -> Any:
        return signature(LANES, LANES) if len(args) == 1 and _is_lanes(args[0]) else None


@lower_builtin(operator.neg, LanesType)
def _negative(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.fneg(args[0])


@intrinsic
def _root(typing: Any, x: Any) -> Any:
    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        kind = ir.FunctionType(_VECTOR, [_VECTOR])
        return builder.call(cgutils.get_or_insert_function(builder.module, kind, "llvm.sqrt.v8f64"), args)

    return LANES(LANES), make


@overload(math.sqrt, strict=False)
def _sqrt(x: Any) -> Any:
    return (lambda x: _root(x)) if _is_lanes(x) else None


@intrinsic
def _chosen(typing: Any, sign: Any, yes: Any, no: Any) -> Any:
    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        positive = builder.fcmp_ordered(">", args[0], ir.Constant(_VECTOR, [0.0] * WIDTH))
        sides = [_widened(context, builder, a, k) for a, k in zip(args[1:], sig.args[1:], strict=True)]
        return builder.select(positive, *sides)

    return LANES(LANES, yes, no), make


def pick(sign: float, yes: float, no: float) -> float:
    """`yes` where `sign` is above zero, else `no`."""
    return yes if sign > 0.0 else no


@overload(pick, strict=False)
def _pick(sign: Any, yes: Any, no: Any) -> Any:
    if _is_lanes(sign):
        return lambda sign, yes, no: _chosen(sign, yes, no)
    return lambda sign, yes, no: yes if sign > 0.0 else no


def _row_pointer(context: Any, builder: Any, sig: Any, args: Any) -> Any:  # compiler
    row = context.cast(builder, args[1], sig.args[1], types.uintp)
    place = builder.gep(start_of(context, builder, sig.args[0], args[0]), [row])
    return builder.bitcast(place, _VECTOR.as_pointer())


@intrinsic
def _load_row(typing: Any, desk: Any, row: Any) -> Any:
    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.load(_row_pointer(context, builder, sig, args), align=8)

    return LANES(desk, row), make


def load(desk: np.ndarray, row: int, like: float) -> float:
    """The row of the desk that begins at `row`: its first number, or all, as `like` is."""
    value: float = desk[row]
    return value


@overload(load, strict=False)
def _load(desk: Any, row: Any, like: Any) -> Any:
    if _is_lanes(like):
        return lambda desk, row, like: _load_row(desk, row)
    return lambda desk, row, like: desk[row]


@intrinsic
def _store_row(typing: Any, desk: Any, row: Any, value: Any) -> Any:
    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        builder.store(args[2], _row_pointer(context, builder, sig, args), align=8)
        return context.get_dummy_value()

    return types.void(desk, row, value), make


def store(desk: np.ndarray, row: int, value: float) -> None:
    """Put a number (as the first), or lanes of them, into the row of the desk that begins at `row`."""
    desk[row] = value


@overload(store, strict=False)
def _store(desk: Any, row: Any, value: Any) -> Any:
    if _is_lanes(value):
        return lambda desk, row, value: _store_row(desk, row, value)

    def single(desk: Any, row: Any, value: Any) -> None:
        desk[row] = value

    return single


def _transposed(builder: Any, rows: list[Any]) -> list[Any]:  # compiler
    """Eight vectors of eight, columns for rows, by three rounds of shuffles."""
    pairs = []
    for k in range(0, 8, 2):
        pairs.append(builder.shuffle_vector(rows[k], rows[k + 1], _shuffled([0, 8, 2, 10, 4, 12, 6, 14])))
        pairs.append(builder.shuffle_vector(rows[k], rows[k + 1], _shuffled([1, 9, 3, 11, 5, 13, 7, 15])))
    fours: list[Any] = [None] * 8
    for h in (0, 4):
        for j in (0, 1):
            left, right = pairs[h + j], pairs[h + 2 + j]
            fours[h + j] = builder.shuffle_vector(left, right, _shuffled([0, 1, 8, 9, 4, 5, 12, 13]))
            fours[h + 2 + j] = builder.shuffle_vector(left, right, _shuffled([2, 3, 10, 11, 6, 7, 14, 15]))
    low = [
        builder.shuffle_vector(fours[j], fours[4 + j], _shuffled([0, 1, 2, 3, 8, 9, 10, 11]))
        for j in range(4)
    ]
    high = [
        builder.shuffle_vector(fours[j], fours[4 + j], _shuffled([4, 5, 6, 7, 12, 13, 14, 15]))
        for j in range(4)
    ]
    return low + high


@intrinsic
def _table_rows(typing: Any, table: Any, at: Any, stride: Any, first: Any) -> Any:
    kind = types.UniTuple(LANES, 9)

    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        start = start_of(context, builder, sig.args[0], args[0])
        whole = builder.fptosi(args[1], ir.VectorType(_WORD, WIDTH))
        rest = builder.fsub(args[1], builder.sitofp(whole, _VECTOR))
        rows = []
        for k in range(WIDTH):
            index = builder.extract_element(whole, ir.Constant(_INDEX, k))
            place = builder.gep(start, [builder.add(builder.mul(index, args[2]), args[3])])
            rows.append(builder.load(builder.bitcast(place, _VECTOR.as_pointer()), align=8))
        return context.make_tuple(builder, kind, [rest, *_transposed(builder, rows)])

    return kind(table, at, types.int64, types.int64), make


Row = tuple[float, float, float, float, float, float, float, float, float]


def table_row(table: np.ndarray, at: float, stride: int, first: int) -> Row:
    """The fraction of `at`, then the eight entries of `table` from ``int(at) * stride + first`` on.

    `at` may not be negative; nothing checks the bounds.
    """
    whole = int(at)
    b = whole * stride + first
    return (
        at - whole,
        table[b],
        table[b + 1],
        table[b + 2],
        table[b + 3],
        table[b + 4],
        table[b + 5],
        table[b + 6],
        table[b + 7],
    )


@overload(table_row, strict=False)
def _table_row(table: Any, at: Any, stride: Any, first: Any) -> Any:
    if _is_lanes(at):
        return lambda table, at, stride, first: _table_rows(table, at, stride, first)
    return table_row


@intrinsic
def _lanes_of(typing: Any, number: Any) -> Any:
    """Lanes that all hold one number; only inside compiled code."""

    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return _splat(builder, args[0])

    return LANES(types.float64), make


lanes_of = cast(Callable[[float], float], _lanes_of)
