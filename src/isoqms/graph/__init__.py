"""The course of a procedure as a graph, and the questions asked of it by name."""
