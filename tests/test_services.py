"""The public side of procedures: facts as published, the applicant's way by channel, the load an office carries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from procedures import of_steps

from isoqms.graph.by_channel import by_channel
from isoqms.graph.journey import Journey, applicant_journey
from isoqms.procedure import Branch, Effort, Fee, FeeTier, Organisation, Paper, Post, Procedure
from isoqms.procedure.parts_required import SEVEN_PARTS, RequiredPart, missing_parts
from isoqms.source import read_source
from isoqms.words import Message, Text
from isoqms.workspace.calendars import office_calendar
from isoqms.workspace.load import Workspace, load

SAMPLES = Path(__file__).parent.parent / "processes"
# service of the shared data → procedure of the commune
SERVICES = {
    "btxh-mai-tang-phi": "vn-vidu-mai-tang",
    "btxh-tro-cap-xa-hoi": "vn-vidu-tro-cap-xa-hoi",
    "btxh-xac-dinh-khuyet-tat": "vn-vidu-khuyet-tat",
    "chungthuc-ban-sao": "vn-vidu-chung-thuc-ban-sao",
    "chungthuc-chu-ky": "vn-vidu-chung-thuc-chu-ky",
    "cutru-tach-ho": "vn-vidu-tach-ho",
    "cutru-tam-tru": "vn-vidu-tam-tru",
    "cutru-thuong-tru": "vn-vidu-thuong-tru",
    "cutru-xac-nhan-thong-tin": "vn-vidu-xac-nhan-cu-tru",
    "giamngheo-cong-nhan-ho-ngheo": "vn-vidu-ho-ngheo",
    "hkd-dang-ky-thanh-lap": "vn-vidu-ho-kinh-doanh",
    "hotich-ket-hon": "vn-vidu-ket-hon",
    "hotich-khai-sinh": "vn-vidu-khai-sinh",
    "hotich-khai-tu": "vn-vidu-khai-tu",
    "hotich-nhan-cha-me-con": "vn-vidu-nhan-cha-me-con",
    "hotich-thay-doi-cai-chinh": "vn-vidu-thay-doi-ho-tich",
    "hotich-trich-luc-ban-sao": "vn-vidu-trich-luc",
    "hotich-xac-nhan-tinh-trang-hon-nhan": "vn-vidu-tinh-trang-hon-nhan",
    "lienthong-khai-sinh-giay-2015": "lt-khaisinh-2015",
    "lienthong-khai-sinh": "vn-lienthong-3trong1",
    "lienthong-khai-tu": "vn-vidu-lienthong-khai-tu",
    "xa-xac-nhan-dien-tich-nha-o": "vn-vidu-dien-tich-nha-o",
    "xaydung-gpxd-nha-o": "vn-vidu-gpxd-nha-o",
}
CHANNELS = {"direct": "counter", "online": "online", "post": "post"}
KINDS = {
    "original": {"original", "form"},
    "certified_copy": {"certified_copy"},
    "copy": {"copy"},
    "show": {"show_original"},
    "data": {"electronic"},
    "eform": {"form", "electronic"},
}


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return load([SAMPLES])


def service(shared: Path, name: str) -> dict[str, Any]:
    data = read_source(shared / "data" / "services" / f"{name}.yaml", name).data
    assert isinstance(data, dict)
    return data


# facts as published


@pytest.mark.shared
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_the_one_published(name: str, workspace: Workspace, shared: Path) -> None:
    """Code, result, conditions, channels and the number of sets are those of the record; what it omits stays open."""
    told, procedure = service(shared, name), workspace.procedures[SERVICES[name]]
    assert procedure.national_code == told["code"]
    assert [text.render("vi") for text in procedure.result] == told["result"]
    assert [text.render("vi") for text in procedure.conditions] == told["conditions"]
    assert list(procedure.channels) == [CHANNELS[channel["mode"]] for channel in told["channels"]]
    assert procedure.dossier_sets == told["sets"]
    told_levels = {CHANNELS[each["mode"]]: each["level"] for each in told["channels"] if each["level"]}
    levels = {channel: each.level for channel, each in procedure.channel_details.items() if each.level}
    assert levels == (told_levels if procedure.id != "vn-lienthong-3trong1" else {})


@pytest.mark.shared
@pytest.mark.parametrize("name", SERVICES)
def test_limits_are_the_published_ones(name: str, workspace: Workspace, shared: Path) -> None:
    """Every limit of the procedure stands in the record, and the record's normal one is among them."""
    told, procedure = service(shared, name), workspace.procedures[SERVICES[name]]
    figures = {(Fraction(each["max"]), each["unit"].split()[-1]) for each in told["limits"] if each["max"] is not None}
    legal = procedure.limits.legal
    ours = [] if legal is None else [each for each in (legal.within, *legal.variants.values()) if each is not None]
    held = {amount.value for duration in ours for amount in duration.high}
    assert held <= {value for value, _ in figures}, procedure.id
    normal = [each["max"] for each in told["limits"][:1]]
    assert normal == [None] or normal[0] in held


@pytest.mark.shared
@pytest.mark.parametrize("name", SERVICES)
def test_papers_are_the_published_ones(name: str, workspace: Workspace, shared: Path) -> None:
    """Each component stands in the dossier with its kind, counts, rule and how sure that is, and no other does."""
    told, procedure = service(shared, name)["components"], workspace.procedures[SERVICES[name]]
    ours = {paper.paper.render("vi"): paper for paper in reversed(procedure.dossier)}
    if procedure.id == "vn-lienthong-3trong1":
        told = [{**each, "name": each["name"].replace("Giấy", "giấy")} for each in told]
        ours = {key.replace("Giấy", "giấy"): paper for key, paper in ours.items()}
    assert set(ours) == {each["name"] for each in told}
    for each in told:
        paper = ours[each["name"]]
        assert paper.kind in KINDS[each["kind"]], each["name"]
        assert paper.count == (each["quantity"] or each["copies"])
        assert paper.copies == (each["copies"] if each["quantity"] else 0)
        if procedure.id != "vn-lienthong-3trong1":
            assert (paper.required_by, paper.required_by_mark) == (each["required_by"], each["required_by_mark"])
        told_data = each["replaceable_by_data"]
        ours_data = paper.replaceable_by_data
        if ours_data is not None:
            assert (ours_data.possible, ours_data.basis) == (told_data["possible"], told_data["source"])
        else:
            assert told_data is None or procedure.id == "vn-lienthong-3trong1"


@pytest.mark.shared
@pytest.mark.parametrize("name", [name for name in SERVICES if name != "lienthong-khai-sinh-giay-2015"])
def test_fees_are_the_published_ones(name: str, workspace: Workspace, shared: Path) -> None:
    """Amount, currency, cap and the online amount are those of the record; an amount the province sets is left out."""
    told, [fee] = service(shared, name)["fee"], workspace.procedures[SERVICES[name]].fees.values()
    assert (fee.amount, fee.max) == (told["amount"], told.get("max"))
    assert fee.currency == (told["currency"] if told["amount"] is not None else None)
    assert dict(fee.by_channel) == ({"online": told["online"]} if "online" in told else {})
    assert len(fee.exemptions) == len(told["exemptions"])


@pytest.mark.shared
@pytest.mark.parametrize("name", SERVICES)
def test_trips_are_those_inferred(name: str, workspace: Workspace, shared: Path) -> None:
    """The trips counted from the steps are, by channel, those the collectors of the records arrived at."""
    told, procedure = service(shared, name)["trips"], workspace.procedures[SERVICES[name]]
    for mode, channel in (("direct", "counter"), ("online", "online")):
        if told[mode] is not None and channel in procedure.channels and procedure.id != "vn-lienthong-3trong1":
            journeys = journeys_of(procedure, channel)
            assert {each.ordinary.trips for each in journeys} == {told[mode]}, (channel, procedure.id)


@pytest.mark.shared
def test_every_service_is_there(shared: Path) -> None:
    """No service of the collection is left out."""
    assert {path.stem for path in (shared / "data" / "services").glob("*.yaml")} == set(SERVICES)


# the journey, by channel


def journeys_of(procedure: Procedure, channel: str | None) -> list[Journey]:
    """The journeys of all kinds of dossiers; one for dossiers of no kind where there are no kinds."""
    return [applicant_journey(procedure, kind, channel=channel) for kind in procedure.variants or [None]]


@pytest.mark.parametrize(
    ("channel", "trips", "most", "dealings", "papers"),
    [
        # at the counter: prepare, hand in, fetch; once more when papers are missing
        ("counter", 2, 3, 3, {"form": 1, "original": 1, "show_original": 1}),
        # online: prepare, fill in, confirm the draft, fetch at the counter; missing papers are sent
        ("online", 1, 1, 4, {"form": 1, "original": 1, "show_original": 1}),
        # by post: prepare, send; the result comes by post
        ("post", 0, 0, 2, {"form": 1, "original": 1, "certified_copy": 1}),
    ],
)
def test_the_journey_of_a_birth(
    channel: str, trips: int, most: int, dealings: int, papers: Mapping[str, int], workspace: Workspace
) -> None:
    """Counted by hand for each channel: a paper form or an electronic one, the identity paper shown or certified."""
    journey = applicant_journey(workspace.procedures["vn-vidu-khai-sinh"], "thuong", channel=channel)
    assert (journey.ordinary.trips, journey.most.trips, journey.ordinary.interactions) == (trips, most, dealings)
    assert journey.papers.needed == papers
    assert not journey.unbounded
    assert journey.ordinary.payments == 0


def test_the_journey_of_a_certified_copy(workspace: Workspace) -> None:
    """One trip: the original is shown, the fee paid and the copy waited for; online and by post nobody comes."""
    procedure = workspace.procedures["vn-vidu-chung-thuc-ban-sao"]
    trips = {channel: applicant_journey(procedure, None, channel=channel) for channel in procedure.channels}
    assert {channel: journey.ordinary.trips for channel, journey in trips.items()} == {
        "counter": 1,
        "online": 0,
        "post": 0,
    }
    assert trips["counter"].papers.needed == {"show_original": 1}
    assert trips["counter"].papers.optional == {"copy": 1}
    assert {journey.ordinary.payments for journey in trips.values()} == {1}


def test_the_journey_of_a_building_permit(workspace: Workspace) -> None:
    """Two trips at the counter, a third for missing papers and a fourth for corrected drawings; online one at most."""
    procedure = workspace.procedures["vn-vidu-gpxd-nha-o"]
    at_counter, online = (applicant_journey(procedure, "nha-o", channel=channel) for channel in ("counter", "online"))
    assert (at_counter.ordinary.trips, at_counter.most.trips) == (2, 4)
    assert (online.ordinary.trips, online.most.trips) == (1, 1)
    # application 1 + 1 copy, land paper 1 + 1 copy, drawings 2 + 2 copies
    assert at_counter.papers.needed == {"form": 1, "original": 3, "copy": 4}
    assert at_counter.ordinary.payments == 1


def test_without_a_channel_exclusive_papers_count_once(workspace: Workspace) -> None:
    """A paper form and its electronic form are one form to fill in, not two, when no channel is asked about."""
    papers = applicant_journey(workspace.procedures["vn-vidu-ket-hon"], "thuong").papers.needed
    assert papers["form"] == 1
    both = [paper for paper in workspace.procedures["vn-vidu-ket-hon"].dossier if paper.kind == "form"]
    assert len(both) == 2


CHANNELLED = """
    ask:
      actor: applicant
      next: [{to: come, channels: [counter]}, {to: click, channels: [online]}]
    come: {actor: applicant, visits: 2, pays: [fee], next: done}
    click: {actor: applicant, visits: 0, pays: [fee], next: done}
    done: {role: officer, end: completed}
    """
FEE = """
    channels: [counter, online]
    fees: {fee: {title: {en: Fee}, amount: 20000, currency: VND, by_channel: {online: 0}}}
    """


def test_a_fee_that_is_nothing_online_is_no_payment() -> None:
    """The amount of the channel decides whether something is paid."""
    procedure = of_steps(CHANNELLED, FEE)
    found = {channel: applicant_journey(procedure, None, channel=channel).ordinary for channel in procedure.channels}
    assert {channel: (each.trips, each.payments) for channel, each in found.items()} == {
        "counter": (2, 1),
        "online": (0, 0),
    }


def test_an_unknown_channel_is_refused() -> None:
    """Asking about a channel the procedure does not list is a mistake of the caller."""
    with pytest.raises(ValueError, match="'post' is no channel of P"):
        by_channel(of_steps(CHANNELLED, FEE), "post")


def test_a_procedure_that_lists_no_channels_has_all() -> None:
    """Nothing is left out where nothing is kept for a channel."""
    procedure = of_steps("a: {role: officer, end: completed}")
    assert by_channel(procedure, "online") == procedure


# fees


def test_the_fee_for_pages(workspace: Workspace) -> None:
    """Five pages cost 2 × 2,000 + 3 × 1,000 = 7,000 VND; a thick book reaches the cap of 200,000 VND."""
    fee = workspace.procedures["vn-vidu-chung-thuc-ban-sao"].fees["phi"]
    assert [fee.due(pages) for pages in (0, 1, 2, 3, 5)] == [0, 2000, 4000, 5000, 7000]
    assert (fee.due(197), fee.due(198), fee.due(199), fee.due(1000)) == (199_000, 200_000, 200_000, 200_000)


def test_the_fee_by_channel(workspace: Workspace) -> None:
    """Residence registration is cheaper online; another channel pays the general amount."""
    fee = workspace.procedures["vn-vidu-thuong-tru"].fees["le-phi"]
    assert (fee.due(1, "counter"), fee.due(1, "online"), fee.due()) == (20_000, 10_000, 20_000)


def test_a_fee_nobody_states_is_unknown() -> None:
    """An amount set elsewhere is not taken for nothing, and a negative number of units is refused."""
    assert Fee(Text.of("Charge")).due(3) is None
    with pytest.raises(ValueError, match="-1"):
        Fee(Text.of("Charge"), amount=5).due(-1)


def test_several_tiers() -> None:
    """Each unit is paid at the amount of its own tier, in whatever order the tiers are written."""
    fee = Fee(Text.of("Fee"), amount=10, tiers=(FeeTier(5, 1), FeeTier(3, 5)))
    assert [fee.due(units) for units in range(7)] == [0, 10, 20, 25, 30, 31, 32]


# the seven parts


COMPLETE = """
    office: commune
    subjects: {vi: Công dân}
    channels: [counter]
    limits: {legal: {within: 3 ngày làm việc}}
    dossier: [{paper: {vi: Đơn}}]
    dossier_sets: 1
    """


def test_a_complete_procedure_lacks_nothing() -> None:
    """Form, fee, result and conditions are not asked: only some procedures have them."""
    assert missing_parts(of_steps("a: {end: completed}", COMPLETE)) == ()


@pytest.mark.parametrize(
    ("line", "part", "place"),
    [
        ("office", "agency", ("agency", "office", "decided_by")),
        ("subjects", "subjects", ("subjects",)),
        ("channels", "manner", ("channels", "channel_details")),
        ("limits", "limit", ("limits.legal.within", "limits.legal.variants")),
        ("dossier:", "dossier", ("dossier",)),
        ("dossier_sets", "dossier", ("dossier_sets",)),
    ],
)
def test_each_part_that_is_missing_is_named(line: str, part: str, place: tuple[str, ...]) -> None:
    """The part and where to write it are named, whichever of the seven is left out."""
    less = re.sub(rf"\n +{line}.*", "", COMPLETE)
    assert less != COMPLETE
    [missing] = missing_parts(of_steps("a: {end: completed}", less))
    assert (missing.part.id, missing.places) == (part, (place,))


def test_a_limit_by_cases_is_a_limit() -> None:
    """A limit may depend on the case alone."""
    cases = COMPLETE.replace("{within: 3 ngày làm việc}", "{within: null, variants: {a: 1 ngày}}").rstrip()
    assert missing_parts(of_steps("a: {end: completed}", cases + "\n    variants: {a: {title: {vi: A}}}")) == ()


def test_the_list_of_parts_is_data() -> None:
    """Another list of parts can be asked for; a place that no procedure has is a mistake of the caller."""
    procedure = of_steps("a: {end: completed}", COMPLETE)
    form = RequiredPart("form", Message("form"), (("forms",),))
    assert [missing.part.id for missing in missing_parts(procedure, [*SEVEN_PARTS, form])] == ["form"]
    with pytest.raises(ValueError, match="'owners'"):
        missing_parts(procedure, [RequiredPart("owner", Message("owner"), (("owner", "owners"),))])


def test_what_the_records_leave_open_is_missing_in_the_samples(workspace: Workspace) -> None:
    """The records of these services give no number of sets, one of them no limit; all else of the seven is there."""
    missing = {
        id_: [(each.part.id, each.places) for each in found]
        for id_ in SERVICES.values()
        if id_.startswith("vn-vidu") and (found := missing_parts(workspace.procedures[id_]))
    }
    sets = ("dossier", (("dossier_sets",),))
    without_sets = {
        "vn-vidu-chung-thuc-ban-sao",
        "vn-vidu-chung-thuc-chu-ky",
        "vn-vidu-dien-tich-nha-o",
        "vn-vidu-gpxd-nha-o",
        "vn-vidu-ho-kinh-doanh",
        "vn-vidu-lienthong-khai-tu",
        "vn-vidu-tach-ho",
        "vn-vidu-tam-tru",
        "vn-vidu-thuong-tru",
        "vn-vidu-tro-cap-xa-hoi",
        "vn-vidu-xac-nhan-cu-tru",
    }
    limit = ("limit", (("limits.legal.within", "limits.legal.variants"),))
    assert missing == {id_: [sets, limit] if id_ == "vn-vidu-tro-cap-xa-hoi" else [sets] for id_ in without_sets}


# the office carries its load


def test_papers_say_how_sure_their_rule_is(workspace: Workspace) -> None:
    """A rule is cited with its mark, and a mark only with a rule."""
    papers = [paper for id_ in SERVICES.values() for paper in workspace.procedures[id_].dossier]
    marked = [paper for paper in papers if paper.required_by_mark]
    assert len(marked) > 60
    assert [paper for paper in marked if not paper.required_by] == []


def test_the_commune_says_what_it_estimates(workspace: Workspace) -> None:
    """Every figure of the invented offices is estimated, with its reasoning beside it in both languages."""
    procedures = [each for each in workspace.procedures.values() if each.demand is not None]
    assert len(procedures) >= 25
    for procedure in procedures:
        assert procedure.demand is not None
        efforts = [effort for step in procedure.steps.values() for effort in (step.work, step.wait) if effort]
        told = [(figure.source, figure.note) for figure in efforts]
        for source, note in [(procedure.demand.source, procedure.demand.note), *told]:
            assert source == "estimated", procedure.id
            assert note is not None and note.has("vi") and note.has("en"), procedure.id


def test_the_office_is_loaded_between_half_and_85_percent(workspace: Workspace) -> None:
    """The arithmetic of processes/README.md: minutes needed in a year over minutes the posts have for this work."""
    organisation = workspace.organisations[SAMPLES.absolute()]
    needed, days = minutes_needed(workspace), working_days(organisation, 2026)
    found = {
        posts: (sum(needed[role] for role in roles), sum(minutes_of(organisation.posts[post], days) for post in posts))
        for posts, roles in sharing_roles(organisation).items()
        if any(organisation.posts[post].share for post in posts)
    }
    assert len(found) == 9
    assert {posts: (need, have) for posts, (need, have) in found.items() if not 0.5 <= need / have <= 0.85} == {}
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    for posts, (need, have) in found.items():
        line = next(line for line in readme.splitlines() if f"`{posts[0]}`" in line)
        figures = f"| {need:,.0f} | {have:,.0f} | {100 * need / have:.0f} % |".replace(",", ".")
        assert figures in line, (line, figures)


def working_days(organisation: Organisation, year: int) -> int:
    office = organisation.office(None)
    assert office is not None
    calendar = office_calendar(office, SAMPLES, [])
    return sum(calendar.is_working_day(date(year, 1, 1) + timedelta(days=day)) for day in range(365))


def minutes_of(post: Post, days: int) -> float:
    return post.head_count * days * 480 * float(post.share or 1)


def sharing_roles(organisation: Organisation) -> dict[tuple[str, ...], set[str]]:
    """Posts that fill some role together, with the roles they fill: their work is one queue of minutes."""
    groups: list[tuple[list[str], set[str]]] = []
    for id_, post in organisation.posts.items():
        met = [group for group in groups if group[1] & set(post.roles)]
        posts, roles = [each for group in met for each in group[0]] + [id_], set(post.roles)
        groups = [group for group in groups if group not in met]
        groups.append((posts, roles.union(*(group[1] for group in met))))
    return {tuple(posts): roles for posts, roles in groups}


def minutes_needed(workspace: Workspace) -> dict[str, float]:
    """Working minutes a year by role, of all procedures with a demand."""
    needed: dict[str, float] = defaultdict(float)
    for procedure in workspace.procedures.values():
        for kind, share in shares_of_kinds(procedure):
            per_year = procedure.demand.per_year * share if procedure.demand and procedure.demand.per_year else 0.0
            for id_, times in passages(procedure, kind).items():
                step = procedure.steps[id_]
                special = step.in_variant.get(kind or "")
                work = special.work if special and special.work else step.work
                for role in step.role if not step.variants or kind in step.variants else ():
                    needed[role] += per_year * times * minutes(work)
    return needed


def shares_of_kinds(procedure: Procedure) -> list[tuple[str | None, float]]:
    shares = [(id_, float(variant.share)) for id_, variant in procedure.variants.items() if variant.share]
    if procedure.demand is None:
        return []
    return [*shares] or [(next(iter(procedure.variants), None), 1.0)]


def minutes(work: Effort | None) -> float:
    """The mean of a lowest, a usual and a highest time, as the simulator draws them: (low + usual + high) ÷ 3."""
    if work is None:
        return 0.0
    low, usual, high = (each.working_minutes(480) if each else None for each in (work.min, work.usual, work.max))
    assert low is not None and usual is not None and high is not None
    return float(low + usual + high) / 3


def passages(procedure: Procedure, kind: str | None) -> dict[str, float]:
    """How often a dossier of `kind` passes each step on average, loops followed round by round."""
    passed, here = dict.fromkeys(procedure.steps, 0.0), {procedure.first: 1.0}
    for _ in range(100):
        onward: dict[str, float] = defaultdict(float)
        for id_, times in here.items():
            passed[id_] += times
            for target, share in ways_on(procedure, id_, kind):
                onward[target] += times * share
        here = onward
    return passed


def ways_on(procedure: Procedure, id_: str, kind: str | None) -> Iterator[tuple[str, float]]:
    step = procedure.steps[id_]
    branches = [branch for branch in step.next if branch.open_to(kind)]
    open_ = [(branch.to, share) for branch, share in zip(branches, shares(branches, procedure), strict=True)]
    for target, share in [*open_, *((each, 1.0) for each in step.parallel)]:
        if target is not None:
            arriving = sum(branch.to == target for each in procedure.steps.values() for branch in each.next)
            yield target, share / arriving if procedure.steps[target].join else share


def shares(branches: list[Branch], procedure: Procedure) -> list[float]:
    """Shares as written, by channel where the branches are kept for channels; the rest goes the way left open."""
    if branches and all(branch.channels for branch in branches):
        assert procedure.demand is not None
        come = [sum(float(procedure.demand.channels.get(each, 0)) for each in branch.channels) for branch in branches]
        return [each / sum(come) for each in come] if sum(come) else [0.0 for _ in come]
    known = sum(float(branch.share) for branch in branches if branch.share)
    left = [branch for branch in branches if not branch.share]
    return [float(branch.share) if branch.share else (1 - known) / len(left) for branch in branches]


def test_papers_for_a_channel() -> None:
    """A paper without channels is asked of all; one with channels only of those that come that way."""
    plain, online = Paper(Text.of("A")), Paper(Text.of("B"), channels=("online",))
    assert [plain.asked_of(channel) for channel in ("online", "post", None)] == [True, True, True]
    assert [online.asked_of(channel) for channel in ("online", "post", None)] == [True, False, True]
