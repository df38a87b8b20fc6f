"""The course of a procedure as a graph, and the questions asked of it by name.

Import from the modules: `flow` (the graph), `questions` and `loops` (what is odd about it), `soundness`, `critical`
(how long it takes by its own allowances), `journey` (what it asks of the applicant), `links` (between procedures).
"""
