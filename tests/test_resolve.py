"""Resolution: what mentions say → which directives they mean."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Identity
from kg.register import DirectiveKey, key_of_symbol, symbol_slug
from kg.resolve import Citation, Known, Resolution, Review, resolve
from made import Said, identity_of


def cite(mention: str, symbol: str, *, report: str = "r1", register: str = "tw", by: str | None = None,
         reviews: tuple[Review, ...] = (), **said: object) -> Citation:  # fmt: skip
    words = Said(symbol, **said)  # type: ignore[arg-type]
    identity = identity_of(words)
    key = DirectiveKey(register, symbol_slug(identity))
    return Citation(mention, report, key, identity, words.date, words.issuer, words.title, by, reviews)


def know(symbol: str, day: str, *, verified: bool = True, title: str = "") -> Known:
    number, rest = symbol.split("-", 1)
    abbr, suffix = rest.split("/")
    identity = Identity(abbr, number.lstrip("0"), suffix, year=int(day[:4]))
    return Known(key_of_symbol(abbr, number, suffix), identity, day, title, verified)


def meant(citations: list[Citation], known: list[Known] | None = None) -> dict[str, str | tuple[str, ...]]:
    """Return {mention: path, or the candidates where open}."""
    return {r.mention: r.directive or r.candidates for r in resolve(citations, known or []).resolutions}


def test_two_dates_of_one_symbol_are_two_directives() -> None:
    """25-NQ/TW of 2008 and of 2013, in one report and in another."""
    cited = [
        cite("a", "25-NQ/TW", date="2008-07-25"),
        cite("b", "25-NQ/TW", date="2013-06-03"),
        cite("c", "25-NQ/TW", date="2013-06-03", report="r2"),
    ]
    assert meant(cited) == {"a": "tw/2008/25-nq-tw", "b": "tw/2013/25-nq-tw", "c": "tw/2013/25-nq-tw"}


def test_an_undated_mention_takes_the_only_directive_there_was() -> None:
    cited = [cite("a", "05-CT/TW", date="2016-05-15"), cite("b", "05-CT/TW", report="r2", by="2022-06-30")]
    assert meant(cited)["b"] == "tw/2016/05-ct-tw"


def test_an_undated_mention_stays_open_between_two() -> None:
    cited = [
        cite("a", "25-NQ/TW", date="2008-07-25"),
        cite("b", "25-NQ/TW", date="2013-06-03"),
        cite("c", "25-NQ/TW", report="r2", by="2018-06-30"),
    ]
    assert meant(cited)["c"] == ("tw/2008/25-nq-tw", "tw/2013/25-nq-tw")


def test_a_directive_is_never_later_than_its_report() -> None:
    cited = [cite("a", "18-NQ/TW", report="r1", by="2018-06-30")]
    known = [know("18-NQ/TW", "2017-10-25"), know("18-NQ/TW", "2022-06-16")]
    assert meant(cited, known) == {"a": "tw/2017/18-nq-tw"}
    assert meant([cite("a", "18-NQ/TW", by="2012-06-30")], known) == {"a": "tw/undated/18-nq-tw"}


@pytest.mark.parametrize(
    ("term", "path"),
    [
        ("XII", "tw/2017/18-nq-tw"),
        ("XIII", "tw/2022/18-nq-tw"),
        ("XI", "tw/khoa-xi/18-nq-tw"),
    ],
)
def test_a_stated_term_picks_the_year_within_it(term: str, path: str) -> None:
    known = [know("18-NQ/TW", "2017-10-25"), know("18-NQ/TW", "2022-06-16")]
    assert meant([cite("a", "18-NQ/TW", term=term, by="2023-12-31")], known) == {"a": path}


def test_in_the_year_of_a_congress_the_date_tells_the_term() -> None:
    """37-QĐ/TW of October 2021 is of term XIII, not of XII."""
    known = [know("37-QĐ/TW", "2021-10-25")]
    assert meant([cite("a", "37-QĐ/TW", term="XIII")], known) == {"a": "tw/2021/37-qd-tw"}
    assert meant([cite("a", "37-QĐ/TW", term="XII")], known) == {"a": "tw/khoa-xii/37-qd-tw"}


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        (Review(5, 2018, planned=False), "tw/2013/25-nq-tw"),
        (Review(10, 2018, planned=False), "tw/2008/25-nq-tw"),
        (Review(10, 2022, planned=True), "tw/2013/25-nq-tw"),
        (Review(3, 2018, planned=False), ("tw/2008/25-nq-tw", "tw/2013/25-nq-tw")),
    ],
)
def test_anniversaries_tell_directives_apart(review: Review, expected: str | tuple[str, ...]) -> None:
    known = [know("25-NQ/TW", "2008-07-25"), know("25-NQ/TW", "2013-06-03")]
    assert meant([cite("a", "25-NQ/TW", by="2023-12-31", reviews=(review,))], known)["a"] == expected


def test_an_anniversary_that_does_not_fit_leaves_the_only_one_open() -> None:
    known = [know("25-NQ/TW", "2013-06-03")]
    review = Review(10, 2018, planned=False)
    assert meant([cite("a", "25-NQ/TW", by="2018-12-31", reviews=(review,))], known)["a"] == (
        "tw/2013/25-nq-tw",
    )


def test_titles_tell_directives_apart() -> None:
    known = [
        know("25-NQ/TW", "2008-07-25", title="Tăng cường sự lãnh đạo của Đảng đối với công tác thanh niên"),
        know("25-NQ/TW", "2013-06-03", title="Tăng cường và đổi mới công tác dân vận trong tình hình mới"),
    ]
    cited = cite("a", "25-NQ/TW", title="đổi mới công tác dân vận trong tình hình mới", by="2023-12-31")
    assert meant([cited], known)["a"] == "tw/2013/25-nq-tw"
    other = cite("a", "25-NQ/TW", title="phát triển kinh tế biển bền vững, quốc phòng", by="2023-12-31")
    assert meant([other], known[:1])["a"] == ("tw/2008/25-nq-tw",)


def test_two_dates_within_sixty_days_in_one_report_are_a_slip() -> None:
    """24-CT/TU of 09/6/2017 and 29/6/2017; over the new year the earlier year stands."""
    cited = [
        cite("a", "24-CT/TU", register="tu-tra-vinh", date="2017-12-09"),
        cite("b", "24-CT/TU", register="tu-tra-vinh", date="2018-01-29"),
    ]
    assert set(meant(cited).values()) == {"tu-tra-vinh/2017/24-ct-tu"}
    apart = [cited[0], cite("b", "24-CT/TU", register="tu-tra-vinh", date="2018-01-29", report="r2")]
    assert len(set(meant(apart).values())) == 2


def test_registers_never_mix() -> None:
    cited = [
        cite("a", "18-NQ/TU", register="tu-ha-tinh", date="2023-01-02"),
        cite("b", "18-NQ/TU", register="tu-in-0123456789ab"),
        cite("c", "18-NQ/TW"),
    ]
    assert meant(cited) == {
        "a": "tu-ha-tinh/2023/18-nq-tu",
        "b": "tu-in-0123456789ab/undated/18-nq-tu",
        "c": "tw/undated/18-nq-tw",
    }


def test_the_word_for_the_kind_does_not_matter() -> None:
    cited = [cite("a", "08-QĐi/TW", date="2018-10-25"), cite("b", "08-QĐ/TW", report="r2", by="2019-12-31")]
    assert set(meant(cited).values()) == {"tw/2018/08-qd-tw"}


def test_a_plenum_without_a_term_is_open_however_few_are_known() -> None:
    cited = [cite("a", "NQTW-4", term="XII"), cite("b", "NQTW-4", report="r2", by="2023-12-31")]
    assert meant(cited) == {"a": "tw/khoa-xii/nqtw-4", "b": ("tw/khoa-xii/nqtw-4",)}


def test_an_unverified_date_is_a_lead_and_no_more() -> None:
    lead = know("86-QĐ/TW", "2017-06-01", verified=False)
    [found] = resolve([cite("a", "86-QĐ/TW", by="2022-06-30")], [lead]).resolutions
    assert found.directive == "tw/undated/86-qd-tw"
    assert found.candidates == ("tw/2017/86-qd-tw",)


def test_the_undated_path_stays_as_an_alias() -> None:
    cited = [cite("a", "05-CT/TW", date="2016-05-15"), cite("b", "05-CT/TW", report="r2", by="2022-06-30")]
    assert resolve(cited, []).aliases == (("tw/undated/05-ct-tw", "tw/2016/05-ct-tw"),)


def test_every_resolution_says_why_in_both_languages() -> None:
    [found] = resolve([cite("a", "05-CT/TW", date="2016-05-15")], []).resolutions
    assert (found.rank, found.reason) == ("certain", "Báo cáo ghi ngày 15/5/2016.")
    assert found.reason_en == "The report states the date 2016-05-15."


@st.composite
def citations(draw: st.DrawFn) -> list[Citation]:
    found = []
    for number in range(draw(st.integers(1, 12))):
        year = draw(st.integers(2008, 2022))
        dated = draw(st.sampled_from(["date", "year", "term", "no", "no"]))
        found.append(
            cite(
                f"m{number:02}",
                draw(st.sampled_from(["25-NQ/TW", "08-QĐ/TW", "08-QĐi/TW", "NQTW-4"])),
                report=f"r{draw(st.integers(1, 3))}",
                register=draw(st.sampled_from(["tw", "tw", "tu-ha-tinh"])),
                date=f"{year}-{draw(st.integers(1, 12)):02}-15" if dated == "date" else None,
                year=year if dated == "year" else None,
                term=draw(st.sampled_from(["XI", "XII", "XIII"])) if dated == "term" else None,
                by=draw(st.sampled_from([None, "2013-06-30", "2023-12-31"])),
                title=draw(st.sampled_from([None, "công tác dân vận trong tình hình mới"])),
                reviews=draw(st.sampled_from([(), (Review(5, 2018, planned=False),)])),
            )
        )
    return found


@settings(max_examples=200, deadline=None)
@given(citations(), st.randoms(use_true_random=False))
def test_the_order_of_mentions_plays_no_part(cited: list[Citation], shuffler: random.Random) -> None:
    known = [know("25-NQ/TW", "2013-06-03"), know("25-NQ/TW", "2008-07-25", verified=False)]
    mixed = cited[:]
    shuffler.shuffle(mixed)
    assert resolve(mixed, known) == resolve(cited, known)


@settings(max_examples=200, deadline=None)
@given(citations())
def test_what_must_hold_of_every_resolution(cited: list[Citation]) -> None:
    resolved = resolve(cited, [know("25-NQ/TW", "2013-06-03")])
    described = {d.path for d in resolved.directives}
    by_mention: dict[str, Resolution] = {r.mention: r for r in resolved.resolutions}
    assert set(by_mention) == {c.mention for c in cited}
    for c in cited:
        found = by_mention[c.mention]
        paths = [p for p in (found.directive, *found.candidates) if p]
        assert paths
        assert set(paths) <= described
        assert (found.directive is None) == (found.rank == "open")
        for path in paths:
            register, dated, symbol = path.split("/")
            assert (register, symbol) == (c.key.register, c.key.symbol)
            if c.known_by and dated.isdigit() and found.rank == "likely":
                assert dated <= c.known_by[:4]
