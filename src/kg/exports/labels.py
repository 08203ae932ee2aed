"""The words that clerks use for states, deadlines, warnings and cells, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping

from kg.questions import Words
from kg.tracking import Alert, Cell, Deadline, Note, State

STATES: Mapping[State, Words] = {
    State.UNKNOWN: Words("Chưa có thông tin", "No information"),
    State.NOT_BEGUN: Words("Chưa thực hiện", "Not begun"),
    State.ONGOING: Words("Đang thực hiện", "Ongoing"),
    State.COMPLETED: Words("Hoàn thành", "Completed"),
}
DEADLINES: Mapping[Deadline, Words] = {
    Deadline.NONE: Words("Chưa có thời hạn", "No deadline"),
    Deadline.REGULAR: Words("Thường xuyên", "Regular"),
    Deadline.AHEAD: Words("Còn hạn", "Time left"),
    Deadline.SOON: Words("Sắp đến hạn", "Due soon"),
    Deadline.OVERDUE: Words("Quá hạn", "Overdue"),
    Deadline.PASSED: Words("Đã qua thời hạn, chưa có thông tin", "Past the deadline, no information"),
    Deadline.ON_TIME: Words("Đúng hạn", "On time"),
    Deadline.LATE: Words("Trễ hạn", "Late"),
    Deadline.UNDATED: Words("Chưa rõ đúng hay trễ hạn", "On time or late is not known"),
}
ALERTS: Mapping[Alert, Words] = {
    Alert.NO_ASSIGNEE: Words("Chưa có đơn vị chủ trì", "No assignee"),
    Alert.NO_DEADLINE: Words("Chưa có thời hạn", "No deadline"),
    Alert.NO_RESULT: Words("Hoàn thành nhưng thiếu kết quả", "Completed without a result"),
    Alert.DUPLICATE: Words("Có khả năng trùng nhiệm vụ", "Possibly the same as another task"),
    Alert.REPLACED: Words("Văn bản đã được thay thế", "Directive was replaced"),
}
NOTES: Mapping[Note, Words] = {
    Note.NO_LATER_REPORT: Words("Kho chưa có báo cáo kỳ sau", "No later report is held"),
    Note.SILENT: Words("Báo cáo kỳ sau không nhắc lại", "The later reports held do not come back to it"),
    Note.SET_AGAIN: Words("Báo cáo sau lại đề ra nhiệm vụ này", "A later report sets it again"),
    Note.SHORTCOMING: Words("Báo cáo sau nêu hạn chế", "A later report admits a shortcoming"),
    Note.CARRIED_OVER: Words("Chuyển tiếp sang kỳ sau", "Carried over into the next period"),
}
RANKS: Mapping[str, Words] = {
    "strong": Words("Rõ", "Strong"),
    "likely": Words("Có khả năng", "Likely"),
}
SEVERITIES: Mapping[str, Words] = {
    "violation": Words("Chắc chắn không khớp", "Surely a fault"),
    "warning": Words("Có thể không khớp", "Perhaps a fault"),
    "info": Words("Để biết", "Good to know"),
}
CELLS: Mapping[Cell, Words] = {
    Cell.DONE_ON_TIME: Words("Hoàn thành đúng hạn", "Completed on time"),
    Cell.DONE_LATE: Words("Hoàn thành trễ hạn", "Completed late"),
    Cell.OPEN_AHEAD: Words("Chưa hoàn thành, còn hạn", "Not completed, time left"),
    Cell.OPEN_OVERDUE: Words("Chưa hoàn thành, quá hạn", "Not completed, overdue"),
    Cell.DONE_UNDATED: Words("Hoàn thành, chưa rõ hạn", "Completed, timing unknown"),
    Cell.OPEN_UNDATED: Words("Chưa hoàn thành, chưa có thời hạn", "Not completed, no deadline"),
    Cell.UNKNOWN_AHEAD: Words("Chưa có thông tin, còn hạn", "No information, time left"),
    Cell.UNKNOWN_PASSED: Words("Chưa có thông tin, đã qua thời hạn", "No information, past the deadline"),
    Cell.UNKNOWN_UNDATED: Words("Chưa có thông tin, chưa có thời hạn", "No information, no deadline"),
}
