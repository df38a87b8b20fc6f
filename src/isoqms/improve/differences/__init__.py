"""What differs between a procedure before and after a cut, in pieces that can be made one by one or several at once."""
