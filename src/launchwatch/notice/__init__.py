"""Warnings to mariners and airmen: text to areas and windows, and back to text.

>>> from launchwatch.notice import read_notices
>>> read_notices("E) AREA BOUNDED BY N3934E10021-N3936E09959-N3958E10002 BACK TO START.")[0].areas[0].kind
'polygon'
"""

from launchwatch.notice.reader import Notice, NoticeArea, read_notices
from launchwatch.notice.pieces import ROLES
from launchwatch.notice.roles import area_roles
from launchwatch.notice.write import write_notice

__all__ = ["ROLES", "Notice", "NoticeArea", "area_roles", "read_notices", "write_notice"]
