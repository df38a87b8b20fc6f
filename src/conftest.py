"""Doctests are looked for in the sources, but not in compiled modules, which test_simulate_build goes through."""

from isoqms.simulate import building

collect_ignore = [str(building.FOLDER / f"{name}.py") for name in building.modules()]
