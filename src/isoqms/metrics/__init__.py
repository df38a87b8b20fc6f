"""What a figure is, how it is defined and asked for: units, on time by each rule set, report 06a, estimates."""

from isoqms.metrics.estimates import Estimate, NoEstimate, OfficeEstimate, ProcedureEstimate
from isoqms.metrics.facts import ENDINGS, Facts
from isoqms.metrics.figure import Figure, Samples, Unit
from isoqms.metrics.measured import Asked, Figures, FigureSource, Measured, measured_by
from isoqms.metrics.on_time import Settled, Standing, belongs, counts, on_time_share, settled, standing
from isoqms.metrics.overdue import Promise, overdue_share
from isoqms.metrics.report_06a import Gap, Row06a, cross_foot, row_06a, total_06a
from isoqms.metrics.rule_sets import ON_TIME, RuleNumbers, RuleSet, rule_numbers, rule_set, rule_versions

__all__ = [
    "ENDINGS",
    "ON_TIME",
    "Asked",
    "Estimate",
    "Facts",
    "Figure",
    "FigureSource",
    "Figures",
    "Gap",
    "Measured",
    "NoEstimate",
    "OfficeEstimate",
    "ProcedureEstimate",
    "Promise",
    "Row06a",
    "RuleNumbers",
    "RuleSet",
    "Samples",
    "Settled",
    "Standing",
    "Unit",
    "belongs",
    "counts",
    "cross_foot",
    "measured_by",
    "on_time_share",
    "overdue_share",
    "row_06a",
    "rule_numbers",
    "rule_set",
    "rule_versions",
    "settled",
    "standing",
    "total_06a",
]
