// Two bodies or provinces side by side. Data are classic scripts, added when needed, so that it works from disk:
// each is one call of kgCompare.index or kgCompare.put. The address says what is compared: compare.html?a=…&b=…
(function () {
  "use strict";

  var SIDES = ["a", "b"], MOST = 12;
  var index = null, folded = [];
  var held = {}, waiting = {}; // data by key; what waits for a script that is coming
  var chosen = { a: null, b: null };
  var form = document.getElementById("so-sanh"), told = document.getElementById("tinh-hinh"), place = document.getElementById("ket-qua");

  // ---- making elements: text is always text, never markup ----

  function make(name, properties) {
    var element = document.createElement(name);
    Object.keys(properties || {}).forEach(function (key) {
      if (properties[key] !== null) element.setAttribute(key, properties[key]);
    });
    add(element, Array.prototype.slice.call(arguments, 2));
    return element;
  }

  function add(element, children) {
    children.forEach(function (child) {
      if (Array.isArray(child)) add(element, child);
      else if (child !== null && child !== undefined) element.appendChild(typeof child === "object" ? child : document.createTextNode(child));
    });
  }

  function both(vi, en) {
    return [make("span", { lang: "vi", "class": "vi" }, vi), make("span", { lang: "en", "class": "en" }, en)];
  }

  function badge(kind, vi, en) {
    return make("span", { "class": "badge badge-" + kind }, both(vi, en));
  }

  function link(href, text) {
    return href ? make("a", { href: href, lang: "vi" }, text) : make("span", { lang: "vi" }, text);
  }

  function month(iso) {
    return iso ? iso.slice(0, 7).split("-").reverse().join("/") : "";
  }

  function period(report) {
    var from = month(report[0]), to = month(report[1]);
    return from === to ? from : from && to ? from + " – " + to : from || to;
  }

  // ---- choosing ----

  // As the search does: accents optional, đ as d, y as i.
  function fold(words) {
    return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d").replace(/y/g, "i").replace(/[^a-z0-9]+/g, " ").trim();
  }

  function fits(name, words) {
    return words.every(function (word) { return (" " + name).indexOf(" " + word) >= 0; });
  }

  // Those that begin as typed go first, then those with most reports.
  function suggestions(typed) {
    var start = fold(typed), words = start.split(" ").filter(Boolean), found = [];
    folded.forEach(function (name, number) { if (fits(name, words)) found.push(number); });
    found.sort(function (x, y) {
      var begins = (folded[y].indexOf(start) === 0) - (folded[x].indexOf(start) === 0);
      return begins || index.things[y][3] - index.things[x][3] || (folded[x] < folded[y] ? -1 : 1);
    });
    return found.slice(0, MOST).map(function (number) { return index.things[number]; });
  }

  function isProvince(thing) {
    return thing[0].indexOf("province/") === 0;
  }

  function thingOf(key) {
    return index.things.filter(function (thing) { return thing[0] === key; })[0] || null;
  }

  function spoken(thing) {
    return isProvince(thing) ? thing[1] + " (cả tỉnh)" : thing[1];
  }

  function combobox(side) {
    var input = document.getElementById("chon-" + side), list = document.getElementById("goi-y-" + side);
    var shown = [], at = -1;

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      at = -1;
    }

    function move(to) {
      var options = list.children;
      if (at >= 0 && options[at]) options[at].setAttribute("aria-selected", "false");
      at = (to + shown.length) % shown.length;
      options[at].setAttribute("aria-selected", "true");
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    }

    function take(thing) {
      input.value = spoken(thing);
      close();
      choose(side, thing[0]);
    }

    function option(thing, number) {
      var note = isProvince(thing) ? both("cả tỉnh, thành phố", "whole province") : [thing[2]];
      var element = make("li", { role: "option", id: "chon-" + side + "-" + number, "aria-selected": "false" },
        make("span", { lang: "vi" }, thing[1]), " ",
        make("span", { "class": "note" }, note, thing[2] || isProvince(thing) ? " · " : "", String(thing[3]), " ", both("báo cáo", thing[3] === 1 ? "report" : "reports")));
      element.addEventListener("mousedown", function (event) { event.preventDefault(); take(thing); });
      return element;
    }

    function open() {
      if (!index) return;
      shown = suggestions(input.value);
      list.textContent = "";
      add(list, shown.length ? shown.map(option) : [make("li", { "class": "note" }, both("Không có tên nào như vậy trong số các bên có báo cáo", "No such name among those with reports"))]);
      list.hidden = false;
      at = -1;
      input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", "true");
    }

    input.addEventListener("input", open);
    input.addEventListener("click", function () { if (list.hidden) { input.select(); open(); } });
    input.addEventListener("blur", function () {
      close();
      fill(side);
    });
    input.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open();
        if (shown.length) move(event.key === "ArrowDown" ? at + 1 : at < 0 ? shown.length - 1 : at - 1);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (!list.hidden && shown.length) take(shown[Math.max(at, 0)]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
        fill(side);
      }
    });
  }

  // ---- the address, and what is loaded for it ----

  function read() {
    var given = new URLSearchParams(location.search);
    SIDES.forEach(function (side) {
      var thing = thingOf(given.get(side));
      chosen[side] = thing && thing[0];
    });
  }

  function fill(side) {
    var thing = chosen[side] && thingOf(chosen[side]);
    document.getElementById("chon-" + side).value = thing ? spoken(thing) : "";
  }

  function address() {
    return "?" + SIDES.filter(function (side) { return chosen[side]; }).map(function (side) { return side + "=" + chosen[side]; }).join("&");
  }

  function choose(side, key) {
    if (chosen[side] === key) return;
    chosen[side] = key;
    remember();
  }

  function remember() {
    try {
      history.pushState(null, "", address());
    } catch (refused) { // as some browsers do on pages from disk
      location.search = address();
      return;
    }
    show();
  }

  function load(key, then) {
    if (held[key]) return then();
    if (waiting[key]) return void waiting[key].push(then);
    waiting[key] = [then];
    var script = make("script", { src: "data/compare/" + key + ".js" });
    script.onerror = function () {
      delete waiting[key];
      say("Không mở được dữ liệu của bên này: thư mục data có thể chưa được chép cùng.", "The data of this side cannot be opened: the folder data may be missing.");
    };
    document.body.appendChild(script);
  }

  function say(vi, en) {
    told.textContent = "";
    add(told, both(vi, en));
  }

  function show() {
    var keys = [chosen.a, chosen.b];
    SIDES.forEach(fill);
    place.textContent = "";
    if (!keys[0] || !keys[1]) return say("Chọn hai bên để so sánh.", "Choose two sides to compare.");
    if (keys[0] === keys[1]) return say("Hai bên là một: hãy chọn một bên khác.", "Both sides are the same: choose another.");
    say("Đang mở…", "Opening…");
    load(keys[0], function () {
      load(keys[1], function () {
        if (chosen.a === keys[0] && chosen.b === keys[1]) draw(held[keys[0]], held[keys[1]]);
      });
    });
  }

  // ---- comparing ----

  function rung(stages) {
    return stages.reduce(function (most, stage) {
      return stage[1] === "done" ? Math.max(most, index.activities[stage[0]][2]) : most;
    }, 0);
  }

  // Reports of a side whose period meets one in which the other side spoke.
  function meanwhile(side, other, directive) {
    var periods = directive.spoken.map(function (number) { return other.reports[number]; });
    return side.reports.filter(function (report) {
      return periods.some(function (p) { return p[0] && p[1] && report[0] && report[1] && report[0] <= p[1] && p[0] <= report[1]; });
    });
  }

  function stageLine(side, stage) {
    var activity = index.activities[stage[0]], status = index.statuses[stage[1]];
    return make("li", null, badge(stage[0], activity[0], activity[1]), " ", badge(stage[1], status[0], status[1]), " ",
      make("a", { "class": "note", href: stage[3] }, period(side.reports[stage[2]]) || both("câu gốc", "sentence")),
      stage[4] > 1 ? make("span", { "class": "note" }, " · ×" + stage[4]) : null);
  }

  function spokenCell(side, directive) {
    var stages = directive.stages, last = side.reports[directive.spoken[directive.spoken.length - 1]];
    if (!stages.length)
      return make("td", null, badge("info", "chỉ dẫn tên", "only cited"), " ", make("a", { "class": "note", href: last[2] }, period(last) || "↗"));
    var lines = stages.map(function (stage) { return stageLine(side, stage); });
    return make("td", null, make("ul", { "class": "stages" }, lines.slice(0, 3)),
      lines.length > 3 ? make("details", { "class": "fold" }, make("summary", null, both("thêm " + (lines.length - 3), (lines.length - 3) + " more")), make("ul", { "class": "stages" }, lines.slice(3))) : null);
  }

  function silentCell(side, other, directive) {
    var reports = meanwhile(side, other, directive);
    if (!reports.length) return make("td", { "class": "soft" }, "– ", both("không thấy báo cáo cùng kỳ trong kho", "no report of that time held"));
    var links = reports.slice(0, 3).map(function (report, number) {
      return [number ? ", " : " ", make("a", { href: report[2] }, period(report))];
    });
    return make("td", { "class": "soft" }, "○ ", both("có báo cáo cùng kỳ, không nhắc đến:", "reports of that time held, silent:"), links, reports.length > 3 ? " +" + (reports.length - 3) : null);
  }

  function verdict(x, y) {
    var more = rung(x.stages) - rung(y.stages);
    if (!rung(x.stages) && !rung(y.stages)) return make("td", { "class": "soft" }, "–");
    return make("td", null, more > 0 ? badge("advanced", "A đi xa hơn", "A further on") : more < 0 ? badge("advanced", "B đi xa hơn", "B further on") : badge("info", "cùng bước", "same stage"));
  }

  function table(caption, heads, rows) {
    return make("div", { "class": "scroll scroll-plain", role: "group", tabindex: "0", "aria-label": caption },
      make("table", { "class": "plain compared" }, make("caption", { "class": "heard" }, caption),
        make("thead", null, make("tr", null, heads.map(function (head) { return make("th", { scope: "col" }, head); }))),
        make("tbody", null, rows)));
  }

  function part(id, vi, en, heads, rows) {
    return make("section", { "class": "part", id: id, "aria-labelledby": id + "-h" },
      make("h2", { id: id + "-h" }, both(vi, en), make("span", { "class": "count" }, " " + rows.length)),
      rows.length ? table(vi, heads, rows) : make("p", { "class": "empty" }, both("Không có văn bản nào.", "None.")));
  }

  function byName(x, y) {
    return x.name.localeCompare(y.name, "vi", { numeric: true });
  }

  function row(directive, cells) {
    return make("tr", null, make("th", { scope: "row" }, link(directive.page, directive.name)), cells);
  }

  function list(side, keep) {
    return Object.keys(side.directives).filter(keep).map(function (key) {
      var directive = side.directives[key];
      return { key: key, name: directive.name, page: directive.page, spoken: directive.spoken, stages: directive.stages };
    }).sort(byName);
  }

  function sideHead(letter, side) {
    var known = side.reports.filter(function (report) { return report[0] && report[1]; });
    var from = known.map(function (r) { return r[0]; }).sort()[0], to = known.map(function (r) { return r[1]; }).sort().pop();
    return make("div", { "class": "compared-side" }, make("h2", null, letter + ": ", link(side.page, side.name)),
      make("p", { "class": "note" }, String(side.reports.length), " ", both("báo cáo trong kho", "reports held"), from ? ", " + period([from, to]) : ""));
  }

  function draw(a, b) {
    var directive = both("Văn bản", "Directive");
    var heads = [directive, ["A: ", a.name], ["B: ", b.name]];
    function again(list) { return list.map(function (head) { return head.map(function (x) { return typeof x === "object" ? x.cloneNode(true) : x; }); }); }
    var shared = list(a, function (key) { return b.directives[key]; }), onlyA = list(a, function (key) { return !b.directives[key]; }), onlyB = list(b, function (key) { return !a.directives[key]; });
    told.textContent = "";
    add(told, both("Cả hai nói đến " + shared.length + " văn bản; chỉ A " + onlyA.length + "; chỉ B " + onlyB.length + ". Theo lời các báo cáo có trong kho; bước sau không chứng minh các bước trước.",
      "Both speak of " + shared.length + " directives; only A of " + onlyA.length + "; only B of " + onlyB.length + ". By the words of the reports held; a later stage does not prove the earlier ones."));
    add(place, [
      make("div", { "class": "pair" }, sideHead("A", a), sideHead("B", b)),
      part("ca-hai", "Cả hai nói đến", "Both speak of", again(heads).concat([both("So sánh", "Compared")]), shared.map(function (d) {
        var other = b.directives[d.key];
        return row(d, [spokenCell(a, d), spokenCell(b, other), verdict(d, other)]);
      })),
      part("chi-a", "Chỉ A nói đến", "Only A speaks of", again(heads), onlyA.map(function (d) { return row(d, [spokenCell(a, d), silentCell(b, a, d)]); })),
      part("chi-b", "Chỉ B nói đến", "Only B speaks of", again(heads), onlyB.map(function (d) { return row(d, [silentCell(a, b, d), spokenCell(b, d)]); }))
    ]);
  }

  // ---- beginning ----

  window.kgCompare = {
    index: function (data) {
      index = data;
      folded = data.things.map(function (thing) { return fold(thing[1] + " " + (thing[2] || "")); });
      form.hidden = false;
      SIDES.forEach(combobox);
      read();
      show();
    },
    put: function (key, data) {
      var then = waiting[key] || [];
      held[key] = data;
      delete waiting[key];
      then.forEach(function (go) { go(); });
    }
  };

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("doi-ben").addEventListener("click", function () {
    chosen = { a: chosen.b, b: chosen.a };
    remember();
  });
  window.addEventListener("popstate", function () {
    read();
    show();
  });
})();
