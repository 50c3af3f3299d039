"""Warnings to mariners and airmen: text to areas and windows, what they are for, and back to text.

>>> from launchwatch.notice import read_notices
>>> read_notices("E) AREA BOUNDED BY N3934E10021-N3936E09959-N3958E10002 BACK TO START.")[0].areas[0].kind
'polygon'
"""

from launchwatch.notice.chains import Chain, find_chains, join_notices
from launchwatch.notice.launches import Launch, assess_notices, with_roles
from launchwatch.notice.pieces import ROLES
from launchwatch.notice.reader import Notice, NoticeArea, read_notices
from launchwatch.notice.rings import area_ring
from launchwatch.notice.roles import area_roles
from launchwatch.notice.write import write_notice

__all__ = [
    "ROLES",
    "Chain",
    "Launch",
    "Notice",
    "NoticeArea",
    "area_ring",
    "area_roles",
    "assess_notices",
    "find_chains",
    "join_notices",
    "read_notices",
    "with_roles",
    "write_notice",
]
