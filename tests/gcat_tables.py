"""Rows of GCAT's launch table, made for tests."""

from __future__ import annotations

LAUNCH = (
    "#Launch_Tag\tLaunch_JD\tLaunch_Date\tLV_Type\tVariant\tFlight_ID\tFlight\tMission\tFlightCode\tPlatform\t"
    "Launch_Site\tLaunch_Pad\tAscent_Site\tAscent_Pad\tApogee\tApoflag\tRange\tRangeFlag\tDest\tOrbPay\tAgency\t"
    "LaunchCode\tFailCode\tGroup\tCategory\tLTCite\tCite\tNotes"
)


def launch(tag: str, date: str, vehicle: str, code: str, agency: str = "NADA", site: str = "SOHAE") -> str:
    """A row of `launch.tsv`."""
    values = dict.fromkeys(LAUNCH[1:].split("\t"), "-")
    values |= {"Launch_Tag": f"{tag}     ", "Launch_Date": date, "LV_Type": vehicle, "LaunchCode": code}
    values |= {"Agency": agency, "Launch_Site": site}
    return "\t".join(values.values())


def table(*rows: str) -> str:
    """The table of these rows."""
    return "\n".join([LAUNCH, "# Updated 2025 Dec  1 0108:57", *rows, ""])
