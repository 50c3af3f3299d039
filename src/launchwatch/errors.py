"""The errors launchwatch raises on purpose.

The tree::

    LaunchwatchError            the root; the command line prints it and exits with 1
    └── InputError              the input is wrong, not the program; exit code 2
        ├── QuantityError       a figure cannot be read, or has the wrong dimension
        ├── CaseError           a case folder or one of its files is wrong
        ├── LibraryError        an unknown launcher or site, or a bad library file
        ├── NoticeError         a warning cannot be read
        └── ElementsError       an element set cannot be read

Every message is one clear sentence: where (file, line or key), what is wrong, how to mend it.
"""

from __future__ import annotations


class LaunchwatchError(Exception):
    """The root of all errors that launchwatch raises on purpose."""


class InputError(LaunchwatchError):
    """The input is wrong: says where, what, and how to mend it.

    Parameters
    ----------
    what:
        What is wrong, with the offending text.
    where:
        The file, line or key; may be empty when the caller adds it.
    mend:
        How to mend it; may be empty when `what` says it.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        head = f"{where}: " if where else ""
        tail = f"; {mend}" if mend else ""
        super().__init__(f"{head}{what}{tail}")

    def at(self, where: str) -> InputError:
        """The same error, with the place put in front of the place it already has."""
        full = f"{where}: {self.where}" if self.where else where
        return type(self)(self.what, where=full, mend=self.mend)


class QuantityError(InputError):
    """A figure cannot be read, or has the wrong dimension."""


class CaseError(InputError):
    """A case folder or one of its files is wrong."""


class LibraryError(InputError):
    """An unknown launcher or site, or a bad library file."""


class NoticeError(InputError):
    """A warning cannot be read."""


class ElementsError(InputError):
    """An element set cannot be read."""
