"""Documents without a number, told by a name that picks out one: a quoted title, a subject, an issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.find.bodies import find_bodies
from kg.find.directives import DirectiveMatch, kind_of, kind_words
from kg.find.words import UPPER

# Kinds that reports name by subject. Letters and reports are named by symbol only.
_KINDS = ("Nghị quyết", "Chỉ thị", "Quy định", "Quy chế", "Kế hoạch", "Chương trình", "Đề án", "Quyết định", "Kết luận",
          "Hướng dẫn", "Điều lệ", "Phụ lục", "Quy hoạch", "Chiến lược", "Phương án", "Thông tư", "Nghị định", "Quy trình")  # fmt: skip
_ANY_CASE = "|".join(f"[{k[0]}{k[0].lower()}]{k[1:]}" for k in _KINDS)
_CAPITAL = "|".join(_KINDS)
_PLURAL = re.compile(r"(?:các|những|một số|nhiều|toàn bộ|\d+|cả|về các) $")
_ISSUING = (
    r"(?:ban hành|xây dựng|hoàn thiện|soạn thảo|thông qua|trình|dự thảo|phê duyệt|điều chỉnh|bổ sung|sửa đổi)"
)
_CLAUSE_VERB = (
    r"(?:đã|đang|được|sẽ|cần|phải|tiếp tục|tổ chức|triển khai|thực hiện|chỉ đạo|lãnh đạo|tập trung|phối hợp|tham mưu|đồng thời|qua đó|"
    r"góp phần|nhằm|bảo đảm|đảm bảo|gắn với|theo đúng|trong đó|với|tại|có|giao|phù hợp|đạt|gửi|trình|báo cáo|chưa|còn|kết quả|để|như|trên cơ sở)"
)


_STOP = r"(?:đã|đang|được|sẽ|cần|phải|tiếp tục|đồng thời|qua đó|góp phần|nhằm|theo|gắn với|đi đôi|trong đó|chưa|còn|để)"


@cache
def _quoted() -> re.Pattern[str]:
    """ "Đề án “Xử lý rác thải …”"."""
    return re.compile(
        rf"(?<!\w)(?P<type>{_ANY_CASE})(?: về(?: việc)?)? ?(?P<title>[“\"][^”\"]{{8,260}}[”\"])(?: (?:năm|giai đoạn) [\d -]+)?"
    )


@cache
def _about() -> re.Pattern[str]:
    """ "ban hành chỉ thị về tăng cường công tác phụ nữ"."""
    return re.compile(
        rf"(?:{_ISSUING}(?: mới)?|;|,| và) (?P<span>(?P<type>{_ANY_CASE}) (?P<title>(?:về|V/v) (?:việc )?[^;:.“”]{{8,200}}?))(?=[;.:]|$|, (?:{_CLAUSE_VERB}|{_ANY_CASE})|; )",
        re.IGNORECASE,
    )


@cache
def _subject() -> re.Pattern[str]:
    """ "Quy chế phối hợp giữa các cơ quan khối nội chính": a capital in mid-sentence and a subject."""
    return re.compile(
        rf"(?:(?<=[\w,;”)] )(?<!Ban Chỉ đạo )(?<!ban chỉ đạo )(?<!Ban chỉ đạo )|(?<=“))(?P<type>{_CAPITAL}) (?P<name>(?!của |về |này|số |năm |trên|đã|để|thì|là |và |theo |nêu|đề ra)[^;:.“”()]{{3,200}}?)"
        rf"(?=[;.:()”]|$|, (?:{_CLAUSE_VERB})\b| {_STOP}\b|,? (?:và|hoặc) (?:[{UPPER}]|các |phong trào|những)|, (?:{_ANY_CASE}|các|những)|\s[”\"])"
    )


_OF_BODY = re.compile(
    rf"(?<!\w)(?P<type>{_ANY_CASE})(?P<name>(?: (?!của\b|thực hiện\b|số\b|và\b|này\b|nêu\b|đã\b|được\b|chưa\b|{_ANY_CASE})[^\s;:.“”()]+){{0,14}}?)"
    r"(?P<year> năm (?:19|20)\d\d)? của (?=\w)"
)
_YEAR = re.compile(r" ?(?:năm )?(?P<year>(?:19|20)\d\d)")
_AFTER = re.compile(
    r"(?P<term>,? ?khóa (?P<roman>[IVX]+)\b)|(?P<year>,? năm (?P<number>(?:19|20)\d\d)(?!\d))"
)
_ABOUT_BEHIND = re.compile(
    r" về (?:việc )?(?P<title>[^;:.,“”]{8,140}?(?:, [^;:.,“”]{3,60}?)??)(?=[;.:]|$|, [a-zđà-ỹ]| (?:và|được|đã|tại)\b)"
)


def find_named(text: str) -> Iterator[DirectiveMatch]:
    """Yield documents named without number, the surest forms first."""
    yield from _by_title(text)
    yield from _by_issuer(text)
    yield from _issued(text)
    yield from _yearly_issued(text)
    yield from _proper(text)
    yield from _by_subject(text)


def _singular(text: str, at: int) -> bool:
    return not _PLURAL.search(text[max(0, at - 12) : at])


def _by_title(text: str) -> Iterator[DirectiveMatch]:
    for match in _quoted().finditer(text):
        if _singular(text, match.start()) and not re.search(
            rf"(?:{kind_words()[0]}),? $", text[: match.start()].lower()[-20:]
        ):
            title = match["title"][1:-1].strip(" *")
            yield DirectiveMatch(
                match.start(), match.end(), "title", _kind(match["type"]), title=title, name=title.lower()
            )


def _issued(text: str) -> Iterator[DirectiveMatch]:
    for match in _about().finditer(text):
        if match[0][0] in ";, " and not re.search(
            _ISSUING, text[: match.start()].rsplit(".", 1)[-1], re.IGNORECASE
        ):
            continue
        if re.search(rf"(?:{kind_words()[0]})(?:,| và)$", text[: match.start("span")].lower().rstrip()[-16:]):
            continue
        yield DirectiveMatch(
            match.start("span"),
            match.end("span"),
            "title",
            _kind(match["type"]),
            title=match["title"],
            name=match["title"].lower(),
        )


def _by_issuer(text: str) -> Iterator[DirectiveMatch]:
    bodies = {body.start: body for body in find_bodies(text)}
    for match in _OF_BODY.finditer(text):
        body = bodies.get(match.end())
        name = match["name"].strip()
        capital = match["type"][0].isupper()
        if body is None or body.role == "class" or not _singular(text, match.start()):
            continue
        if re.search(rf"^(?:{_ANY_CASE}|,)|(?:\b(?:của|các|những)\b.*){{2}}", name) or re.search(
            rf"(?:{kind_words()[0]})(?:,| và)? $", text[: match.start()].lower()[-16:]
        ):
            continue
        end, year, term = body.end, None, None
        issuer = body.name
        if behind := re.compile(r", (?=\w)").match(text, end):
            second = bodies.get(behind.end())
            if second is not None and second.role in {"organ", "committee"} and name:
                end, issuer = second.end, f"{issuer}, {second.name}"
        if after := _AFTER.match(text, end):
            end, term = after.end(), after["roman"]
            year = int(after["number"]) if after["number"] else None
        if match["year"]:
            year = int(match["year"][-4:])
        elif inner := re.search(r"năm ((?:19|20)\d\d)", name):
            year = int(inner[1])
        dated = year is not None or term is not None
        # "chương trình làm việc năm 2022 của …" is one document; "kế hoạch của đơn vị" is any.
        if not (capital and (name or not dated)) and not (
            name and dated and body.role in {"organ", "committee", "commission"}
        ):
            if not (capital and dated):
                about = _ABOUT_BEHIND.match(text, end)
                if not (about and not name and body.level == "centre"):
                    continue
                end = about.end()
                name = about["title"]
        elif not name and not dated:
            about = _ABOUT_BEHIND.match(text, end)
            if about:
                end, name = about.end(), about["title"]
        yield DirectiveMatch(
            match.start(), end, "name", _kind(match["type"]), year=year, term=term,
            issuer=issuer, issuer_level=body.level, title=name or None, name=re.sub(r",? ?năm \d{4}", "", name).lower(),
        )  # fmt: skip


_DRAWN_UP = re.compile(
    r"(?:đã |Đã )?xây dựng (?P<type>kế hoạch|chương trình|Kế hoạch|Chương trình) (?P<name>(?!thực hiện|triển khai)(?:[^\s;:.,“”]+ ){2,6}năm (?P<year>(?:19|20)\d\d))(?![\d-])"
)
_YEARLY_ISSUED = re.compile(
    r"(?:[Bb]an hành|triển khai thực hiện|[Bb]an hành mới) (?P<type>kế hoạch|chương trình|Kế hoạch|Chương trình) (?P<name>(?!thực hiện)[^;:.“”]{10,110}? năm (?P<year>(?:19|20)\d\d))(?![\d-])"
)


def _yearly_issued(text: str) -> Iterator[DirectiveMatch]:
    """ "Ban hành kế hoạch hoạt động Trang thông tin điện tử năm 2022"."""
    for match in (*_YEARLY_ISSUED.finditer(text), *_DRAWN_UP.finditer(text)):
        yield DirectiveMatch(
            match.start("type"), match.end("name"), "name", _kind(match["type"]), year=int(match["year"]),
            title=match["name"], name=re.sub(r",? ?năm \d{4}", "", match["name"]).lower(), generic=True,
        )  # fmt: skip


_PROPER = re.compile(
    rf"(?<!\w)(?P<type>[Đđ]ề án) (?P<name>[{UPPER}][^\s;:.,“”()]+(?: (?!của|và|trên|để|theo|đã|được|trong)[^\s;:.,“”()]+){{2,9}})"
)


def _proper(text: str) -> Iterator[DirectiveMatch]:
    """ "đề án Sổ tay đảng viên điện tử": a name with a capital of its own."""
    for match in _PROPER.finditer(text):
        if _singular(text, match.start()):
            yield DirectiveMatch(
                match.start(),
                match.end(),
                "name",
                "ĐA",
                title=match["name"],
                name=match["name"].lower(),
                generic=True,
            )


def _by_subject(text: str) -> Iterator[DirectiveMatch]:
    for match in _subject().finditer(text):
        kind = _kind(match["type"])
        name = match["name"].strip(" ,")
        if not _singular(text, match.start()) or len(name.split()) < 2:
            continue
        unlikely = kind in {"NQ", "CT", "QĐ", "HD", "NĐ", "TT"} or (
            kind == "KL" and not name.startswith("thanh tra")
        )
        if unlikely or _generic(kind, name) or (kind == "PL" and not re.match(rf"[{UPPER}][a-zđà-ỹ]", name)):
            continue
        year = re.search(r"(?<!giai đoạn )(?<!-)(?<!- )năm ((?:19|20)\d\d)$", name)
        yield DirectiveMatch(
            match.start(), match.start("name") + len(match["name"].rstrip(" ,")), "name", kind,
            year=int(year[1]) if year else None, title=name, name=name.lower(), generic=True,
        )  # fmt: skip


def _generic(kind: str, name: str) -> bool:
    """Names that pick out no document: a programme of everybody, a plan that only carries out another."""
    if name in {"làm việc", "phối hợp", "hoạt động", "công tác", "hành động", "dân chủ"}:
        return True
    if re.search(
        r"^(?:mục tiêu quốc gia|hành động|phối hợp$|công tác$|nêu trên|đề ra)|(?:các cấp|từng|mỗi|cấp ủy)$",
        name,
    ):
        return True
    return kind in {"KH", "CTr", "QĐi"} and bool(re.match(r"(?:triển khai|hành động|và|, |này|nay|&)", name))


def _kind(word: str) -> str:
    return "QĐi" if word.lower() in {"quy định", "quy trình"} else kind_of(word)
