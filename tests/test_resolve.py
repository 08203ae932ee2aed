"""Resolution: what mentions say → which directives they mean."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Identity
from kg.register import DirectiveKey, key_of_symbol, symbol_slug
from kg.resolve import (
    Citation,
    Directive,
    Known,
    Resolution,
    Resolved,
    Review,
    Ruling,
    Usage,
    deviations,
    extend_group,
    resolve_group,
)
from made import Said, identity_of


def cite(mention: str, symbol: str, *, report: str = "r1", register: str = "tw", by: str | None = None,
         reviews: tuple[Review, ...] = (), ruling: Ruling | None = None,
         **said: object) -> Citation:  # fmt: skip
    words = Said(symbol, **said)  # type: ignore[arg-type]
    identity = identity_of(words)
    key = DirectiveKey(register, symbol_slug(identity))
    return Citation(
        mention, report, key, identity, symbol, words.date, words.issuer, words.title, by, reviews, ruling
    )


def know(
    symbol: str, day: str, *, verified: bool = True, title: str = "", issuer: str | None = None
) -> Known:
    number, rest = symbol.split("-", 1)
    abbr, suffix = rest.split("/")
    identity = Identity(abbr, number.lstrip("0"), suffix, year=int(day[:4]))
    return Known(key_of_symbol(abbr, number, suffix), identity, day, title, verified, issuer)


def groups(citations: list[Citation], known: list[Known]) -> list[Resolved]:
    """Resolve each register and symbol by itself."""
    keys = sorted({c.key for c in citations})
    return [
        resolve_group(k, [c for c in citations if c.key == k], [d for d in known if d.key == k]) for k in keys
    ]


def resolutions(citations: list[Citation], known: list[Known]) -> list[Resolution]:
    return sorted((r for g in groups(citations, known) for r in g.resolutions), key=lambda r: r.mention)


def meant(citations: list[Citation], known: list[Known] | None = None) -> dict[str, str | tuple[str, ...]]:
    """Return {mention: path, or the candidates where open}."""
    return {r.mention: r.directive or r.candidates for r in resolutions(citations, known or [])}


def test_two_dates_of_one_symbol_are_two_directives() -> None:
    """25-NQ/TW of 2008 and of 2013, in one report and in another."""
    cited = [
        cite("a", "25-NQ/TW", date="2008-07-25"),
        cite("b", "25-NQ/TW", date="2013-06-03"),
        cite("c", "25-NQ/TW", date="2013-06-03", report="r2"),
    ]
    assert meant(cited) == {"a": "tw/2008/25-nq-tw", "b": "tw/2013/25-nq-tw", "c": "tw/2013/25-nq-tw"}


def test_an_undated_mention_takes_the_only_directive_there_was() -> None:
    cited = [cite("a", "05-CT/TW", date="2016-05-15"), cite("b", "05-CT/TW", report="r2", by="2019-06-30")]
    assert meant(cited)["b"] == "tw/2016/05-ct-tw"


def test_a_number_of_an_earlier_term_is_chosen_only_with_support() -> None:
    """In 2022 the Centre numbers afresh: the reference, the title or a dated report must speak for 2016."""
    title = "Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    dated = cite("a", "05-CT/TW", date="2016-05-15", title=title, by="2018-06-30")
    bare = cite("b", "05-CT/TW", report="r2", by="2022-06-30")
    assert meant([dated, bare])["b"] == ("tw/2016/05-ct-tw",)
    assert meant([dated, bare], [know("05-CT/TW", "2016-05-15")])["b"] == "tw/2016/05-ct-tw"
    titled = cite(
        "b", "05-CT/TW", report="r2", by="2022-06-30", title="học tập và làm theo tư tưởng, đạo đức"
    )
    assert meant([dated, titled])["b"] == "tw/2016/05-ct-tw"
    again = cite("c", "05-CT/TW", report="r3", date="2016-05-15", by="2023-06-30")
    assert meant([dated, bare, again])["b"] == "tw/2016/05-ct-tw"


def test_undated_numbers_never_meet_across_numberings() -> None:
    """462-KL/TU of reports of 2018 and of 2023; 144/NQ-HĐND of 2021 and of 2022."""
    party = [
        cite("a", "462-KL/TU", register="tu-tra-vinh", report="r1", by="2018-06-30"),
        cite("b", "462-KL/TU", register="tu-tra-vinh", report="r2", by="2019-06-30"),
        cite("c", "462-KL/TU", register="tu-tra-vinh", report="r3", by="2023-06-30"),
    ]
    assert meant(party) == {
        "a": "tu-tra-vinh/undated-2015-2020/462-kl-tu",
        "b": "tu-tra-vinh/undated-2015-2020/462-kl-tu",
        "c": "tu-tra-vinh/undated-2020-2025/462-kl-tu",
    }
    state = [
        cite("a", "144/NQ-HĐND", register="hdnd-nam-dinh", report="r1", by="2021-12-31"),
        cite("b", "144/NQ-HĐND", register="hdnd-nam-dinh", report="r2", by="2022-12-31"),
        cite("c", "144/NQ-HĐND", register="hdnd-nam-dinh", report="r3"),
    ]
    assert len(set(meant(state).values())) == 3


def test_where_numbers_start_afresh_within_a_year_the_year_alone_names_none() -> None:
    """03-NQ/TU of the merged Hải Phòng: of the old committee, of the new one, and after its congress."""
    dates = {"a": "2025-03-10", "b": "2025-08-20", "c": "2025-11-20"}
    dated = [cite(m, "03-NQ/TU", register="tu-hai-phong", date=day) for m, day in dates.items()]
    bare = cite("d", "03-NQ/TU", register="tu-hai-phong", year=2025, report="r2", by="2025-12-31")
    paths = {"a": "tu-hai-phong/2025/03-nq-tu", "b": "tu-hai-phong/2025-08/03-nq-tu",
             "c": "tu-hai-phong/2025-11/03-nq-tu"}  # fmt: skip
    assert meant([*dated, bare]) == {**paths, "d": tuple(paths.values())}
    assert meant([bare]) == {"d": "tu-hai-phong/2025/03-nq-tu"}


@pytest.mark.parametrize(
    ("ruling", "expected", "rank"),
    [
        (Ruling("tw/2013/25-nq-tw", frozenset(), "A", "A"), "tw/2013/25-nq-tw", "decided"),
        (Ruling(None, frozenset({"tw/2013/25-nq-tw"}), "A", "A"), "tw/2008/25-nq-tw", "likely"),
        (Ruling(None, frozenset({"tw/2013/25-nq-tw", "tw/2008/25-nq-tw"}), "A", "A"),
         "tw/undated-2011-2016/25-nq-tw", "likely"),
    ],
)  # fmt: skip
def test_a_persons_decision_outranks_the_date(ruling: Ruling, expected: str, rank: str) -> None:
    known = [know("25-NQ/TW", "2008-07-25"), know("25-NQ/TW", "2013-06-03")]
    cited = cite("a", "25-NQ/TW", date="2013-06-03", by="2014-06-30", ruling=ruling)
    [found] = resolutions([cited], known)
    assert (found.directive, found.rank) == (expected, rank)
    assert "A" in found.reason


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
    assert meant([cite("a", "18-NQ/TW", by="2012-06-30")], known) == {"a": "tw/undated-2011-2016/18-nq-tw"}


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


POLITBURO, SECRETARIAT = "Bộ Chính trị", "Ban Bí thư Trung ương Đảng"


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        (SECRETARIAT, "tw/2019/33-ct-tw"),
        ("Ban Chấp hành Trung ương Đảng khóa XII", "tw/2019/33-ct-tw"),
        (POLITBURO, ("tw/2014/33-ct-tw", "tw/2019/33-ct-tw")),
        ("Trung ương Đảng", ("tw/2014/33-ct-tw", "tw/2019/33-ct-tw")),
        ("Bộ Chính trị và Ban Bí thư", ("tw/2014/33-ct-tw", "tw/2019/33-ct-tw")),
        (None, ("tw/2014/33-ct-tw", "tw/2019/33-ct-tw")),
    ],
)
def test_another_issuer_than_the_known_one_counts_against(
    issuer: str | None, expected: str | tuple[str, ...]
) -> None:
    """The reference data knows who issued the first, and nothing of the second's issuer."""
    known = [know("33-CT/TW", "2014-01-03", issuer=POLITBURO), know("33-CT/TW", "2019-03-18")]
    assert meant([cite("a", "33-CT/TW", issuer=issuer, by="2020-06-30")], known)["a"] == expected


def test_what_remains_when_the_issuer_counts_against_the_others_needs_support_too() -> None:
    """In 2022 the Centre numbers afresh: that the Politburo's is not meant does not make it the other one."""
    known = [know("33-CT/TW", "2014-01-03", issuer=POLITBURO)]
    cited = [
        cite("a", "33-CT/TW", date="2019-03-18", report="r2", by="2019-06-30"),
        cite("b", "33-CT/TW", issuer=SECRETARIAT, by="2022-06-30"),
    ]
    assert meant(cited, known)["b"] == ("tw/2014/33-ct-tw", "tw/2019/33-ct-tw")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"date": "2014-01-03"}, "tw/2014/33-ct-tw"),
        ({"title": "kê khai tài sản và kiểm soát việc kê khai"}, "tw/2014/33-ct-tw"),
        ({}, ("tw/2014/33-ct-tw",)),
    ],
)
def test_an_issuer_decides_against_neither_date_nor_title(
    said: dict[str, str], expected: str | tuple[str, ...]
) -> None:
    title = "tăng cường sự lãnh đạo đối với việc kê khai tài sản và kiểm soát việc kê khai tài sản"
    known = [know("33-CT/TW", "2014-01-03", title=title, issuer=POLITBURO)]
    cited = cite("a", "33-CT/TW", issuer=SECRETARIAT, by="2015-06-30", **said)  # type: ignore[arg-type]
    [found] = resolutions([cited], known)
    assert (found.directive or found.candidates) == expected
    assert (
        "Báo cáo ghi của Ban Bí thư Trung ương Đảng; theo dữ liệu tham chiếu là của Bộ Chính trị (2014)"
        in (found.reason)
    )
    assert "by the reference data it is of Bộ Chính trị (2014)." in found.reason_en


def test_an_unverified_issuer_counts_against_nobody() -> None:
    known = [know("33-CT/TW", "2014-01-03", issuer=POLITBURO, verified=False)]
    cited = [
        cite("a", "33-CT/TW", date="2014-01-03"),
        cite("b", "33-CT/TW", issuer=SECRETARIAT, report="r2", by="2015-06-30"),
    ]
    assert meant(cited, known)["b"] == "tw/2014/33-ct-tw"


def test_the_known_issuer_wins_however_often_another_is_stated() -> None:
    cited = [
        cite(m, "33-CT/TW", date="2014-01-03", issuer=SECRETARIAT, report=m) for m in ("a", "b", "c")
    ] + [cite("d", "33-CT/TW", date="2014-01-03", issuer=POLITBURO, report="d")]
    for known, differing in (
        ([know("33-CT/TW", "2014-01-03", issuer=POLITBURO)], SECRETARIAT),
        ([know("33-CT/TW", "2014-01-03", issuer=POLITBURO, verified=False)], POLITBURO),
        ([], POLITBURO),
    ):
        [group] = groups(cited, known)
        [directive] = group.directives
        differs = {u.wording.issuer: deviations(u.wording, directive) for u in group.usages}
        assert differs.pop(differing) == ("issuer",)
        assert set(differs.values()) == {()}


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
        "b": "tu-in-0123456789ab/undated-in-r1/18-nq-tu",
        "c": "tw/undated-in-r1/18-nq-tw",
    }


def test_the_word_for_the_kind_does_not_matter() -> None:
    cited = [cite("a", "08-QĐi/TW", date="2018-10-25"), cite("b", "08-QĐ/TW", report="r2", by="2019-12-31")]
    assert set(meant(cited).values()) == {"tw/2018/08-qd-tw"}


def test_a_plenum_without_a_term_is_open_however_few_are_known() -> None:
    cited = [cite("a", "NQTW-4", term="XII"), cite("b", "NQTW-4", report="r2", by="2023-12-31")]
    assert meant(cited) == {"a": "tw/khoa-xii/nqtw-4", "b": ("tw/khoa-xii/nqtw-4",)}


def test_an_unverified_date_is_a_lead_and_no_more() -> None:
    lead = know("86-QĐ/TW", "2017-06-01", verified=False)
    [found] = resolutions([cite("a", "86-QĐ/TW", by="2022-06-30")], [lead])
    assert found.directive == "tw/undated-2021-2026/86-qd-tw"
    assert found.candidates == ("tw/2017/86-qd-tw",)


def test_the_undated_path_stays_as_an_alias() -> None:
    cited = [cite("a", "05-CT/TW", date="2016-05-15"), cite("b", "05-CT/TW", report="r2", by="2019-06-30")]
    [group] = groups(cited, [])
    assert group.aliases == (("tw/undated-2016-2021/05-ct-tw", "tw/2016/05-ct-tw"),)


def test_every_resolution_says_why_in_both_languages() -> None:
    [found] = resolutions([cite("a", "05-CT/TW", date="2016-05-15")], [])
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
                issuer=draw(st.sampled_from([None, "Ban Bí thư", "Bộ Chính trị", "Tỉnh ủy Hà Tĩnh"])),
                reviews=draw(st.sampled_from([(), (Review(5, 2018, planned=False),)])),
            )
        )
    return found


@settings(max_examples=200, deadline=None)
@given(citations(), st.randoms(use_true_random=False))
def test_the_order_of_mentions_plays_no_part(cited: list[Citation], shuffler: random.Random) -> None:
    known = [
        know("25-NQ/TW", "2013-06-03", issuer="Bộ Chính trị"),
        know("25-NQ/TW", "2008-07-25", verified=False, issuer="Ban Bí thư"),
    ]
    mixed = cited[:]
    shuffler.shuffle(mixed)
    assert groups(mixed, known) == groups(cited, known)


@settings(max_examples=300, deadline=None)
@given(citations(), st.randoms(use_true_random=False))
def test_reports_added_and_removed_one_by_one_give_the_same(
    cited: list[Citation], chance: random.Random
) -> None:
    """Each step resolves what is new beside counted usages, or says that the whole group is due."""
    known = [
        know("25-NQ/TW", "2013-06-03", issuer="Bộ Chính trị"),
        know("25-NQ/TW", "2008-07-25", verified=False, issuer="Ban Bí thư"),
    ]
    for key in {c.key for c in cited}:
        own = [c for c in cited if c.key == key]
        of_key = [d for d in known if d.key == key]
        steps = [*{c.report for c in own}] * 2
        chance.shuffle(steps)
        held: list[Citation] = []
        verdicts: dict[str, Resolution] = {}
        usages: dict[Usage, int] = {}
        directives: tuple[Directive, ...] = ()
        for report in steps:
            mentions = [c for c in own if c.report == report]
            if gone := {c.mention for c in held} & {c.mention for c in mentions}:
                held = [c for c in held if c.report != report]
                left = Counter(verdicts[m].usage for m in gone)
                result = extend_group(key, usages, left, [], of_key) or resolve_group(key, held, of_key)
                verdicts = {m: v for m, v in verdicts.items() if m not in gone}
            else:
                held += mentions
                result = extend_group(key, usages, {}, mentions, of_key) or resolve_group(key, held, of_key)
            verdicts |= {r.mention: r for r in result.resolutions}
            usages, directives = dict(result.usages), result.directives
        whole = resolve_group(key, held, of_key)
        assert usages == whole.usages
        assert directives == whole.directives
        assert tuple(verdicts[m] for m in sorted(verdicts)) == whole.resolutions


@settings(max_examples=200, deadline=None)
@given(citations())
def test_what_must_hold_of_every_resolution(cited: list[Citation]) -> None:
    found_groups = groups(cited, [know("25-NQ/TW", "2013-06-03")])
    described = {d.path for g in found_groups for d in g.directives}
    by_mention = {r.mention: r for g in found_groups for r in g.resolutions}
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
