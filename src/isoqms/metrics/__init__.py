"""What a figure is and how it is defined: units, on time under each of its names, settled, report 06a, estimates."""

from isoqms.metrics.estimates import Estimate, NoEstimate, OfficeEstimate, ProcedureEstimate
from isoqms.metrics.facts import ENDINGS, Facts
from isoqms.metrics.figure import Figure, Samples, Unit
from isoqms.metrics.on_time import Settled, Standing, belongs, counts, on_time_share, settled, standing
from isoqms.metrics.report_06a import Gap, Row06a, cross_foot, row_06a, total_06a
from isoqms.metrics.rule_sets import ON_TIME, RuleNumbers, RuleSet, rule_numbers, rule_set, rule_versions

__all__ = [
    "ENDINGS",
    "ON_TIME",
    "Estimate",
    "Facts",
    "Figure",
    "Gap",
    "NoEstimate",
    "OfficeEstimate",
    "ProcedureEstimate",
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
    "on_time_share",
    "row_06a",
    "rule_numbers",
    "rule_set",
    "rule_versions",
    "settled",
    "standing",
    "total_06a",
]
