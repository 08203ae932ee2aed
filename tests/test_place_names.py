"""Places that only their accents tell apart: Phú Yên is a province, Phù Yên a district of Sơn La."""

from __future__ import annotations

import pytest

from kg.body import BodyPlace, place_body
from kg.facts.provinces import place_called
from kg.formats import document_from_bytes
from kg.iri import slug
from kg.model import Header
from kg.reference import read_reference
from kg.report import extract
from kg.words import spelling

NAMESAKES = {"Phú Yên": ("Phù Yên", "Sơn La"), "Quảng Bình": ("Quang Bình", "Hà Giang"),
             "Thanh Hóa": ("Thạnh Hóa", "Long An")}  # fmt: skip


def placed(name: str, province: str | None) -> BodyPlace:
    return place_body(name, province, "0" * 64)


def header(letterhead: str, place: str) -> Header:
    text = (
        f"{letterhead}\nSố 12-BC/{'HU' if letterhead.startswith('HUYỆN') else 'TU'}\n"
        f"{place}, ngày 20 tháng 12 năm 2019\n\nBÁO CÁO\nkết quả thực hiện Chỉ thị số 05-CT/TW năm 2019\n\n"
        "I. KẾT QUẢ\n1. Cấp ủy đã ban hành Kế hoạch số 15-KH/TU ngày 02/3/2019 để thực hiện.\n"
    )
    return extract(document_from_bytes(text.encode(), "r.txt")).header


def test_the_table_holds_these_namesakes_and_no_other() -> None:
    provinces = {slug(p.name): p.name for p in read_reference().provinces}
    found = {
        provinces[slug(d.name)]: (d.name, d.province)
        for d in read_reference().districts
        if slug(d.name) in provinces and spelling(d.name) != spelling(provinces[slug(d.name)])
    }
    assert found == NAMESAKES


@pytest.mark.parametrize("province", NAMESAKES)
def test_a_provincial_letterhead_keeps_its_accents(province: str) -> None:
    read = header(f"TỈNH ỦY {province.upper()}", province)
    assert (read.issuer, read.province) == (f"Tỉnh ủy {province}", province)


@pytest.mark.parametrize(("district", "province"), NAMESAKES.values())
def test_a_districts_letterhead_tells_its_own_province(district: str, province: str) -> None:
    read = header(f"HUYỆN ỦY {district.upper()}", district)
    assert (read.issuer, read.province) == (f"Huyện ủy {district}", province)


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("phú yên", "Tỉnh ủy", "Phú Yên"),
        ("phu yen", "Tỉnh ủy", "Phú Yên"),
        ("phù yen", "tỉnh", "Phú Yên"),
        ("phu yen", "Huyện ủy", "Phù Yên"),
        ("hải hâu", "Huyện ủy", "Hải Hậu"),
        ("thanh hoá", "Thành ủy", "Thanh Hóa"),
        ("thạnh hoá", "huyện", "Thạnh Hóa"),
        ("hai phong", "thành phố", "Hải Phòng"),
        ("sơn đồng", "xã", None),
        ("hải đường", "xã", None),
        ("vạn an", "huyện", None),
    ],
)
def test_lost_accents_are_mended_by_the_kind_of_place(words: str, kind: str, name: str | None) -> None:
    assert place_called(words, kind) == name


@pytest.mark.parametrize(
    ("name", "province", "path", "label", "of"),
    [
        ("Tỉnh ủy Thạnh Hóa", "Thanh Hóa", "tinh-uy-thanh-hoa", "Tỉnh ủy Thanh Hóa", "Thanh Hóa"),
        ("Tỉnh ủy Phù Yên", None, "tinh-uy-phu-yen", "Tỉnh ủy Phú Yên", "Phú Yên"),
        ("Tỉnh uỷ Khánh Hoà", "Khánh Hòa", "tinh-uy-khanh-hoa", "Tỉnh uỷ Khánh Hòa", "Khánh Hòa"),
        ("Sở Y tế Quang Bình", "Quảng Bình", "so-y-te-quang-binh", "Sở Y tế Quảng Bình", "Quảng Bình"),
        ("Thành ủy Thanh Hoá", "Thanh Hóa", "thanh-uy-thanh-hoa", "Thành ủy Thanh Hóa", "Thanh Hóa"),
        ("Huyện ủy Phù Yên", "Sơn La", "huyen-uy-phu-yen-son-la", "Huyện ủy Phù Yên", "Sơn La"),
        ("Huyện ủy Phù Yên", "Phú Yên", "huyen-uy-phu-yen-son-la", "Huyện ủy Phù Yên", "Sơn La"),
        ("Huyện ủy Quang Bình", "Quảng Bình", "huyen-uy-quang-binh-ha-giang",
         "Huyện ủy Quang Bình", "Hà Giang"),
        ("Huyện ủy Thạnh Hoá", "Thanh Hóa", "huyen-uy-thanh-hoa-long-an", "Huyện ủy Thạnh Hoá", "Long An"),
        ("Huyen uy Thanh Hoa", "Thanh Hóa", "huyen-uy-thanh-hoa", "Huyen uy Thanh Hoa", "Thanh Hóa"),
        ("Đảng ủy xã Thanh Hòa", "Thanh Hóa", "dang-uy-xa-thanh-hoa-thanh-hoa",
         "Đảng ủy xã Thanh Hòa", "Thanh Hóa"),
        ("Huyện ủy Thọ Xuân, tỉnh Thanh Hoa", "Thanh Hóa", "huyen-uy-tho-xuan-tinh-thanh-hoa",
         "Huyện ủy Thọ Xuân, tỉnh Thanh Hóa", "Thanh Hóa"),
    ],
)  # fmt: skip
def test_a_body_takes_no_other_places_accents(
    name: str, province: str | None, path: str, label: str, of: str
) -> None:
    assert placed(name, province) == BodyPlace(f"body/{path}", label, False, of)


@pytest.mark.parametrize(("one", "other"), [("Hoà Bình", "HÒA BÌNH"), ("Thuỷ", "Thủy"), ("Quý", "quý")])
def test_where_a_tone_mark_stands_is_no_matter(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)
