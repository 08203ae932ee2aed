"""Bodies over time: which body a name means on a day, its lifetime, what is above it and came of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.body import BodyPlace, level_of, place_body, speaking_day
from kg.changes import forms_of, successor
from kg.errors import ContentError
from kg.model import Header
from kg.quads.bodies import NamedBody, body_turtles
from kg.quads.turtle import PREFIXES
from kg.reference import Province, read_changes, read_reference
from kg.register import DirectiveKey, basis_path, directive_path, issue_period
from kg.succession import Lifetime, end_of, events, lifetime, successors, superiors

BASE = "https://w3id.org/directive-kg/"
PROVINCES = read_reference().provinces
LAST, FIRST = "2025-06-30", "2025-07-01"


def placed(name: str, province: str | None, day: str | None = None) -> BodyPlace:
    return place_body(name, province, "0" * 64, day)


@pytest.mark.parametrize(
    ("name", "province", "day", "path"),
    [
        ("Thành ủy Hải Phòng", "Hải Phòng", "2018-06-30", "body/thanh-uy-hai-phong"),
        ("Thành ủy Hải Phòng", "Hải Phòng", LAST, "body/thanh-uy-hai-phong"),
        ("Thành ủy Hải Phòng", "Hải Phòng", FIRST, "body/thanh-uy-hai-phong-2025"),
        ("Thành ủy", "Hải Phòng", FIRST, "body/thanh-uy-hai-phong-2025"),
        ("Thành ủy Hải Phòng", "Hải Phòng", None, "body/thanh-uy-hai-phong"),
        ("Tỉnh ủy Hải Dương", "Hải Dương", "2018-06-30", "body/tinh-uy-hai-duong"),
        ("Tỉnh ủy Hải Dương", "Hải Dương", "2023-06-30", "body/tinh-uy-hai-duong"),
        ("Tỉnh ủy Hải Dương", "Hải Phòng", "2025-09-30", "body/tinh-uy-hai-duong"),
        ("Ban Tổ chức Tỉnh ủy", "Thái Nguyên", FIRST, "body/ban-to-chuc-tinh-uy-thai-nguyen-2025"),
        ("Ban Dân vận Tỉnh ủy", "Thái Nguyên", FIRST, "body/ban-dan-van-tinh-uy-thai-nguyen"),
        ("Ủy ban nhân dân tỉnh Thái Nguyên", None, FIRST, "body/uy-ban-nhan-dan-tinh-thai-nguyen-2025"),
        ("Hội Nông dân tỉnh", "Quảng Trị", FIRST, "body/hoi-nong-dan-tinh-quang-tri-2025"),
        ("Sở Nội vụ", "Thái Nguyên", FIRST, "body/so-noi-vu-thai-nguyen"),
        ("Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2026-03-31", "body/tinh-uy-ha-tinh"),
        ("Đảng ủy phường Hải Châu", "Đà Nẵng", LAST, "body/dang-uy-phuong-hai-chau-da-nang"),
        ("Đảng ủy phường Hải Châu", "Đà Nẵng", FIRST, "body/dang-uy-phuong-hai-chau-da-nang-2025"),
        ("Đảng ủy xã Cẩm Bình", "Hà Tĩnh", FIRST, "body/dang-uy-xa-cam-binh-ha-tinh-2025"),
        ("Đảng ủy xã Nam Sách", "Hải Dương", FIRST, "body/dang-uy-xa-nam-sach-hai-phong-2025"),
        ("Huyện ủy Nam Sách", "Hải Dương", "2025-09-30", "body/huyen-uy-nam-sach-hai-duong"),
        ("Ban Tuyên giáo Trung ương", "Hải Phòng", FIRST, "body/ban-tuyen-giao-trung-uong"),
        ("Tỉnh ủy", None, FIRST, f"report/{'0' * 64}/body/tinh-uy"),
        ("các cấp ủy", "Hải Phòng", FIRST, f"report/{'0' * 64}/body/cac-cap-uy"),
        ("Đảng ủy xã, phường", "Hải Phòng", FIRST, f"report/{'0' * 64}/body/dang-uy-xa-phuong"),
        ("đảng ủy các xã", "Hải Phòng", FIRST, f"report/{'0' * 64}/body/dang-uy-cac-xa"),
        ("Đảng ủy các cơ quan Đảng tỉnh", "Hà Tĩnh", FIRST, "body/dang-uy-cac-co-quan-dang-tinh-ha-tinh"),
    ],
)
def test_the_day_tells_which_body_a_name_means(
    name: str, province: str | None, day: str | None, path: str
) -> None:
    assert placed(name, province, day).path == path


@pytest.mark.parametrize(
    ("stated", "end", "day"),
    [
        ("2025-06-27", "2025-09-30", "2025-06-27"),
        ("2025-07", "2025-06-30", "2025-07-01"),
        ("2025", "2025-12-31", "2025-12-31"),
        ("2025", None, "2025-01-01"),
        ("2026", "2025-12-31", "2026-01-01"),
        (None, "2025-06-30", "2025-06-30"),
        (None, None, None),
    ],
)
def test_a_report_speaks_on_its_date_else_at_the_end_of_its_period(
    stated: str | None, end: str | None, day: str | None
) -> None:
    assert speaking_day(Header(date=stated, period_end=end)) == day


@pytest.mark.parametrize(
    ("name", "province", "level"),
    [
        ("Thành ủy Hải Phòng", "Hải Phòng", "province"),
        ("Thành ủy", "Hải Phòng", "province"),
        ("Thành ủy Thủ Đức", "Hồ Chí Minh", "district"),
        ("Thành ủy Đông Hà", "Quảng Trị", "district"),
        ("Thành ủy Đông Hà, tỉnh Quảng Trị", "Quảng Trị", "district"),
        ("Sở Y tế thành phố Hải Phòng", "Hải Phòng", "province"),
    ],
)
def test_a_city_within_a_province_is_a_district(name: str, province: str, level: str) -> None:
    assert level_of(name, province) == level


@given(st.sampled_from(PROVINCES), st.dates(), st.sampled_from(["Tỉnh ủy {}", "Ban Nội chính Tỉnh ủy {}"]))
def test_bodies_of_unchanged_provinces_never_split_and_others_once(
    province: Province, day: date, name: str
) -> None:
    named, iso = name.format(province.name), str(day)
    path = placed(named, province.name, iso).path
    renewed = iso >= FIRST and province.change == "merged" and province.successor == province.name
    assert path == placed(named, province.name).path + ("-2025" if renewed else "")


@given(
    st.sampled_from(PROVINCES),
    st.sampled_from(PROVINCES),
    st.sampled_from(["Huyện ủy Châu Thành", "Đảng ủy xã Tân An", "Tỉnh ủy", "Hội Nông dân tỉnh"]),
    st.sampled_from([None, "2023-01-01", LAST, FIRST, "2026-01-01"]),
)
def test_one_name_in_two_provinces_never_means_one_body(
    one: Province, other: Province, name: str, day: str | None
) -> None:
    same = placed(name, one.name, day).path == placed(name, other.name, day).path
    # Since July 2025 a commune lies in the new province, whichever of its old names a report gives.
    joined = name.startswith("Đảng ủy xã") and (day or "") >= FIRST and one.successor == other.successor
    assert same == (one.name == other.name or joined)


@given(st.sampled_from(PROVINCES), st.sampled_from(["Tỉnh ủy", "Ủy ban nhân dân tỉnh", "Văn phòng Tỉnh ủy"]))
def test_what_merged_is_linked_both_ways(province: Province, name: str) -> None:
    old = placed(f"{name} {province.name}", province.name)
    ended = end_of(old)
    if province.change == "unchanged" or province.full_name.startswith("Thành phố"):
        return
    assert ended is not None
    assert old.path in {b.path for b in ended.originals}
    (heir,) = successors(old)
    assert heir.province == successor(province.name)
    assert events(heir) == (ended,)
    assert (lifetime(old).last, lifetime(heir).first) == (LAST, FIRST)
    assert len(ended.originals) == sum(p.successor == heir.province for p in PROVINCES)


@pytest.mark.parametrize(
    ("name", "province", "day", "lasts", "heirs"),
    [
        ("Tỉnh ủy Hải Dương", "Hải Dương", None, Lifetime(None, LAST), ["body/thanh-uy-hai-phong-2025"]),
        ("Thành ủy Hải Phòng", "Hải Phòng", FIRST, Lifetime(FIRST, None), []),
        ("Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", FIRST, Lifetime(None, None), []),
        ("Huyện ủy Nam Sách", "Hải Dương", None, Lifetime(None, LAST), []),
        ("Ban Thường vụ Huyện ủy Nam Sách", "Hải Dương", None, Lifetime(None, LAST), []),
        ("Trung tâm Y tế huyện Nam Sách", "Hải Dương", None, Lifetime(None, None), []),
        ("Sở Nội vụ tỉnh Thái Nguyên", "Thái Nguyên", None, Lifetime(None, None), []),
        ("Huyện ủy", "Hải Dương", None, Lifetime(None, None), []),
        ("Ban Dân vận Thành ủy Đông Hà", "Quảng Trị", None, Lifetime(None, "2025"),
         ["body/ban-tuyen-giao-va-dan-van-thanh-uy-dong-ha-quang-tri"]),
        ("Ban Tuyên giáo và Dân vận Thành ủy Đông Hà", "Quảng Trị", None, Lifetime("2025", LAST), []),
        ("Ban Tuyên giáo Đảng ủy xã Tân An", "Hải Dương", None, Lifetime(None, LAST), []),
        ("Đảng bộ Công an huyện Nam Sách", "Hải Dương", None, Lifetime(None, None), []),
        ("Ban Dân vận Tỉnh ủy chuẩn bị", "Hải Dương", None, Lifetime(None, None), []),
        ("Hội Nông dân các cấp trong tỉnh", "Hải Dương", None, Lifetime(None, None), []),
        ("Đảng bộ tỉnh", "Hải Dương", None, Lifetime(None, LAST),
         ["body/dang-bo-thanh-pho-hai-phong-2025"]),
        ("Ban Tuyên giáo Trung ương", None, None, Lifetime(None, "2025-02"),
         ["body/ban-tuyen-giao-va-dan-van-trung-uong"]),
        ("Ban Tuyên giáo và Dân vận Trung ương", None, None, Lifetime("2025-02", None), []),
        ("Ban Tuyên giáo Tỉnh ủy Bắc Giang", "Bắc Giang", None, Lifetime(None, "2025-02-28"),
         ["body/ban-tuyen-giao-va-dan-van-tinh-uy-bac-giang"]),
        ("Ban Dân vận Tỉnh ủy", "Hà Tĩnh", None, Lifetime(None, "2025"),
         ["body/ban-tuyen-giao-va-dan-van-tinh-uy-ha-tinh"]),
        ("Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Hà Tĩnh", "Hà Tĩnh", None, Lifetime(None, "2025"),
         ["body/dang-uy-cac-co-quan-dang-tinh-ha-tinh", "body/dang-uy-uy-ban-nhan-dan-tinh-ha-tinh"]),
        ("Đảng ủy các cơ quan Đảng tỉnh", "Hà Tĩnh", None, Lifetime("2025", None), []),
        ("Đảng ủy phường Hải Châu", "Đà Nẵng", FIRST, Lifetime(FIRST, None), []),
    ],
)  # fmt: skip
def test_lifetimes_and_heirs(
    name: str, province: str | None, day: str | None, lasts: Lifetime, heirs: list[str]
) -> None:
    body = placed(name, province, day)
    assert lifetime(body) == lasts
    assert [b.path for b in successors(body)] == heirs


@pytest.mark.parametrize(
    ("name", "province", "day", "above"),
    [
        ("Ban Tổ chức Tỉnh ủy", "Ninh Bình", FIRST,
         [("commission", "body/tinh-uy-ninh-binh-2025", FIRST, None)]),
        ("Ban Thường vụ Tỉnh ủy", "Ninh Bình", None, [("organ", "body/tinh-uy-ninh-binh", None, LAST)]),
        ("Huyện ủy Nam Sách", "Hải Dương", None, [("below", "body/tinh-uy-hai-duong", None, LAST)]),
        ("Thành ủy Thủ Đức", "Hồ Chí Minh", None, [("below", "body/thanh-uy-ho-chi-minh", None, LAST)]),
        ("Đảng ủy xã Tân An, huyện Thanh Hà", "Hải Dương", None,
         [("below", "body/huyen-uy-thanh-ha-hai-duong", None, LAST)]),
        ("Đảng ủy xã Tân An", "Hải Dương", None, []),
        ("Đảng ủy phường Hải Châu", "Đà Nẵng", FIRST, [("below", "body/thanh-uy-da-nang-2025", FIRST, None)]),
        ("Đảng ủy xã Cẩm Bình", "Hà Tĩnh", FIRST, [("below", "body/tinh-uy-ha-tinh", FIRST, None)]),
        ("Đảng ủy Khối", "Hà Tĩnh", None, [("below", "body/tinh-uy-ha-tinh", None, "2025")]),
        ("Sở Nội vụ", "Hà Tĩnh", None, [("below", "body/uy-ban-nhan-dan-tinh-ha-tinh", None, None)]),
        ("Ủy ban nhân dân huyện Nam Sách", "Hải Dương", None,
         [("below", "body/uy-ban-nhan-dan-tinh-hai-duong", None, LAST)]),
        ("Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", None, []),
        ("Ban Tổ chức Tỉnh ủy", None, None, [("commission", f"report/{'0' * 64}/body/tinh-uy", None, None)]),
    ],
)  # fmt: skip
def test_superiors_are_those_that_the_name_shows(
    name: str, province: str | None, day: str | None, above: list[tuple[str, str, str | None, str | None]]
) -> None:
    found = superiors(placed(name, province, day))
    assert [(m.role, m.above.path, m.during.first, m.during.last) for m in found] == above


@pytest.mark.parametrize(
    ("key", "date", "period"),
    [
        ("tu-hai-phong/18-nq-tu", "2025-03-20", "2025"),
        ("tu-hai-phong/18-nq-tu", "2025-07-01", "2025-07"),
        ("tu-hai-phong/18-nq-tu", "2025-12-31", "2025-12"),
        ("tu-hai-phong/18-nq-tu", "2026-01-05", "2026"),
        ("tu-hai-phong/18-nq-tu", "2025", "2025"),
        ("tu-hai-duong/18-nq-tu", "2025-08-01", "2025"),
        ("tu-ha-tinh/18-nq-tu", "2025-08-01", "2025"),
        ("btctu-ninh-binh/12-hd-btctu", "2025-08-01", "2025-08"),
        ("bdvtu-ninh-binh/12-hd-bdvtu", "2025-08-01", "2025"),
        ("ubnd-thai-nguyen/33-qd-ubnd", "2025-08-01", "2025-08"),
        ("du-hai-chau-da-nang/05-nq-du", "2025-08-01", "2025-08"),
        ("ubnd-cam-binh-ha-tinh/05-qd-ubnd", "2025-08-01", "2025-08"),
        ("du-so-y-te-ha-tinh/05-nq-du", "2025-08-01", "2025"),
        ("tw/05-ct-tw", "2025-08-01", "2025"),
        ("tu-in-0123456789ab/05-ct-tu", "2025-08-01", "2025"),
    ],
)
def test_numbers_restart_where_a_body_is_new(key: str, date: str, period: str) -> None:
    register, _, symbol = key.partition("/")
    found = DirectiveKey(register, symbol)
    assert issue_period(found, date) == period
    assert directive_path(found, period) == f"{register}/{period}/{symbol}"


def test_a_decree_of_a_marked_period_keeps_its_year() -> None:
    assert directive_path(DirectiveKey("cp", "130-nd-cp"), "2025-07") == "cp/2025-07/130-2025-nd-cp"


def test_the_decisions_of_the_table_have_paths() -> None:
    symbols = {c.basis: basis_path(c.basis, c.date, "Bắc Giang") for c in read_reference().changes if c.basis}
    assert None not in symbols.values()
    assert symbols["202/2025/QH15"] == "qh15/2025/202-nq-qh15"
    assert symbols["983-QĐ/TU"] == "tu-bac-giang/2025/983-qd-tu"
    assert basis_path("983-QĐ/TU", "2025", None) is None


def test_every_row_of_the_table_speaks_of_bodies_that_names_can_mean() -> None:
    codes = {b.code for b in read_reference().bodies}
    names = {p.name for p in PROVINCES} | {"all", "merged"}
    for change in read_reference().changes:
        assert set(change.provinces) <= names
        assert change.source
        for entry in change.bodies:
            assert entry in codes or entry == "*" or entry[1:] != entry[1:].upper(), entry
            assert forms_of(entry)


@pytest.mark.parametrize(
    "row", ["01/7/2025,merger,province,TU,all,=,,x", "2025,union,province,TU,all,=,,x", "2025,merger"]
)
def test_a_faulty_row_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "changes.csv"
    path.write_text(f"date,kind,level,bodies,provinces,result,basis,source\n{row}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"changes\.csv:2"):
        read_changes(path)


NAMED = [
    NamedBody(f"{BASE}id/body/huyen-uy-nam-sach-hai-duong", "Huyện ủy Nam Sách", "Hải Dương"),
    NamedBody(f"{BASE}id/body/ban-to-chuc-thanh-uy-hai-phong-2025", "Ban Tổ chức Thành ủy", "Hải Phòng"),
    NamedBody(f"{BASE}id/body/ban-tuyen-giao-trung-uong", "Ban Tuyên giáo Trung ương", None),
    NamedBody(f"{BASE}id/report/{'0' * 64}/body/ban-to-chuc-tinh-uy", "Ban Tổ chức Tỉnh ủy", None),
    NamedBody(f"{BASE}id/body/tinh-uy-ha-tinh", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh"),
]


def quads_of(turtle: str) -> set[ox.Quad]:
    return set(ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE))


def test_each_node_is_written_whole_by_itself() -> None:
    nodes = body_turtles(BASE, NAMED)
    assert list(nodes) == sorted(nodes)
    for iri, turtle in nodes.items():
        assert {q.subject for q in quads_of(turtle)} == {ox.NamedNode(iri)}
    everything = {quad for turtle in nodes.values() for quad in quads_of(turtle)}
    elsewhere = (f"{BASE}id/province/", f"{BASE}id/directive/")
    linked = {q.object.value for q in everything if isinstance(q.object, ox.NamedNode)}
    assert {x for x in linked if x.startswith(f"{BASE}id/") and not x.startswith(elsewhere)} <= set(nodes)


@given(st.permutations(NAMED))
def test_the_order_of_bodies_plays_no_part(bodies: list[NamedBody]) -> None:
    assert body_turtles(BASE, bodies) == body_turtles(BASE, NAMED)


@pytest.mark.parametrize(
    ("path", "stated"),
    [
        (
            "body/huyen-uy-nam-sach-hai-duong",
            """a dkg:Body, dkg:PartyCommittee ; rdfs:label "Huyện ủy Nam Sách"@vi ;
            dkg:nameKey "=huyen-uy-nam-sach", "huyen", "uy", "nam", "sach" ;
            dkg:level <https://w3id.org/directive-kg/concept/level/district> ;
            dcterms:spatial <province/hai-duong> ; org:subOrganizationOf <body/tinh-uy-hai-duong> ;
            dkg:existsTo "2025-06-30"^^xsd:date ;
            org:changedBy <change/2025-07-01/huyen-uy-nam-sach-hai-duong>""",
        ),
        (
            "body/huyen-uy-nam-sach-hai-duong/membership/tinh-uy-hai-duong",
            """a org:Membership ; org:member <body/huyen-uy-nam-sach-hai-duong> ;
            org:organization <body/tinh-uy-hai-duong> ;
            org:memberDuring <body/huyen-uy-nam-sach-hai-duong/membership/tinh-uy-hai-duong/period>""",
        ),
        (
            "body/huyen-uy-nam-sach-hai-duong/membership/tinh-uy-hai-duong/period",
            'a dkg:Period ; dkg:periodEnd "2025-06-30"^^xsd:date',
        ),
        (
            "body/ban-to-chuc-thanh-uy-hai-phong-2025",
            """a dkg:Body, dkg:Commission ;
            rdfs:label "Ban Tổ chức Thành ủy Hải Phòng (từ ngày 01/7/2025)"@vi ;
            dkg:nameKey "=ban-to-chuc-thanh-uy-hai-phong", "ban", "to", "chuc", "thanh", "uy", "hai", "phong",
              "tu", "ngay", "01", "7", "2025" ;
            dkg:level <https://w3id.org/directive-kg/concept/level/province> ;
            dcterms:spatial <province/hai-phong> ; org:subOrganizationOf <body/thanh-uy-hai-phong-2025> ;
            dkg:existsFrom "2025-07-01"^^xsd:date ;
            org:resultedFrom <change/2025-07-01/ban-to-chuc-thanh-uy-hai-phong-2025>""",
        ),
        (
            "body/tinh-uy-ha-tinh",
            """a dkg:Body, dkg:PartyCommittee ; rdfs:label "Tỉnh ủy Hà Tĩnh"@vi ;
            dkg:nameKey "=tinh-uy-ha-tinh", "tinh", "uy", "ha" ;
            dkg:level <https://w3id.org/directive-kg/concept/level/province> ;
            dcterms:spatial <province/ha-tinh>""",
        ),
    ],
)
def test_what_is_written_of_a_body(path: str, stated: str) -> None:
    node = body_turtles(BASE, NAMED)[f"{BASE}id/{path}"]
    assert quads_of(node) == quads_of(f"BASE <{BASE}id/>\n<{BASE}id/{path}> {stated} .")


def test_a_change_without_a_day_is_dated_no_finer_than_its_source() -> None:
    event = body_turtles(BASE, NAMED)[f"{BASE}id/change/2025-02/ban-tuyen-giao-va-dan-van-trung-uong"]
    assert '"2025-02"^^xsd:gYearMonth' in event
    assert "prov:endedAtTime" not in event
