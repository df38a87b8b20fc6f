"""What complying with a procedure costs the applicant, item by item, before and after a set of changes."""
