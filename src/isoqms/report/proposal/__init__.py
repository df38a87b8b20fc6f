"""The simplification dossier on paper: proposal, draft submission, draft decision, as Word files and as a workbook."""
