"""What must hold before a step is taken: one function a condition, grouped by the part of the life they guard."""
