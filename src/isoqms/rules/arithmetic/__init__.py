"""Rules on the figures of a procedure: what its own numbers say when somebody adds them up."""
