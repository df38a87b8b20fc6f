"""The model and the schema say the same; a procedure survives every way from file to model and back."""

from __future__ import annotations

import dataclasses
import json
import re
import types
from collections.abc import Iterator, Mapping
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from functools import cache
from io import StringIO
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import ORGANISATION, procedure
from ruamel.yaml import YAML

from isoqms.problem import Position, Severity
from isoqms.procedure import Organisation, Procedure, Step, read_organisation, read_procedure, to_data
from isoqms.procedure.build import file_name, in_file
from isoqms.resources import schema_text
from isoqms.source import Source, source_of_text, validate
from isoqms.source.fit import compiled
from isoqms.source.validate import _fits, _validator
from isoqms.words import Text
from isoqms.worktime import Duration

Schema = Mapping[str, Any]
SCHEMAS = {Procedure: json.loads(schema_text("procedure")), Organisation: json.loads(schema_text("organisation"))}
READERS = {Procedure: read_procedure, Organisation: read_organisation}


@dataclasses.dataclass(frozen=True)
class Spot:
    """A place in a schema, with what the model holds there."""

    schema: Schema = dataclasses.field(repr=False)
    hint: Any
    root: Schema = dataclasses.field(repr=False)

    def below(self, schema: Schema, hint: Any) -> Spot:
        return Spot(schema, hint, self.root).resolved()

    def resolved(self) -> Spot:
        if "$ref" not in self.schema:
            return self
        return Spot(self.root["$defs"][self.schema["$ref"].rsplit("/", 1)[1]], self.hint, self.root)

    @property
    def group(self) -> type | None:
        """The model class that is read here, if one is."""
        hints = [self.hint, *get_args(self.hint)]
        return next((hint for hint in hints if dataclasses.is_dataclass(hint) and hint not in (Text, Duration)), None)

    def fields(self) -> dict[str, Spot]:
        """The names of the model class here, as written in files, where the schema knows them."""
        hints, known = get_type_hints(self.group), self.schema.get("properties", {})
        parts = {file_name(part): hints[part.name] for part in dataclasses.fields(self.group) if in_file(part)}
        return {name: self.below(known[name], hint) for name, hint in parts.items() if name in known}

    def inner(self) -> Iterator[Spot]:
        """The groups below this one, and below lists and free names."""
        for spot in self.fields().values() if self.group else ():
            yield from spot.unwrapped()

    def unwrapped(self) -> Iterator[Spot]:
        hint = next((arg for arg in get_args(self.hint) if arg is not type(None)), self.hint)
        if get_origin(self.hint) in (Union, types.UnionType):
            yield from self.below(self.schema, hint).unwrapped()
        elif get_origin(self.hint) is tuple:
            yield from self.below(self.schema.get("items", {}), hint).unwrapped()
        elif isinstance(get_origin(self.hint), type) and issubclass(get_origin(self.hint), Mapping):
            value = self.schema.get("additionalProperties")
            yield from self.below(value if isinstance(value, Mapping) else {}, get_args(self.hint)[1]).unwrapped()
        elif self.group:
            yield self


def groups(spot: Spot) -> dict[type, Spot]:
    """Return every model class below `spot` with its place in the schema."""
    found: dict[type, Spot] = {}
    waiting = [spot]
    while waiting:
        current = waiting.pop()
        if current.group not in found:
            found[current.group] = current
            waiting += current.inner()
    return found


TOPS = [Spot(schema, top, schema) for top, schema in SCHEMAS.items()]
GROUPS = [(group, spot) for top in TOPS for group, spot in groups(top).items()]


@pytest.mark.parametrize(("group", "spot"), GROUPS, ids=lambda value: getattr(value, "__name__", ""))
def test_schema_and_model_name_the_same_things(group: type, spot: Spot) -> None:
    """What a file may say is what the model holds, name by name, in both directions; and so the values of a choice."""
    names = {file_name(part) for part in dataclasses.fields(group) if in_file(part)}
    own_form = {part.name for part in dataclasses.fields(group) if part.metadata.get("plain")}
    assert set(spot.schema["properties"]) == names - own_form
    assert spot.schema["additionalProperties"] is False
    for name, field in spot.fields().items():
        hint = next((arg for arg in get_args(field.hint) if arg is not type(None)), field.hint)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            assert set(field.schema["enum"]) == {str(value) for value in hint}, name


@pytest.mark.parametrize(("group", "spot"), GROUPS, ids=lambda value: getattr(value, "__name__", ""))
def test_what_the_model_cannot_do_without_the_schema_asks_for(group: type, spot: Spot) -> None:
    """A field without a default is required in the file, so that a file which fits the schema can always be built."""
    lone = {part.name for part in dataclasses.fields(group) if part.metadata.get("shorthand")}
    needed = {
        file_name(part)
        for part in dataclasses.fields(group)
        if in_file(part) and part.default is part.default_factory is dataclasses.MISSING and part.name not in lone
    }
    required = set(spot.schema.get("required", ())) | set(spot.schema.get("else", {}).get("required", ()))
    assert needed <= required


def test_all_groups_of_the_model_are_compared() -> None:
    """The comparison reaches every class the two rooms of the model make public, not a few of them."""
    import isoqms.procedure as room

    public = {getattr(room, name) for name in room.__all__}
    classes = {each for each in public if dataclasses.is_dataclass(each)}
    assert classes == {group for group, _ in GROUPS}


DURATIONS = st.sampled_from(
    [
        "0,5 ngày",
        "1/2 ngày làm việc",
        "04 giờ làm việc",
        "15..30 min",
        "2 working days",
        "ngay",
        "trong ngày",
        "≤ 8 weeks",
        "không tính thời gian",
        "theo thỏa thuận",
        "10 ngày (20 ngày đối với vùng khó khăn)",
        "3 tháng",
    ]
)
SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")
LINES = st.text(SIGNS, min_size=1, max_size=9).filter(str.strip) | st.sampled_from(
    ["Tiếp nhận", "a: b", "- x", "15:00", "null", "1.50"]
)


@cache
def patterned(pattern: str) -> st.SearchStrategy[str]:
    exact = re.compile(pattern.removesuffix("$") + r"\Z", re.ASCII)
    return st.from_regex(exact).filter(str.isprintable)


PERCENTS = st.sampled_from(["15 %", "2,5%"]) | st.decimals(0, 100, places=9).map(lambda share: f"{share:f} %")
HOURS = st.times().map(lambda moment: moment.strftime("%H:%M"))


def values(spot: Spot) -> st.SearchStrategy[Any]:
    """Data that fit a place of the schema and mean something to the model."""
    hint, schema = spot.hint, spot.schema
    if get_origin(hint) in (Union, types.UnionType):
        return values(spot.below(schema, next(arg for arg in get_args(hint) if arg is not type(None))))
    if hint in MEANINGS:
        return MEANINGS[hint]
    if get_origin(hint) is tuple:
        one, least = values(spot.below(schema.get("items", {}), get_args(hint)[0])), schema.get("minItems", 0)
        items = st.lists(one, min_size=least, max_size=least + 1, unique_by=json.dumps)
        alone = {**schema, "type": "string"}
        return items | values(Spot(alone, str, spot.root)) if "string" in schema.get("type", ()) else items
    if isinstance(get_origin(hint), type) and issubclass(get_origin(hint), Mapping):
        return named(spot)
    if spot.group:
        short = DURATIONS if "string" in schema["type"] else st.nothing()
        return st.deferred(lambda: written(spot)) | short
    return scalar(schema)


def scalar(schema: Schema) -> st.SearchStrategy[Any]:
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = {
        "string": patterned(schema["pattern"]) if "pattern" in schema else LINES,
        "integer": st.integers(schema.get("minimum", 0), schema.get("maximum", 1000)),
        "number": st.integers(0, 1000) | st.decimals(0, 1000, places=2).map(float),
        "boolean": st.booleans(),
    }
    wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of(*(kinds[kind] for kind in wanted if kind in kinds))


def named(spot: Spot) -> st.SearchStrategy[Any]:
    hint = get_args(spot.hint)[1]
    if "additionalProperties" in spot.schema and isinstance(spot.schema["additionalProperties"], Mapping):
        pattern = spot.schema.get("propertyNames", {}).get("pattern", r"^[a-z]{1,8}$")
        value = values(spot.below(spot.schema["additionalProperties"], hint))
        least = spot.schema.get("minProperties", 0)
        return st.dictionaries(patterned(pattern), value, min_size=least, max_size=least + 1)
    known = {name: values(spot.below(inner, hint)) for name, inner in spot.schema["properties"].items()}
    return st.fixed_dictionaries({}, optional=known).filter(bool)


def written(spot: Spot) -> st.SearchStrategy[Any]:
    parts = {name: values(field) for name, field in spot.fields().items()}
    asked = {*spot.schema.get("required", ()), *spot.schema.get("else", {}).get("required", ())}
    must = {name: parts.pop(name) for name in list(parts) if name in asked}
    few = st.sets(st.sampled_from(sorted(parts)), max_size=3) if parts else st.just(set())
    least = bool(spot.schema.get("minProperties")) and not must
    return few.filter(lambda names: names or not least).flatmap(
        lambda names: st.fixed_dictionaries({**must, **{name: parts[name] for name in sorted(names)}})
    )


MEANINGS: dict[Any, st.SearchStrategy[Any]] = {
    Duration: DURATIONS,
    Text: LINES | st.fixed_dictionaries({"vi": LINES}, optional={"en": LINES}),
    date: st.dates().map(date.isoformat),
    time: HOURS,
    Fraction: PERCENTS,
}
FILES = {top: values(Spot(SCHEMAS[top], top, SCHEMAS[top])) for top in SCHEMAS}


def nowhere(path: object) -> Position:
    return Position("a.yaml")


def model_of(top: type, data: Any) -> Any:
    kind = "procedure" if top is Procedure else "organisation"
    found = [problem.message.render("en") for problem in validate(Source("a.yaml", data, {(): (1, 1)}), kind)]
    assert not found
    model, problems = READERS[top](data, nowhere)
    meaningless = {"format/branch", "format/hours", "format/day-length", "format/demand-profile", "format/absence",
                   "format/time-zone"}  # fmt: skip
    assert not [problem for problem in problems if problem.rule not in meaningless]
    return model


@given(st.data(), st.sampled_from(list(FILES)))
def test_data_survive_the_model(draw: st.DataObject, top: type) -> None:
    """Data → model → data → model gives the same model, and data that fit the schema again."""
    model = model_of(top, draw.draw(FILES[top]))
    again = to_data(model)
    assert model_of(top, again) == model
    assert to_data(model_of(top, again)) == again


ODD = st.sampled_from([None, "", "x\n", "A B", "15 %", 0, -1, 5.0, 1.5, True, [], [None], ["a", "a"], {}, {"vi": ""}])


@given(st.data(), st.sampled_from(list(FILES)))
def test_the_quick_look_agrees_with_the_validator(draw: st.DataObject, top: type) -> None:
    """The quick look calls data fitting exactly when the validator that explains finds nothing wrong with them."""
    kind = "procedure" if top is Procedure else "organisation"
    data = draw.draw(FILES[top])
    for _ in range(draw.draw(st.integers(0, 2))):
        holder = data
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = draw.draw(st.sampled_from(keys))
            deeper = isinstance(holder[key], (dict, list)) and bool(holder[key])
            if not deeper or draw.draw(st.integers(0, 3)) == 0:
                action = draw.draw(st.sampled_from(["put", "drop", "add"]))
                if action == "drop":
                    del holder[key]
                elif action == "add" and isinstance(holder, dict):
                    holder[draw.draw(st.sampled_from(["x", "Á", "title", "min"]))] = draw.draw(ODD)
                else:
                    holder[key] = draw.draw(ODD)
                break
            holder = holder[key]
    assert _fits(kind)(data) is (next(_validator(kind).iter_errors(data), None) is None)


@pytest.mark.parametrize("schema", [{"oneOf": []}, {"enum": [1]}, {"items": {"uniqueItems": True}}, {"$ref": "x.json"}])
def test_the_quick_look_passes_over_no_keyword(schema: Schema) -> None:
    """A keyword it does not know, or a use of one, is refused when the schema is read and not ignored."""
    with pytest.raises(ValueError):
        compiled(schema)


def as_block(data: Any) -> str:
    yaml, stream = YAML(typ="safe"), StringIO()
    yaml.default_flow_style, yaml.allow_unicode, yaml.sort_base_mapping_type_on_output = False, True, False
    yaml.dump(data, stream)
    return stream.getvalue()


@given(st.data(), st.sampled_from(list(FILES)))
def test_yaml_survives_the_model(draw: st.DataObject, top: type) -> None:
    """YAML → model → YAML → model gives the same model, in block style and in brackets; the order of steps is kept."""
    model = model_of(top, draw.draw(FILES[top]))
    for write in (as_block, lambda data: json.dumps(data, ensure_ascii=False)):
        source = source_of_text(write(to_data(model)), "a.yaml")
        assert source.problems == ()
        again = model_of(top, source.data)
        assert again == model
        if top is Procedure:
            assert list(again.steps) == list(model.steps)


def test_every_part_knows_its_place() -> None:
    """Each object of the model carries the line it was written on."""
    source = source_of_text(procedure(), "a.yaml")
    model, problems = read_procedure(source.data, source.at)
    assert not problems
    assert [model.at.line, model.steps["nhan"].at.line, model.steps["ky"].at.line] == [1, 6, 11]
    assert model.steps["nhan"].next[0].at == Position("a.yaml", 10, 11)


def test_saying_only_the_usual_is_still_saying_it() -> None:
    """A group that holds nothing but what would hold anyway is written out again, not left empty."""
    text = procedure().replace("    allowance: 0,5 ngày\n", "    work: {source: estimated}\n", 1)
    model, _ = read_procedure(source_of_text(text, "a.yaml").data, nowhere)
    assert to_data(model)["steps"]["nhan"]["work"] == {"source": "estimated"}


def test_a_share_is_exact() -> None:
    """A share is the fraction that was written, not the nearest binary number."""
    ways = "[{to: ky, share: 33.333333333333333333 %}, {to: nhan, share: '1,1 %'}]"
    text = procedure().replace("next: ky", f"next: {ways}")
    model, _ = read_procedure(source_of_text(text, "a.yaml").data, nowhere)
    assert model.steps["nhan"].next[0].share == Fraction(33333333333333333333, 10**20)
    assert to_data(model.steps["nhan"].next[0])["share"] == "33.333333333333333333 %"
    assert to_data(model.steps["nhan"].next[1])["share"] == "1.1 %"


@pytest.mark.parametrize(
    ("line", "wrong", "rule", "said"),
    [
        ("    allowance: 0,5 ngày", "    allowance: nửa chừng", "format/duration", "nửa chừng"),
        ("    next: ky", "    next: [{to: ky, share: 150 %}]", "format/share", "150 %"),
        ("    next: ky", "    next: [{to: ky, end: refused}]", "format/branch", "either a step or an end"),
        ("    next: ky", "    next: [{when: đủ}]", "format/branch", "either a step or an end"),
        ("office: xa", "issue: {issued: 2026-02-30}", "format/date", "2026-02-30"),
        ("office: xa", "revisions: [{date: 2026-02-30, what: x}]", "format/date", "2026-02-30"),
        (
            "office: xa",
            "suppress: [{rule: wf/time, reason: x, approver: y, expires: 2026-13-01}]",
            "format/date",
            "2026-13-01",
        ),
        ("office: xa", "demand: {per_year: 9, channels: {counter: 120 %}}", "format/share", "120 %"),
    ],
)
def test_a_value_without_meaning_is_said_at_its_line(line: str, wrong: str, rule: str, said: str) -> None:
    """What fits the schema and makes no sense is a problem at its line, and the rest of the file is still read."""
    text = procedure().replace(line, wrong, 1)
    source = source_of_text(text, "a.yaml")
    assert not list(validate(source, "procedure"))
    model, [problem] = read_procedure(source.data, source.at)
    assert (problem.rule, problem.at.line) == (rule, text.split("\n").index(wrong) + 1)
    assert said in problem.message.render("en")
    assert isinstance(model.steps["ky"], Step)


@pytest.mark.parametrize("length", ["vài giờ", "ngay", "1 ngày", "0 giờ", "30 giờ", "-8 giờ"])
def test_what_is_no_day_length_is_said_at_its_line(length: str) -> None:
    """A working day of no hours, or of more than a day has, is refused, never taken for the usual one in silence."""
    source = source_of_text(ORGANISATION.replace("8 hours", length), "organisation.yaml")
    organisation, [problem] = read_organisation(source.data, source.at)
    assert (problem.at.line, problem.severity) == (6, Severity.ERROR)
    assert length in problem.message.render("vi")
    assert "xa" in organisation.offices


def test_an_unknown_time_is_not_a_time_of_nothing() -> None:
    """`null` says that the time is not known: no duration, no problem, and it is written out again where it must be."""
    text = procedure().replace("office: xa", "limits: {legal: {within: null, basis: Điều 5}}")
    source = source_of_text(text.replace("0,5 ngày", "null"), "a.yaml")
    model, problems = read_procedure(source.data, source.at)
    assert not problems
    assert model.limits.legal is not None
    assert model.limits.legal.within is model.steps["nhan"].allowance is None
    assert to_data(model)["limits"] == {"legal": {"within": None, "basis": "Điều 5"}}


def test_an_organisation_is_found_by_its_parts() -> None:
    """The only office is the one of procedures that name none; a role without a title in the file shows its id."""
    source = source_of_text(ORGANISATION, "organisation.yaml")
    organisation, problems = read_organisation(source.data, source.at)
    assert not problems
    assert organisation.office(None) is organisation.office("xa")
    assert organisation.office("huyen") is None
    assert organisation.role_title("leader", "vi") == "Lãnh đạo xã"
    assert organisation.role_title("clerk", "vi") == "clerk"
