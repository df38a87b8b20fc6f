"""What changes are worth: measures, values of sets of changes, and the share of each in what all save together."""
