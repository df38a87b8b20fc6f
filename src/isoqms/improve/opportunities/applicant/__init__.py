"""Opportunities on the applicant's side: trips, papers, forms and payments."""
