"""Whether a procedure can be simulated: what would leave a run without people, without dossiers or without an end."""
