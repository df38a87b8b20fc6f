"""Records of the register as people read them: their members in words, and documents made of them, as text or Word."""
