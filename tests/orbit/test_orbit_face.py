"""The face of the room: every public name is there on purpose."""

from __future__ import annotations

from types import ModuleType

from launchwatch import orbit


def test_every_public_name_is_exported_on_purpose() -> None:
    public = {
        name for name, value in vars(orbit).items() if name[0] != "_" and not isinstance(value, ModuleType)
    }
    assert public == set(orbit.__all__)
    assert sorted(orbit.__all__) == orbit.__all__
