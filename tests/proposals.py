"""A small office with a procedure and a scenario, for tests of simplification dossiers."""

from __future__ import annotations

from pathlib import Path

from office import write

ORGANISATION = """\
title: Xã Thử
offices:
  xa:
    title: {vi: UBND xã Thử, en: Test commune}
    country: VN
    calendar: vn
    day_length: 8 hours
    plain_days: working
    hours: &hours
      mon: ["07:30..11:30", "13:30..17:30"]
      tue: ["07:30..11:30", "13:30..17:30"]
      wed: ["07:30..11:30", "13:30..17:30"]
      thu: ["07:30..11:30", "13:30..17:30"]
      fri: ["07:30..11:30", "13:30..17:30"]
roles:
  clerk: {title: {vi: Công chức, en: Clerk}, kind: handles}
  leader: {title: {vi: Lãnh đạo, en: Leader}, kind: decides}
posts:
  cong-chuc: {title: Công chức, roles: [clerk], head_count: 2}
  chu-tich: {title: Chủ tịch, roles: [leader]}
compliance_cost: {income_per_hour: 30000, source: Cục Thống kê, year: 2025, currency: VND}
"""
PROCEDURE = """\
id: QT-01
title: {vi: Cấp bản sao, en: Issue a copy}
national_code: "2.000001"
office: xa
legal_basis:
  nd: {document: 1/2020/NĐ-CP, article: Điều 5, changed_by: law}
  qd: {document: 9/QĐ-UBND, changed_by: province}
limits: {legal: {within: 10 ngày làm việc, from: receipt, basis: nd}, committed: {within: 8 ngày làm việc}}
demand: {per_year: 400}
dossier:
  - {paper: {vi: Căn cước, en: Identity card}, kind: copy, required_by: nd}
  - {paper: {vi: Ảnh, en: Photograph}, kind: original}
fees: {le-phi: {title: {vi: Lệ phí, en: Charge}, amount: 8000, currency: VND}}
steps:
  nop:
    title: {vi: Nộp hồ sơ, en: Hand in}
    actor: applicant
    visits: 1
    clock: not_started
    pays: [le-phi]
    costs: {di-lai: {title: {vi: Đi nộp, en: Go there}, task: file, takes: 1 giờ, spends: 20000}}
    next: nhan
  nhan: {title: {vi: Tiếp nhận, en: Receive}, role: clerk, allowance: 1 ngày, work: 10 phút, next: ghi}
  ghi:
    title: {vi: Ghi sổ, en: Enter the book}
    role: clerk
    allowance: 1 ngày
    work: 20 phút
    legal_basis: [qd]
    next: ky
  ky: {title: {vi: Ký, en: Sign}, role: leader, allowance: 2 ngày, work: 5 phút, end: completed}
"""
SCENARIO = """\
id: don-gian
title: {vi: Phương án thử, en: Test proposal}
changes:
  bo-ghi:
    title: {vi: Bỏ ghi sổ, en: No book}
    state: proposed
    reason: {vi: Phần mềm đã lưu., en: The software keeps it.}
    amends: [{rule: qd, article: Điều 2, text: {vi: Bỏ sổ giấy., en: No paper book.}}]
    roadmap: {vi: Quý I năm 2027, en: First quarter of 2027}
    procedure: QT-01
    step: ghi
    remove: true
  nop-mang:
    title: {vi: Nộp trực tuyến, en: Hand in online}
    state: accepted
    document: 12/2026/NĐ-CP
    date: "2026-09-15"
    reason: {vi: Không phải đi lại., en: No trip.}
    amends: [{rule: nd, article: Điều 5, text: {vi: Nộp trên mạng., en: Online.}}]
    roadmap: {vi: Từ năm 2027, en: From 2027}
    procedure: QT-01
    step: nop
    set: {visits: 0, costs: {di-lai: {takes: 20 phút, spends: 0}}}
  cam-ket:
    title: {vi: Cam kết 6 ngày, en: Commit to 6 days}
    state: in_force
    document: 30/QĐ-UBND
    date: "2026-10-01"
    reason: {vi: Đã bỏ một bước., en: One step less.}
    roadmap: {vi: Ngay, en: At once}
    procedure: QT-01
    limits: {committed: {within: 6 ngày làm việc}}
"""


def folder(path: Path, scenario: str = SCENARIO, procedure: str = PROCEDURE, organisation: str = ORGANISATION) -> Path:
    """Write the office into a folder and return it."""
    files = {"organisation.yaml": organisation, "qt.yaml": procedure, "scenarios/s.yaml": scenario}
    return write(path, files)
