// Where a deadline stands on the reader's own day. The pages are made without a clock, so only a browser can tell;
// without this, the date stands alone. A task of which nothing is known is never called overdue.
(function () {
  "use strict";

  var SOON = 7; // days, the deadline's own among them
  var SAID = {
    overdue: ["Quá hạn", "Overdue"],
    passed: ["Đã qua thời hạn, chưa có thông tin", "Past the deadline, no information"],
    "due-soon": ["Sắp đến hạn", "Due soon"],
    ahead: ["Còn hạn", "Time left"]
  };
  var BADGE = { overdue: "overdue", passed: "open", "due-soon": "due-soon", ahead: "info" };

  function day(year, month, date) {
    return Date.UTC(year, month, date) / 86400000;
  }

  function standing(deadline, state, today) {
    var parts = deadline.split("-").map(Number);
    var left = day(parts[0], parts[1] - 1, parts[2]) - today;
    if (left < 0) return state === "unknown" ? "passed" : "overdue";
    return left <= SOON ? "due-soon" : "ahead";
  }

  function words(lang, text) {
    var span = document.createElement("span");
    span.lang = span.className = lang;
    span.textContent = text;
    return span;
  }

  var now = new Date(), today = day(now.getFullYear(), now.getMonth(), now.getDate());
  Array.prototype.forEach.call(document.querySelectorAll("time.deadline[data-state]"), function (time) {
    var deadline = time.getAttribute("datetime"), state = time.getAttribute("data-state");
    time.removeAttribute("data-state"); // said once, however often a page names this script
    if (state === "completed" || !/^\d{4}-\d\d-\d\d$/.test(deadline)) return;
    var found = standing(deadline, state, today), badge = document.createElement("span");
    badge.className = "badge badge-" + BADGE[found];
    badge.appendChild(words("vi", SAID[found][0]));
    badge.appendChild(words("en", SAID[found][1]));
    time.parentNode.insertBefore(badge, time.nextSibling);
    time.parentNode.insertBefore(document.createTextNode(" "), badge);
  });
})();
