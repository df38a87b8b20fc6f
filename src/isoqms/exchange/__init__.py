"""Step tables of offices (Word, Excel, CSV) brought in as drafts of procedures, and procedures given back as tables."""
