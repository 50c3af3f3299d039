"""Do the launchers of the library close?  Run: python design/launcher_closure.py

Published vehicle data often do not fit together.  This prints, for every launcher of the library, ideal
velocity by stage with the reference payload, burn times, thrust to weight, and the audit row by row; a row
that does not close is marked.  What it decided: the solids of PSLV enter with mean thrust over the burn
(with the published maxima the first stage would burn 75 s, not 110 s), and the upper stages of Saturn V with
means that stand for the cut-off of the centre engine.  Falcon 9 is left as published and does not close: it
throttles.
"""

from launchwatch.launcher import closure, ideal_delta_v, launcher_names, lift_off_mass, load_launcher


def main() -> None:
    for name in launcher_names():
        launcher = load_launcher(name)
        gains = ideal_delta_v(launcher)
        burns = ", ".join(f"{s.name} {s.burn_time:.0f} s" for s in launcher.stages)
        print(f"\n{name}: {lift_off_mass(launcher) / 1e3:,.1f} t at lift-off; burns {burns}")
        print(f"  ideal velocity {' + '.join(f'{g:,.0f}' for g in gains)} = {sum(gains):,.0f} m/s")
        guesses = [f.guess for _, f in launcher.figures()]
        print(f"  {sum(guesses)} of {len(guesses)} figures are guesses")
        for row in closure(launcher):
            print(f"  {' ' if row.closes else '!'} {row}")


if __name__ == "__main__":
    main()
