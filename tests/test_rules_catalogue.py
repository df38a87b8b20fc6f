"""The rules beside the catalogue of checks they were built from, and the page that lists them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from isoqms.cli.main import cli
from isoqms.problem import Ground, Severity
from isoqms.rules.clauses import AnyRule, every_rule
from isoqms.rules.conformity import ConformityRule
from isoqms.rules.manual import sections
from isoqms.rules.results import Evidence

REPORTS = Path(__file__).parent.parent / "reports"

# The catalogue of checks: id, severity before grounds capped it, and evidence as P procedure, O organisation,
# D documents, R register, L log, S simulation, V versions.
CATALOGUE = """
wf/start-end error P
wf/dead-or-orphan error P
wf/gateway-complete error P
wf/loop-exit warning P,S
wf/names warning P
wf/refs error P,O,D,R
wf/time warning P
wf/suspect warning P,D,V
4.1/issues-current error R
4.1/climate-determined error R
4.2/parties-traced warning R,P
4.3/scope-doc error D
4.3/scope-vs-processes error D,P
4.3/na-justified error D
4.4.1/io error P
4.4.1/interaction error P
4.4.1/criteria-kpi error P,R
4.4.1/resources warning P,O
4.4.1/owner error P,O
4.4.1/risk-linked warning P,R
4.4.1/evaluated warning R,L
4.4.1/reviewed warning P,V
4.4.2/doc-in-sync error D,P,V
4.4.2/record-defined error P,D
5.1.1/mgmt-trace info D,R
5.1.2/legal-basis error P,R
5.1.2/statutory-deadline error P,R
5.2.1/policy-content warning D
5.2.2/policy-available error D,R
5.3/roles-assigned error O
5.3/raci-single error P,O
5.3/sod error P,O,L
6.1.1/risk-scope info R
6.1.2/action-planned error R
6.1.2/risk-consistency error R
6.1.2/opportunity-split info R
6.2.1/measurable error R
6.2.1/monitored warning R
6.2.2/plan-complete error R
6.3/change-record error V,R
7.1.2/capacity warning S,O
7.1.3/infrastructure warning P,R
7.1.4/environment – -
7.1.5.1/measure-fit warning R
7.1.5.2/calibration error R
7.1.6/knowledge warning P,O,D
7.2/requirement error O
7.2/evidence error R
7.3/acknowledged warning R
7.4/plan warning R,P
7.5.1/required-present error D
7.5.2/metadata error D,V
7.5.3/in-force error D,V
7.5.3/integrity error D
8.1/in-force error P,V,L
8.1/outsourced error P
8.1/log-conformance warning L,P
8.2.1/service-info error P,D
8.2.2/requirements error P,R
8.2.2/claim-feasible warning S,L,P
8.2.3/admission-check error P
8.2.4/amended warning D,V
8.3.1/applicability warning D,V
8.3.2-6/design-record error R,S
8.4.1/provider-eval error R,P
8.4.2/controls warning R
8.4.3/info warning D
8.5.1/controlled error P,O
8.5.2/trace error P,L
8.5.3/property warning P
8.5.4/preserve warning P,D
8.5.5/post-delivery warning P
8.5.6/change-record error V,R
8.6/release-gate error P,O
8.6/release-record error L
8.7.1/handling error P
8.7.2/record error R
9.1.1/plan error R
9.1.1/off-target warning R
9.1.2/satisfaction error R
9.1.2/complaints warning R
9.1.3/analysis warning R
9.2.1/coverage error R,P
9.2.2/programme error R
9.2.2/criteria-scope error R
9.2.2/impartial error R,O
9.2.2/reported error R
9.3.1/interval error R
9.3.2/inputs error R
9.3.3/outputs error R
10.2.1/reacted error R
10.2.1/cause error R
10.2.1/effective error R,L
10.2.1/risk-qms-update warning R
10.2.1/overdue warning R
10.2.1/recurrence warning R
10.2.2/record-intact error R
10.3/measured-gain info R,L,S
"""
ROWS = {id_: (severity, evidence) for id_, severity, evidence in map(str.split, CATALOGUE.strip().splitlines())}

ASKED_OF_PEOPLE = {"7.1.4/environment"}  # the catalogue itself has no check for it
RAISED = {"7.1.2/capacity"}  # an error where people cannot keep up at all; the warning beside it is 7.1.2/load

# What the catalogue calls a register is kept as text under qms/ here: maintained in git, not recorded as events.
REGISTERS_AS_TEXT = {"R": {Evidence.RECORDS, Evidence.DOCUMENTS, Evidence.VERSIONS, Evidence.ORGANISATION}}
LETTERS = {
    "P": {Evidence.PROCEDURE, Evidence.DOCUMENTS},
    "O": {Evidence.ORGANISATION},
    "D": {Evidence.DOCUMENTS},
    "L": {Evidence.LOG},
    "S": {Evidence.SIMULATION},
    "V": {Evidence.VERSIONS},
} | REGISTERS_AS_TEXT

# Evidence of the catalogue a rule does not look at, and why.
LESS = {
    ("4.4.1/evaluated", "L"): "a log gives measurements, which are records",
    ("5.3/sod", "L"): "who did what is in no log the program reads yet",
    ("7.1.6/knowledge", "D"): "the instruction is asked by 8.5.1/controlled",
    ("8.1/in-force", "L"): "which version was worked by is in no log the program reads yet",
    ("8.3.1/applicability", "V"): "whether a service is new is not in its versions",
    ("8.3.2-6/design-record", "S"): "a simulation is one of the controls a record may name",
    ("8.5.4/preserve", "D"): "the records are those the procedure lists",
    ("8.5.6/change-record", "V"): "the listed changes are asked by 6.3/change-record",
    ("8.6/release-record", "L"): "a log gives releases, which are records",
    ("10.2.1/effective", "L"): "a log gives measurements, which are records",
    ("10.3/measured-gain", "L"): "before and after stand in the record",
    ("10.3/measured-gain", "S"): "before and after stand in the record",
}

PUBLIC_ADMINISTRATION = {
    "the seven required parts": "public/seven-parts",
    "one supplement request for each stage and basis": "public/one-supplement",
    "certified copies": "public/certified-copies",
    "apology before the due date": "public/apology",
    "forms by circular and period": "public/one-stop-forms",
    "one-stop reception and return": "public/one-stop-return",
    "publication clocks": "public/publication-clock",
    "overlap of functions between roles and agencies": "public/overlap",
    "papers that data replace": "public/data-not-papers",
    "the adopted parent changed": "wf/suspect",
    "changes without a record of revision": "6.3/change-record",
}


def test_every_check_of_the_catalogue_exists() -> None:
    """What the catalogue lists with evidence a machine can look at is a rule; the rest is left to people."""
    assert set(ROWS) - set(every_rule()) == ASKED_OF_PEOPLE
    assert set(PUBLIC_ADMINISTRATION.values()) <= set(every_rule())


@pytest.mark.parametrize("id_", sorted(set(ROWS) - ASKED_OF_PEOPLE))
def test_a_check_looks_at_what_the_catalogue_says(id_: str) -> None:
    """Severity is that of the catalogue unless the ground caps it; evidence is looked at, or it is said why not."""
    severity, letters = ROWS[id_]
    rule = every_rule()[id_]
    capped = rule.ground is Ground.CONVENTION and severity == "error"
    assert id_ in RAISED or rule.severity == (Severity.WARNING if capped else Severity(severity))
    if isinstance(rule, ConformityRule):
        unseen = {(id_, letter) for letter in letters.split(",") if not LETTERS[letter] & set(rule.evidence)}
        assert unseen == {each for each in LESS if each[0] == id_}


def test_the_catalogue_is_the_one_of_the_reference(shared: Path) -> None:
    """The ids, severities and evidence written here are those of the reference."""
    text = (shared / "domain" / "clause_checks.md").read_text(encoding="utf-8")
    tables = text[text.index("### 7.1 ") : text.index("### 7.6 ")]
    rows = re.findall(r"^\| ([\w.–]+/[\w-]+) \|[^|]*\| (\S+) \| ([^|]*) \|", tables, re.MULTILINE)
    read = {
        id_.replace("–", "-"): (severity, ",".join(re.findall(r"[PODRLSV](?![a-z])", evidence)) or "-")
        for id_, severity, evidence in rows
    }
    assert {id_: read[id_] for id_ in read if id_ not in ASKED_OF_PEOPLE} == {
        id_: row for id_, row in ROWS.items() if id_ not in ASKED_OF_PEOPLE
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_of_the_rules_is_the_one_printed(lang: str) -> None:
    """`reports/rules.*.md` is what `isoqms explain --all` prints, with every rule once in a table and once below."""
    done = CliRunner().invoke(cli, ["--lang", lang, "explain", "--all"])
    lines = done.output.splitlines()
    order = sorted(every_rule(), key=lambda id_: (every_rule()[id_].pack, id_))
    assert done.exit_code == 0
    assert [line[4:] for line in lines if line.startswith("### ")] == order
    assert [line.split("`")[1] for line in lines if line.startswith("| `")] == order
    assert (REPORTS / f"rules.{lang}.md").read_text(encoding="utf-8") == done.output


@pytest.mark.parametrize("rule", every_rule().values(), ids=every_rule())
def test_a_manual_is_short_enough_to_be_read(rule: AnyRule) -> None:
    """No part of a manual is longer than a few lines."""
    manual = sections(rule.docstring)
    assert all(len(text) <= 700 for name, text in manual.items() if name not in ("Bad", "Good")), rule
