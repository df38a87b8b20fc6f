"""Tests of the register in its databases; a package, so that its fixtures are found by one name."""
