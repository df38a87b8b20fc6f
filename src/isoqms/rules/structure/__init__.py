"""Rules on the structure of a procedure: what must be right before any clause of the standard can be judged."""
