"""What whoever reviews procedures is promised (features/don_gian_hoa.feature), kept by running the commands."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from proposals import ORGANISATION, PROCEDURE, SCENARIO, folder
from pytest_bdd import given, parsers, scenarios, then, when

from isoqms.cli.main import cli

scenarios("features/don_gian_hoa.feature")

STATED = "compliance_cost: {income_per_hour: 30000, source: Cục Thống kê, year: 2025, currency: VND}\n"


@dataclass
class Review:
    """The office under review, what was asked, and what was answered."""

    path: Path
    organisation: str = ORGANISATION
    scenario: str = SCENARIO
    done: Result | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def run(self, command: str, *args: str) -> Result:
        place = folder(self.path, self.scenario, organisation=self.organisation)
        all_args = ["--lang", "vi", command, str(place / "qt.yaml"), *args]
        self.done = CliRunner().invoke(cli, all_args, catch_exceptions=False)
        return self.done

    def cost(self, *args: str) -> None:
        done = self.run("cost", "--format", "json", *args)
        if done.exit_code == 0:
            self.facts = json.loads(done.stdout)["procedures"]["QT-01"]

    @property
    def change(self) -> tuple[str, str]:
        return "--scenario", str(self.path / "scenarios" / "s.yaml")

    def paper(self, name: str) -> str:
        made = Document(str(self.path / "out" / f"don-gian-{name}.docx"))
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review(tmp_path)


@given(
    parsers.parse(
        "quy trình cấp bản sao có thời hạn theo quy định {legal:d} ngày làm việc, cam kết {days:d} ngày, mỗi năm "
        "{dossiers:d} hồ sơ"
    )
)
def limits(legal: int, days: int, dossiers: int) -> None:
    for text in (f"legal: {{within: {legal} ngày", f"committed: {{within: {days} ngày", f"per_year: {dossiers}"):
        assert text in PROCEDURE


@given(parsers.parse("mỗi lần đi nộp hồ sơ mất {hours:d} giờ và {money:d} đồng, lệ phí {fee:d} đồng"))
def spends(hours: int, money: int, fee: int) -> None:
    for text in (f"takes: {hours} giờ", f"spends: {money}", f"amount: {fee}"):
        assert text in PROCEDURE


@given("cơ quan chưa ghi mức thu nhập một giờ")
def no_income(review: Review) -> None:
    review.organisation = ORGANISATION.replace(STATED, "")
    assert review.organisation != ORGANISATION


@given(parsers.parse("mức thu nhập một giờ là {amount:d} đồng theo {source}"))
def income(review: Review, amount: int, source: str) -> None:
    stated = f"compliance_cost: {{income_per_hour: {amount}, source: {source}, currency: VND}}\n"
    review.organisation = ORGANISATION.replace(STATED, stated)


@given(parsers.parse("phương án bỏ bước ghi sổ, nộp trực tuyến mất {minutes:d} phút và cam kết {days:d} ngày"))
def proposed(minutes: int, days: int) -> None:
    for text in ("step: ghi\n    remove: true", f"takes: {minutes} phút", f"within: {days} ngày làm việc"):
        assert text in SCENARIO


@given(parsers.parse('thay đổi "{id_}" chưa ghi lý do'))
def without_reason(review: Review, id_: str) -> None:
    start = SCENARIO.index(f"  {id_}:")
    line = SCENARIO.index("    reason:", start)
    review.scenario = SCENARIO[:line] + SCENARIO[SCENARIO.index("\n", line) + 1 :]


@when("cán bộ tính chi phí tuân thủ")
def costs(review: Review) -> None:
    review.cost()


@when("cán bộ tính chi phí tuân thủ theo phương án")
def costs_compared(review: Review) -> None:
    review.cost(*review.change)


@when(parsers.parse("cán bộ tính chi phí theo cách waiting_days với {dossiers:d} hồ sơ mỗi năm"))
def waiting(review: Review, dossiers: int) -> None:
    review.cost("--method", "waiting_days", "--times", "1", "--subjects", str(dossiers))


@when("cán bộ in hồ sơ phương án")
def prints(review: Review) -> None:
    done = review.run("propose", *review.change, "-o", str(review.path / "out"), "--cases", "0")
    assert done.exit_code == 0, done.output


@then("chương trình hỏi mức thu nhập và nguồn, không đưa ra con số nào")
def asked_for(review: Review) -> None:
    assert review.done is not None and review.done.exit_code == 2 and not review.facts
    assert "compliance_cost" in review.done.stderr and review.done.stdout == ""


@then(parsers.parse("một hồ sơ tốn {each:d} đồng và một năm tốn {year:d} đồng"))
def amounts(review: Review, each: int, year: int) -> None:
    assert (review.facts["per_dossier"]["before"], review.facts["yearly"]["before"]) == (each, year)


@then(parsers.parse('nguồn "{source}" được nêu'))
def source_named(review: Review, source: str) -> None:
    assert review.facts["income"]["source"] == source
    assert source in review.run("cost").stdout


@then(parsers.parse('khoản "{one}" giảm {less:d} đồng và khoản "{other}" giảm {none:d} đồng'))
def items(review: Review, one: str, less: int, other: str, none: int) -> None:
    saved = {item["id"].split(".")[-1]: item["cost"]["saved"] for item in review.facts["items"]}
    assert (saved[one], saved[other]) == (less, none)


@then(parsers.parse("một hồ sơ giảm {rate} %"))
def rate(review: Review, rate: str) -> None:
    assert review.facts["per_dossier"]["percent"] == rate


@then(parsers.parse("số ngày được quy thành {amount:d} đồng, để riêng và có cảnh báo"))
def days_priced(review: Review, amount: int) -> None:
    assert review.facts["waiting_days"]["yearly"]["before"] == amount
    told = review.run("cost", "--method", "waiting_days").stdout
    assert "waiting_days" in told and "02/2017/TT-VPCP" in told


@then(parsers.parse("chi phí tuân thủ một năm vẫn là {amount:d} đồng"))
def unchanged(review: Review, amount: int) -> None:
    assert review.facts["yearly"]["before"] == amount


@then("có phương án, tờ trình, dự thảo quyết định và quy trình sau sửa đổi")
def papers(review: Review) -> None:
    names = {path.stem for path in (review.path / "out").glob("*.docx")}
    assert names == {"don-gian-proposal", "don-gian-submission", "don-gian-decision", "don-gian-QT-01"}


@then("quyết định tách phần cơ quan tự quyết, phần kiến nghị cấp tỉnh và phần kiến nghị Chính phủ")
def split(review: Review) -> None:
    told = review.paper("decision")
    places = [told.index(text) for text in ("Cam kết 6 ngày (", "Bỏ ghi sổ (", "Nộp trực tuyến (")]
    assert places == sorted(places)


@then("mỗi trang đầu nói mẫu in chưa đối chiếu với mẫu chính thức")
def unverified(review: Review) -> None:
    assert all("chưa đối chiếu" in review.paper(name) for name in ("proposal", "submission", "decision"))


@then(parsers.parse('màn hình và trang in đều nói thiếu lý do của "{id_}"'))
def told_twice(review: Review, id_: str) -> None:
    assert review.done is not None
    assert any(id_ in line and "“reason:”" in line for line in review.done.stderr.splitlines())
    assert "“reason:”" in review.paper("proposal")
