"""How long does a spent second stage stay up? Draw what is not known, carry every draw down."""

import math
from datetime import UTC, datetime

import numpy as np

from launchwatch.orbit import stage_lifetimes, tumbling_cylinder

rng = np.random.default_rng(1)
count = 50
mass_kg = rng.normal(1500.0, 200.0, count)
days = stage_lifetimes(
    perigee_m=rng.normal(180e3, 8e3, count),
    apogee_m=rng.normal(500e3, 15e3, count),
    inclination=math.radians(97.4),
    ballistic=tumbling_cylinder(8.0, 2.4, mass_kg),
    begin=datetime(2023, 11, 21, 14, tzinfo=UTC),
)
low, middle, high = np.quantile(days, (0.05, 0.5, 0.95))
print(f"down after {middle:.0f} days, nine times in ten between {low:.0f} and {high:.0f}")
