"""What the words of the workbook mean: its last sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.exports.labels import ALERTS, CELLS, DEADLINES, STATES
from kg.exports.sheets import Sheet, SheetRow, column
from kg.questions import Words
from kg.tracking import Alert, Cell, Deadline, State

_NAME = Words("Đọc tôi", "Read me")
_STATES: Mapping[State, Words] = {
    State.UNKNOWN: Words(
        "Không báo cáo nào trong kho nói về kết quả của nhiệm vụ. Không phải là «Chưa thực hiện».",
        "No report in the store says what came of the task. It is not “Not begun”.",
    ),
    State.NOT_BEGUN: Words(
        "Một báo cáo sau nói bằng lời rằng chưa làm.", "A later report says in words that it was not done."
    ),
    State.ONGOING: Words(
        "Một báo cáo sau nêu kết quả từng phần, nêu hạn chế, hoặc tiếp tục nhiệm vụ.",
        "A later report tells part of a result, admits a shortcoming, or goes on with the task.",
    ),
    State.COMPLETED: Words(
        "Một báo cáo sau nói bằng lời rằng đã xong; câu đó ở cột Kết quả, kèm mức chắc chắn của mối nối "
        "giữa câu "
        "và nhiệm vụ. Là đối chiếu của máy: người phụ trách cần đọc câu và xác nhận.",
        "A later report says in words that it is finished; the sentence stands in the column Result, with "
        "how sure "
        "it is that it speaks of this task. A program compared them: somebody in charge must read and "
        "confirm.",
    ),
}
_DEADLINES: Mapping[Deadline, Words] = {
    Deadline.NONE: Words("Văn bản giao không nêu ngày. Kỳ thực hiện không phải là thời hạn.",
                         "The document sets no day. A planned period is no deadline."),
    Deadline.REGULAR: Words("Lời giao việc nói thường xuyên, định kỳ, dài hạn: không bao giờ quá hạn.",
                            "Its words make it regular or long-term work: never overdue."),
    Deadline.AHEAD: Words("Còn hơn 7 ngày.", "More than 7 days are left."),
    Deadline.SOON: Words("Còn từ 0 đến 7 ngày.", "0 to 7 days are left."),
    Deadline.OVERDUE: Words("Đã qua thời hạn, và báo cáo nói chưa xong.",
                            "The deadline is past, and a report says that it is not finished."),
    Deadline.PASSED: Words("Đã qua thời hạn, kho không có thông tin: không kết luận là quá hạn.",
                           "The deadline is past and the store knows nothing: not concluded to be overdue."),
    Deadline.ON_TIME: Words("Kỳ của báo cáo nói đã xong kết thúc không sau thời hạn.",
                            "The period of the report that says it is finished ends by the deadline."),
    Deadline.LATE: Words("Kỳ của báo cáo nói đã xong bắt đầu sau thời hạn.",
                         "The period of the report that says it is finished begins after the deadline."),
    Deadline.UNDATED: Words("Thời hạn nằm trong kỳ của báo cáo nói đã xong.",
                            "The deadline falls within the period of the report that says it is finished."),
}  # fmt: skip
_ALERTS: Mapping[Alert, Words] = {
    Alert.NO_ASSIGNEE: Words("Văn bản không nêu ai chủ trì.", "The document names nobody to lead."),
    Alert.NO_DEADLINE: Words("Không có ngày, cũng không phải việc thường xuyên.",
                             "There is no day, and it is not regular work."),
    Alert.NO_RESULT: Words("Câu nói hoàn thành không kèm số liệu hay văn bản nào.",
                           "The sentence that says completed gives no figure and no document."),
    Alert.DUPLICATE: Words("Cùng đơn vị, cùng thời gian, lời văn gần như nhau; số dòng ở cột Ghi chú.",
                           "One unit, one time, nearly the same words; the row's number is in the notes."),
    Alert.REPLACED: Words("Theo các báo cáo, văn bản mà nhiệm vụ dẫn đã được thay thế.",
                          "By the reports, a directive that the task cites was replaced."),
}  # fmt: skip
_SHEETS: tuple[tuple[Words, Words], ...] = (
    (Words("Trang Nhiệm vụ", "Sheet Tasks"),
     Words("Mỗi dòng một nhiệm vụ mà một văn bản trong kho giao hoặc đề ra; số, ngày, trích yếu là của "
           "văn bản ấy. "
           "Dự thảo đã có bản chính thì bỏ qua.",
           "One row a task that a document held assigns or sets; symbol, date and title are that document's. "
           "Drafts whose final version is held are left out.")),
    (Words("Trang Văn bản theo bước", "Sheet Directives by stage"),
     Words("Mỗi dòng một văn bản và một cơ quan báo cáo: bước cao nhất mà báo cáo nói đã hoặc đang làm, "
           "câu trích, và "
           "ngày cuối kỳ của báo cáo đầu tiên nói đến từng bước.",
           "One row a directive and a reporting body: the highest stage that a report says was or is "
           "being done, "
           "its sentence, and for each stage the last day of the first report's period.")),
    (Words("Trang Tình hình báo cáo", "Sheet Coverage"),
     Words("Có báo cáo; Báo cáo không nhắc (khi chọn một văn bản); Không thấy báo cáo: kỳ mà cơ quan cùng "
           "cấp, cùng "
           "loại có báo cáo, hoặc kỳ thiếu giữa các báo cáo của chính cơ quan ấy, mà kho không có.",
           "Reported; Report held, silent (with one directive); No report held: a period on which bodies "
           "of the "
           "same level and sort reported, or missing between the body's own reports.")),
    (Words("Trang Phát hiện", "Sheet Findings"),
     Words("Chỗ không khớp trong chính văn bản báo cáo, và ai đã xem xong. Không phải là sai phạm của tổ "
           "chức.",
           "What does not fit within a report's own text, and who settled it. No wrong done by a body.")),
    (Words("Trang Thống kê", "Sheet Statistic"),
     Words("Bốn ô của thống kê chính thức đứng đầu; nhiệm vụ chưa có thông tin không tính vào ô nào trong "
           "bốn ô ấy. "
           "Đơn vị là đơn vị chủ trì; không có hoặc là một nhóm đơn vị thì tính cho cơ quan giao.",
           "The four cells of the official statistic come first; tasks without information are in none of "
           "them. "
           "The unit is the assignee; where there is none, or a class of bodies, the body that set the "
           "task.")),
)  # fmt: skip


def legend_sheet(told: str, language: str) -> Sheet:
    """Return the sheet that says what states, deadlines, warnings and sheets mean; `told` goes first."""
    columns = (column("Mục", "Term", 36), column("Nghĩa", "Meaning", 120))
    return Sheet(_NAME, columns, _terms(told, language), has_filter=False)


def _terms(told: str, language: str) -> Iterable[SheetRow]:
    yield ("This workbook" if language == "en" else "Sổ này", told)
    groups: list[tuple[Words, Iterable[tuple[Words, Words]]]] = [
        (Words("Trạng thái", "State"), [(STATES[s], _STATES[s]) for s in State]),
        (
            Words("Tình trạng thời hạn", "Against the deadline"),
            [(DEADLINES[d], _DEADLINES[d]) for d in Deadline],
        ),
        (Words("Cảnh báo", "Warning"), [(ALERTS[a], _ALERTS[a]) for a in Alert]),
    ]
    yield from ((name.of(language), words.of(language)) for name, words in _SHEETS)
    for group, terms in groups:
        for name, words in terms:
            yield f"{group.of(language)}: {name.of(language)}", words.of(language)
    cells = "; ".join(CELLS[cell].of(language) for cell in Cell)
    yield ("Cells" if language == "en" else "Các ô thống kê", cells)
