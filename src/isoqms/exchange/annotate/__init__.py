"""Remarks put into a copy of the officer's own Word or Excel file, at the cells they are about; all else stays."""
