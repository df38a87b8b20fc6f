"""The course of a procedure as a graph, and the questions asked of it by name.

Import from the modules: `flow` (the ways between steps), `questions` and `loops` (what is odd about them), `soundness`,
`critical` (how long it takes by its own allowances), `journey` (what it asks of the applicant), `links` (between
procedures); `sums`, `reductions`, `numbering` and `units` (whether the figures of a document agree with one another).
"""
