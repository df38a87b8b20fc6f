"""Opportunities on the officer's side: steps, order, people and signatures."""
