"""Diagrams for the tests of maps: small ones by hand, a large one by rule, and any at all by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from isoqms.report.map import Arrow, Box, Diagram, Lane

TITLES = (
    "Ký",
    "Phân công xử lý",
    "Kiểm tra, tiếp nhận, số hóa, chuyển bộ phận chuyên môn",
    "Thẩm định hồ sơ, dự thảo văn bản trình lãnh đạo phòng xem xét, ký nháy",
    "Acknowledgement-of-receipt/counterfoil",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "",
)
LABELS = ("", "", "", "có", "đủ điều kiện", "không đủ điều kiện: trả hồ sơ trong 03 ngày", "15 %")
LANE_TITLES = ("Văn thư", "Người nộp hồ sơ", "Lãnh đạo UBND xã (Chủ tịch Hội đồng chính sách)", "Chuyên viên phòng")


@st.composite
def diagrams(draw: st.DrawFn) -> Diagram:
    """Any diagram of up to 14 boxes in up to 6 lanes: splits, joins, loops, dead ends and several starts."""
    lanes = tuple(
        Lane(f"lane{at}", draw(st.sampled_from(LANE_TITLES)), draw(st.sampled_from(LANE_KINDS)))
        for at in range(draw(st.integers(1, 6)))
    )
    boxes = tuple(draw(_box(at, len(lanes))) for at in range(draw(st.integers(1, 14))))
    arrows = tuple(arrow for at, box in enumerate(boxes) if not box.end for arrow in draw(_arrows(at, len(boxes))))
    return Diagram("Cấp giấy phép xây dựng", lanes, boxes, arrows, lang=draw(st.sampled_from(("vi", "en"))))


LANE_KINDS = ("role", "applicant", "agency", "system")


@st.composite
def _box(draw: st.DrawFn, at: int, lanes: int) -> Box:
    end = draw(st.sampled_from((None, None, None, None, None, None, "completed", "refused", "handed_over")))
    return Box(
        id=f"step{at}",
        lane=f"lane{draw(st.integers(0, lanes - 1))}",
        title=draw(st.sampled_from(TITLES)),
        number=draw(st.sampled_from(("", str(at), "I.3b"))),
        allowance=draw(st.sampled_from(("", "0,5 ngày", "10 ngày (20 ngày đối với vùng khó khăn)"))),
        clock=draw(st.sampled_from(("running", "running", "stopped", "restarts", "not_started", "uncounted"))),
        critical=draw(st.booleans()),
        automatic=draw(st.booleans()),
        split=None if end else draw(st.sampled_from((None, "one", "all"))),
        join=None if end else draw(st.sampled_from((None, "all", "any"))),
        end=end,
        start=not end and draw(st.integers(0, 5)) == 0,
    )


@st.composite
def _arrows(draw: st.DrawFn, at: int, boxes: int) -> list[Arrow]:
    near = st.integers(1, 3).map(lambda step: min(at + step, boxes - 1))
    anywhere = st.integers(0, boxes - 1)
    targets = draw(st.lists(st.one_of(near, near, near, anywhere), max_size=4))
    return [
        Arrow(
            f"step{at}",
            f"step{target}",
            draw(st.sampled_from(LABELS)),
            "tối đa 1 lần" if target <= at and draw(st.booleans()) else "",
            draw(st.booleans()),
        )
        for target in targets
    ]


def chain(steps: int, lanes: int = 3, **more: object) -> Diagram:
    """A procedure of `steps` steps one after another that wander through the lanes."""
    return Diagram(
        title="Quy trình mẫu",
        lanes=tuple(Lane(f"lane{at}", LANE_TITLES[at % 4], LANE_KINDS[at % 4]) for at in range(lanes)),
        boxes=tuple(
            Box(f"step{at}", f"lane{at * 5 % lanes}", TITLES[at % 4], str(at + 1), "04 giờ làm việc", start=at == 0)
            for at in range(steps)
        ),
        arrows=tuple(Arrow(f"step{at}", f"step{at + 1}") for at in range(steps - 1)),
        **more,
    )


def large() -> Diagram:
    """Thirty steps in eight lanes with refusals, loops and ways past several steps: more than one sheet holds."""
    plain = chain(30, 8)
    ends = (Box("no", "lane2", "Từ chối", end="refused"), Box("done", "lane6", "Hoàn thành", end="completed"))
    more = (
        Arrow("step3", "no", "không đủ điều kiện"),
        Arrow("step9", "step5", "cần bổ sung", "tối đa 1 lần"),
        Arrow("step17", "step22", "không phải lấy ý kiến"),
        Arrow("step25", "step11", "lãnh đạo không đồng ý"),
        Arrow("step29", "done"),
    )
    return Diagram("Ba mươi bước, tám làn", plain.lanes, (*plain.boxes, *ends), (*plain.arrows, *more), code="QT-30")


def permit() -> Diagram:
    """A small procedure with everything in it: a split, a loop with a bound, a parallel part, a join, two endings."""
    lanes = (Lane("a", "Người nộp", "applicant"), Lane("b", "Công chức"), Lane("c", "Công an xã", "agency"))
    boxes = (
        Box("receive", "b", "Tiếp nhận hồ sơ", "1", "0,5 ngày", split="one", critical=True, start=True),
        Box("supplement", "a", "Bổ sung hồ sơ", "2", "10 ngày", clock="stopped"),
        Box("appraise", "b", "Thẩm định", "3", "02 ngày", split="all", critical=True),
        Box("ask", "c", "Cho ý kiến", "4", "05 ngày", critical=True),
        Box("visit", "b", "Kiểm tra thực địa", "5", "03 ngày"),
        Box("sign", "b", "Ký giấy phép", "6", "01 ngày", join="all", automatic=True, split="one", critical=True),
        Box("done", "b", "Đã cấp phép", end="completed", critical=True),
        Box("no", "a", "Từ chối", end="refused"),
    )
    arrows = (
        Arrow("receive", "supplement", "thiếu giấy tờ"),
        Arrow("supplement", "receive", "nộp lại", "tối đa 1 lần"),
        Arrow("receive", "appraise", "đủ", critical=True),
        Arrow("appraise", "ask", critical=True),
        Arrow("appraise", "visit"),
        Arrow("ask", "sign", critical=True),
        Arrow("visit", "sign"),
        Arrow("sign", "done", "đủ điều kiện", critical=True),
        Arrow("sign", "no", "không đủ điều kiện"),
        Arrow("sign", "appraise", "phải thẩm định lại", "tối đa 1 lần"),
    )
    return Diagram(
        "Cấp giấy phép <nhà ở> & công trình",
        lanes,
        boxes,
        arrows,
        code="QT-XD-03",
        office="UBND xã Bình Minh",
        lines=("Thời hạn theo quy định: 10 ngày làm việc",),
        stamp="3f9c21aa · 21/11/2026",
        footnotes=("Bước 4: thời gian do cơ quan công an quy định.",),
    )
