"""Arrays lent to compiled code: a place in memory, without length and without a count of who holds it.

An array handed from function to function is seven words and a count, kept atomically; its indices are
tested for being below zero. The sequence of a flight is many small calls, so there the arrays that the caller
holds anyway go as one pointer each. Indices begin at zero, a slice is its start, nothing checks the bounds,
and what is lent must outlive the call.

Without compilation (``NUMBA_DISABLE_JIT=1``) the arrays themselves are handed on.
"""

from __future__ import annotations

import operator
from typing import Any, Final

import numpy as np
from llvmlite import ir
from numba import types
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, models, overload, register_model


class LentType(types.Type):  # type: ignore[misc,unused-ignore]
    """The type of a lent array of doubles to the compiler."""

    def __init__(self) -> None:
        super().__init__(name="Lent")


LENT: Final = LentType()


@register_model(LentType)
class _LentModel(models.PrimitiveModel):  # type: ignore[misc,unused-ignore]
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, ir.DoubleType().as_pointer())


def start_of(context: Any, builder: Any, kind: Any, value: Any) -> Any:  # compiler
    """The place in memory where an array begins, lent or not."""
    return value if isinstance(kind, LentType) else context.make_array(kind)(context, builder, value).data


@infer_global(operator.getitem)
class _Get(AbstractTemplate):  # type: ignore[misc,unused-ignore]
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) != 2 or kws or not isinstance(args[0], LentType):
            return None
        if isinstance(args[1], types.SliceType):
            return signature(LENT, LENT, types.slice2_type)
        return signature(types.float64, LENT, types.intp)


@infer_global(operator.setitem)
class _Set(AbstractTemplate):  # type: ignore[misc,unused-ignore]
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) != 3 or kws or not isinstance(args[0], LentType):
            return None
        return signature(types.none, LENT, types.intp, types.float64)


@lower_builtin(operator.getitem, LentType, types.Integer)
def _number(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.load(builder.gep(args[0], [args[1]]))


@lower_builtin(operator.getitem, LentType, types.SliceType)
def _part(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.gep(args[0], [context.make_helper(builder, sig.args[1], args[1]).start])


@lower_builtin(operator.setitem, LentType, types.Integer, types.Float)
def _put(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    builder.store(args[2], builder.gep(args[0], [args[1]]))
    return context.get_dummy_value()


@intrinsic
def _lend(typing: Any, array: Any) -> Any:
    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return start_of(context, builder, sig.args[0], args[0])

    return LENT(array), make


@intrinsic
def _lend_row(typing: Any, rows: Any, k: Any) -> Any:
    def make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        array = context.make_array(sig.args[0])(context, builder, args[0])
        width = builder.extract_value(array.shape, 1)
        return builder.gep(array.data, [builder.mul(args[1], width)])

    return LENT(rows, types.intp), make


def lend(array: np.ndarray) -> np.ndarray:
    """An array (n,) of doubles, lent."""
    return array


@overload(lend, strict=False)
def _lent(array: Any) -> Any:
    return (lambda array: array) if isinstance(array, LentType) else (lambda array: _lend(array))


def row_of(rows: np.ndarray, k: int) -> np.ndarray:
    """Row `k` of an array (n, m) of doubles that lies row after row, lent."""
    row: np.ndarray = rows[k]
    return row


@overload(row_of, strict=False)
def _lent_row(rows: Any, k: Any) -> Any:
    return lambda rows, k: _lend_row(rows, k)
