"""What could be cut: one kind of opportunity per module, found by folder, judged from structure alone.

The officer's side and the applicant's side are packages of their own. A module's docstring is its manual, and the
examples in it are its tests. What is found is priced elsewhere; nothing here is simulated.
"""
