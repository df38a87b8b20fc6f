"""The swimlane map of a procedure: placed and routed by us, drawn as SVG, printed as PDF and PNG, told as DOT.

    sheets = layout(diagram)
    to_pdf(sheets)

A :class:`Diagram` says what is on the map; :func:`layout` settles where everything stands, as plain geometry in points;
the writers put that geometry into a format. Nothing here reads or writes files, except the shipped fonts.
"""

from isoqms.report.map.diagram import Arrow, Box, Diagram, Lane
from isoqms.report.map.dot import to_dot
from isoqms.report.map.geometry import Sheet, Sheets
from isoqms.report.map.layout import layout
from isoqms.report.map.paper import to_pdf, to_png
from isoqms.report.map.svg import to_svg

__all__ = ["Arrow", "Box", "Diagram", "Lane", "Sheet", "Sheets", "layout", "to_dot", "to_pdf", "to_png", "to_svg"]
