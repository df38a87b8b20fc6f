"""What people read on paper and screen: maps, documents, charts and pages made from the same files."""
