"""Documents without a number, told by a name that picks out one: a quoted title, a subject, an issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.find.bodies import BodyMatch, body_at, find_bodies
from kg.find.match import DirectiveMatch, kind_of, kind_words
from kg.find.yearly import yearly_issued
from kg.words import UPPER, alternation

# Kinds that reports name by subject. Letters and reports are named by symbol only.
_KINDS = (
    "Nghị quyết", "Chỉ thị", "Quy định", "Quy chế", "Kế hoạch", "Chương trình", "Đề án", "Quyết định",
    "Kết luận", "Hướng dẫn", "Điều lệ", "Phụ lục", "Quy hoạch", "Chiến lược", "Phương án", "Thông tư",
    "Nghị định", "Quy trình",
)  # fmt: skip
_CAPITAL_KIND = alternation(_KINDS)
_KIND = alternation([*_KINDS, *(kind[0].lower() + kind[1:] for kind in _KINDS)])
_PLURAL = re.compile(r"(?:các|những|một số|nhiều|toàn bộ|\d+|cả) $")
_ISSUING = alternation((
    "ban hành", "xây dựng", "hoàn thiện", "soạn thảo", "thông qua", "trình", "dự thảo", "phê duyệt",
    "điều chỉnh", "bổ sung", "sửa đổi",
))  # fmt: skip
# Words that go on with the clause behind a comma, and those that end a name without one.
_GOING_ON = alternation((
    "đã", "đang", "được", "sẽ", "cần", "phải", "tiếp tục", "tổ chức", "triển khai", "thực hiện",
    "chỉ đạo", "lãnh đạo", "tập trung", "phối hợp", "tham mưu", "đồng thời", "qua đó", "góp phần",
    "nhằm", "bảo đảm", "đảm bảo", "gắn với", "theo đúng", "trong đó", "với", "tại", "có", "giao",
    "phù hợp", "đạt", "gửi", "trình", "báo cáo", "chưa", "còn", "kết quả", "để", "như", "trên cơ sở",
))  # fmt: skip
_ENDING = alternation((
    "đã", "đang", "được", "sẽ", "cần", "phải", "tiếp tục", "đồng thời", "qua đó", "góp phần", "nhằm",
    "theo", "gắn với", "đi đôi", "trong đó", "chưa", "còn", "để",
))  # fmt: skip
_HOUSES = frozenset({"organ", "committee", "commission"})
# Kinds that are too common to be named by their subject alone.
_NEVER_BY_SUBJECT = frozenset({"NQ", "CT", "QĐ", "HD", "NĐ", "TT"})
_EVERYBODYS = frozenset({"làm việc", "phối hợp", "hoạt động", "công tác", "hành động", "dân chủ"})
_OF_EVERYBODY = re.compile(
    r"^(?:mục tiêu quốc gia|hành động|phối hợp$|công tác$|nêu trên|đề ra)|(?:các cấp|từng|mỗi|cấp ủy)$"
)
_CARRIES_OUT = re.compile(r"(?:triển khai|hành động|và|, |này|nay|&)")

# "Đề án “Xử lý rác thải …”"
_QUOTED = re.compile(
    rf"(?<!\w)(?P<type>{_KIND})(?: về(?: việc)?)? ?(?P<title>[“\"][^”\"]{{8,260}}[”\"])"
    r"(?: (?:năm|giai đoạn) [\d -]+)?"
)
# "ban hành chỉ thị về tăng cường công tác phụ nữ"
_ABOUT = re.compile(
    rf"(?:{_ISSUING}(?: mới)?|;|,| và) "
    rf"(?P<span>(?P<type>{_KIND}) (?P<title>(?:về|V/v) (?:việc )?[^;:.“”]{{8,200}}?))"
    rf"(?=[;.:]|$|, (?:{_GOING_ON}|{_KIND}))",
    re.IGNORECASE,
)
# "Quy chế phối hợp giữa các cơ quan khối nội chính": a capital in mid-sentence and a subject
_COMMITTEE_FOR = r"(?<![Bb]an [Cc]hỉ đạo )(?<!đạo điều hành )(?<!đạo thực hiện )"
_MID_SENTENCE = rf"(?:(?<=[\w,;”)] ){_COMMITTEE_FOR}|(?<=“))"
_SUBJECT_ENDS = "|".join(
    (
        r"[;.:()”]",
        r"$",
        rf", {_GOING_ON}\b",
        rf" {_ENDING}\b",
        rf",? (?:và|hoặc) (?:[{UPPER}]|các |phong trào|những)",
        rf", (?:{_KIND}|các|những)",
        r"\s[”\"]",
    )
)
_SUBJECT = re.compile(
    rf"(?={_CAPITAL_KIND}){_MID_SENTENCE}(?P<type>{_CAPITAL_KIND}) "
    r"(?P<name>(?!(?:của|về|số|năm|là|và|theo|với|gồm|như) |này|trên|đã|để|thì|nêu|đề ra)[^;:.“”()]{3,200}?)"
    rf"(?={_SUBJECT_ENDS})"
)
# "đề án Sổ tay đảng viên điện tử": a name with a capital of its own
_PROPER = re.compile(
    rf"(?<!\w)(?P<type>[Đđ]ề án) (?P<name>[{UPPER}][^\s;:.,“”()]+"
    r"(?: (?!của|và|trên|để|theo|đã|được|trong)[^\s;:.,“”()]+){2,9})"
)
# "chương trình phòng chống đuối nước trẻ em giai đoạn 2021 - 2030": a subject and a period of its own
_FOR_A_PERIOD = re.compile(
    r"(?<!\w)(?P<type>chương trình|chiến lược|đề án) "
    r"(?P<name>(?!(?:của|về|số|năm|là|và|theo|với|gồm|như|này|đã|hành động|công tác) )"
    r"(?:(?!(?:của|thực hiện|số|nêu|đã|được|chưa)\b)[^\s;:.,“”()]+ ){3,16}?"
    r"giai đoạn (?:\d{4} ?[-–] ?\d{4}|đến năm \d{4}))"
)
# "Quy chế làm việc của Tỉnh ủy khóa XVII", "chương trình làm việc năm 2022 của …"
_OF_BODY = re.compile(
    rf"(?<!\w)(?P<type>{_KIND})"
    rf"(?P<name>(?: (?!(?:của|thực hiện|số|và|này|nêu|đã|được|chưa)\b|{_KIND})[^\s;:.“”()]+){{0,14}}?)"
    r"(?: năm (?P<year>(?:19|20)\d\d))? của (?=\w)"
)
# "kế hoạch phối hợp với Sở Y tế trong công tác …": parties and purpose pick out one
_JOINT = re.compile(r"(?<!\w)(?P<type>kế hoạch|chương trình|quy chế) (?P<name>phối hợp (?:với|giữa) )")
_JOINT_ABOUT = re.compile(rf" (?:về|trong)(?: việc)? [^;:.“”]{{8,240}}?(?=[;:.]|$|, {_GOING_ON}\b)")
_DRAWN_UP = re.compile(r"(?:[Xx]ây dựng|[Dd]ự thảo|soạn thảo) (?:và ban hành )?$")
_NO_NAME = re.compile(rf"^(?:{_KIND}|,)|(?:\b(?:của|các|những)\b.*){{2}}")
_YEAR_IN_NAME = re.compile(r"năm (?P<year>(?:19|20)\d\d)")
_NEXT_BODY = re.compile(r", (?=\w)")
_AFTER = re.compile(r",? ?khóa (?P<term>[IVX]+)\b|,? năm (?P<year>(?:19|20)\d\d)(?!\d)")
_ABOUT_BEHIND = re.compile(
    r" về (?:việc )?(?P<title>[^;:.,“”]{8,140}?(?:, [^;:.,“”]{3,60}?)??)"
    r"(?=[;.:]|$|, [a-zđà-ỹ]| (?:và|được|đã|tại)\b)"
)


def find_named(text: str) -> Iterator[DirectiveMatch]:
    """Yield documents named without number, the surest forms first.

    A word that a form cannot do without is looked for before its pattern, which takes many times as long.
    """
    if "“" in text or '"' in text:
        yield from _by_title(text)
    yield from _by_issuer(text)
    yield from _issued(text)
    yield from yearly_issued(text)
    if "phối hợp" in text:
        yield from _joint(text)
    if "ề án" in text:
        yield from _proper(text)
    yield from _by_subject(text)
    if "giai đoạn" in text:
        yield from _for_a_period(text)


def _singular(text: str, at: int) -> bool:
    return not _PLURAL.search(text[max(0, at - 12) : at])


@cache
def _kind_before(joint: str) -> re.Pattern[str]:
    return re.compile(rf"{kind_words()}{joint}$")


def _kind(word: str) -> str:
    return "QĐi" if word.lower() in {"quy định", "quy trình"} else kind_of(word)


def _without_year(name: str) -> str:
    return re.sub(r",? ?năm \d{4}", "", name).lower()


def _by_title(text: str) -> Iterator[DirectiveMatch]:
    for match in _QUOTED.finditer(text):
        before = text[: match.start()].lower()[-20:]
        if _singular(text, match.start()) and not _kind_before(",? ").search(before):
            title = match["title"][1:-1].strip(" *")
            yield DirectiveMatch(
                match.start(), match.end(), "title", _kind(match["type"]), title=title, name=title.lower()
            )


def _issued(text: str) -> Iterator[DirectiveMatch]:
    for match in _ABOUT.finditer(text):
        sentence = text[: match.start()].rsplit(".", 1)[-1]
        if match[0][0] in ";, " and not re.search(_ISSUING, sentence, re.IGNORECASE):
            continue
        before = text[: match.start("span")].lower().rstrip()[-16:]
        if not _kind_before("(?:,| và)").search(before):
            title = match["title"]
            yield DirectiveMatch(
                *match.span("span"), "title", _kind(match["type"]), title=title, name=title.lower()
            )


def _by_issuer(text: str) -> Iterator[DirectiveMatch]:
    matches = list(_OF_BODY.finditer(text))
    bodies = {body.start: body for body in find_bodies(text)} if matches else {}
    for match in matches:
        if match.end() not in bodies or not _singular(text, match.start()):
            continue
        before = text[: match.start()].lower()[-16:]
        if _NO_NAME.search(match["name"].strip()) or _kind_before("(?:,| và)? ").search(before):
            continue
        if found := _of_body(text, match, bodies):
            yield found


def _of_body(text: str, match: re.Match[str], bodies: Mapping[int, BodyMatch]) -> DirectiveMatch | None:
    """Return the document of a body, or null where kind and body alone pick out none.

    "chương trình làm việc năm 2022 của …" is one document; "kế hoạch của đơn vị" is any.
    """
    body = bodies[match.end()]
    name = match["name"].strip()
    end, issuer = _issuers(text, body, bodies) if name else (body.end, body.name)
    after = _AFTER.match(text, end)
    end = after.end() if after else end
    inner = _YEAR_IN_NAME.search(name)
    year = match["year"] or (inner and inner["year"]) or (after and after["year"])
    term = after["term"] if after else None
    dated = bool(year or term)
    about = _ABOUT_BEHIND.match(text, end) if not name else None
    if match["type"][0].isupper():
        about = about if not dated else None
    elif not (name and dated and body.role in _HOUSES) and not (about and body.level == "centre"):
        return None
    if about:
        end, name = about.end(), about["title"]
    return DirectiveMatch(
        start=match.start(),
        end=end,
        form="name",
        kind=_kind(match["type"]),
        year=int(year) if year else None,
        term=term,
        issuer=issuer,
        issuer_level=body.level,
        title=name or None,
        name=_without_year(name),
    )


def _issuers(text: str, body: BodyMatch, bodies: Mapping[int, BodyMatch]) -> tuple[int, str]:
    """Return where the issuer ends and its name, a second one joined: "Ban Thường vụ, Ban Chấp hành …"."""
    joint = _NEXT_BODY.match(text, body.end)
    second = bodies.get(joint.end()) if joint else None
    if second is not None and second.role in {"organ", "committee"}:
        return second.end, f"{body.name}, {second.name}"
    return body.end, body.name


def _joint(text: str) -> Iterator[DirectiveMatch]:
    for match in _JOINT.finditer(text):
        body = body_at(text, match.end())
        about = _JOINT_ABOUT.match(text, body.end) if body and _singular(text, match.start()) else None
        if about is None or _DRAWN_UP.search(text[: match.start()]):
            continue
        name = text[match.start("name") : about.end()]
        year = _YEAR_IN_NAME.search(name)
        yield DirectiveMatch(
            start=match.start(),
            end=about.end(),
            form="name",
            kind=_kind(match["type"]),
            year=int(year["year"]) if year else None,
            title=name,
            name=_without_year(name),
            generic=True,
        )


def _proper(text: str) -> Iterator[DirectiveMatch]:
    for match in _PROPER.finditer(text):
        if _singular(text, match.start()):
            name = match["name"]
            yield DirectiveMatch(*match.span(), "name", "ĐA", title=name, name=name.lower(), generic=True)


def _by_subject(text: str) -> Iterator[DirectiveMatch]:
    for match in _SUBJECT.finditer(text):
        kind = _kind(match["type"])
        name = match["name"].strip(" ,")
        if not _singular(text, match.start()) or len(name.split()) < 2 or _generic(kind, name):
            continue
        year = re.search(r"(?<!giai đoạn )(?<!-)(?<!- )năm ((?:19|20)\d\d)$", name)
        yield DirectiveMatch(
            start=match.start(),
            end=match.start("name") + len(match["name"].rstrip(" ,")),
            form="name",
            kind=kind,
            year=int(year[1]) if year else None,
            title=name,
            name=_without_year(name),
            generic=True,
        )


def _for_a_period(text: str) -> Iterator[DirectiveMatch]:
    for match in _FOR_A_PERIOD.finditer(text):
        if _singular(text, match.start()):
            kind, name = _kind(match["type"]), match["name"]
            yield DirectiveMatch(*match.span(), "name", kind, title=name, name=name.lower(), generic=True)


def _generic(kind: str, name: str) -> bool:
    """Say whether a name picks out no document: everybody's programme, a plan that carries out another."""
    if kind in _NEVER_BY_SUBJECT or name in _EVERYBODYS or _OF_EVERYBODY.search(name):
        return True
    if kind == "KL":
        return not name.startswith("thanh tra")
    if kind == "PL":
        return not re.match(rf"[{UPPER}][a-zđà-ỹ]", name)
    return kind in {"KH", "CTr", "QĐi"} and bool(_CARRIES_OUT.match(name))
