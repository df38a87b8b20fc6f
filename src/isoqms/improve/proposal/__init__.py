"""What a simplification dossier says: what is reviewed, what changes, why, who may decide it, and what it brings."""
