"""How the tables came to be, step by step, from the first version on."""
