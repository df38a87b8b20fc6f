"""Simulate an office: how long its dossiers take, how often they are on time, and where the time goes."""
