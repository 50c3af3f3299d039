"""The line of a key in a TOML text, for error messages."""

from __future__ import annotations

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from launchwatch.case.locate import dotted, key_lines, line_of

TEXT = '''# a comment with [brackets] and key = 1
[case]
name = "x" # [[area]]
title = """two
lines = 3
"""

[case.site_position]
latitude = 1.0

[[area]]
label = 'A = [1]'
corners = [
  [1, 2],
  "3N 4E",  # ] }
]
[[area]]
positions = [
  { place = "P", distance = "1 km" },
  { place = "Q",
    distance = "2 km" },
]
dotted . "key" = 5
'''


def test_every_kind_of_key_is_found_on_its_line() -> None:
    lines = key_lines(TEXT)
    where = {
        ("case",): 2,
        ("case", "name"): 3,
        ("case", "title"): 4,
        ("case", "site_position", "latitude"): 9,
        ("area", 0): 11,
        ("area", 0, "label"): 12,
        ("area", 0, "corners"): 13,
        ("area", 0, "corners", 0): 14,
        ("area", 1): 17,
        ("area", 1, "positions", 0, "distance"): 19,
        ("area", 1, "positions", 1): 20,
        ("area", 1, "positions", 1, "distance"): 21,
        ("area", 1, "dotted", "key"): 23,
    }
    assert {path: line_of(lines, path) for path in where} == where
    assert ("case", "lines") not in lines


def test_a_missing_key_is_placed_at_the_table_that_lacks_it() -> None:
    lines = key_lines(TEXT)
    assert line_of(lines, ("area", 1, "source")) == 17
    assert line_of(lines, ("nowhere", 3)) is None


def test_paths_are_written_as_people_count() -> None:
    assert dotted(("area", 1, "positions", 0, "distance")) == "area[2].positions[1].distance"


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet="[]{}=#'\"\\\n,. ab1-", max_size=80))
def test_any_text_is_scanned_to_its_end(text: str) -> None:
    lines = key_lines(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["k{n} = 1\n", "# k = [\n", "k{n} = '''\n[x]\n'''\n", 'k{n} = [1, {{ a = "]" }},\n 2]\n']
        ),
        max_size=8,
    )
)
def test_lines_agree_with_a_plain_search_for_unique_keys(parts: list[str]) -> None:
    text = "".join(part.format(n=n) for n, part in enumerate(parts))
    lines = key_lines(text)
    for key in tomllib.loads(text):
        plain = next(i for i, line in enumerate(text.splitlines(), 1) if line.startswith(f"{key} ="))
        assert lines[(key,)] == plain
