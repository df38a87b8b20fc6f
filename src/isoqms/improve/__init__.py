"""What to cut, what it is worth, what each past cut was worth, and the papers to propose it."""
