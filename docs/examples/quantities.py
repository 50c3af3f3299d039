"""Read figures as people write them, and see what they mean."""

from launchwatch.quantity import Quantity

mass = Quantity.parse("8.0 ± 0.5 t", "mass")
assert mass.central == 8000.0  # kg: SI inside
low, high = mass.interval(0.9)
print(f"{mass}: nine times in ten between {low:.0f} and {high:.0f} kg")

distance = Quantity.parse("about 350 km", "length")
assert distance.kind == "about"
print(f"{distance}: {distance.central / 1000:.0f} km, spread {distance.interval(0.9)}")
