/** What a hit looks like: its name, and an extract in which the words asked for are marked. Text is never markup. */
(function () {
  "use strict";
  const kgSearch = (window.kgSearch = window.kgSearch || {});

  const SHOWN = 280; // characters of an extract
  const BEFORE = 80; // of these before the first mark

  const WORDS = {
    vi: {
      locale: "vi-VN",
      none: "Không thấy trong kho.",
      found: (count) => `${count} kết quả`,
      searching: "đang tìm…",
      failed: "Không đọc được chỉ mục tìm kiếm; hãy tải lại trang.",
      all: "Tất cả",
      more: "Xem thêm",
      kinds: { directive: "Văn bản", body: "Cơ quan", report: "Báo cáo", task: "Nhiệm vụ", sentence: "Câu" },
    },
    en: {
      locale: "en-GB",
      none: "Not found in the store.",
      found: (count) => `${count} ${count === "1" ? "result" : "results"}`,
      searching: "searching…",
      failed: "The search index cannot be read; load the page again.",
      all: "All",
      more: "Show more",
      kinds: { directive: "Directive", body: "Body", report: "Report", task: "Task", sentence: "Sentence" },
    },
  };

  /** What the page says, in its language. */
  kgSearch.words = () => WORDS[document.documentElement.dataset.lang] || WORDS.vi;

  /** An element with a class and content: text or elements. */
  kgSearch.element = (name, className, ...content) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...content);
    return element;
  };

  /** The list item of a hit. */
  kgSearch.hitItem = (root, { kind, path, title, text, place }, question, kinds) => {
    const link = kgSearch.element("a", "", ...marked(title || place || text, question));
    link.href = root + path;
    const badge = kgSearch.element("span", "hit-kind", (kinds || kgSearch.words().kinds)[kind] || kind);
    const item = kgSearch.element("li", `hit hit-${kind}`, link, " ", badge);
    if (title && place) item.append(kgSearch.element("span", "hit-place", place));
    if (text) item.append(kgSearch.element("p", "hit-extract", ...marked(text, question, SHOWN)));
    return item;
  };

  /** A text, or an extract of it, as strings and marks. */
  function marked(text, question, length = Infinity) {
    const marks = kgSearch.marks(text, question);
    const [start, end] = extract(text, marks, length);
    const nodes = start > 0 ? ["… "] : [];
    let at = start;
    for (const [from, to] of marks) {
      if (from < at || to > end) continue;
      nodes.push(text.slice(at, from), kgSearch.element("mark", "", text.slice(from, to)));
      at = to;
    }
    nodes.push(text.slice(at, end));
    return end < text.length ? [...nodes, " …"] : nodes;
  }

  /** Where an extract begins and ends: at spaces, around the first mark. */
  function extract(text, marks, length) {
    if (text.length <= length) return [0, text.length];
    const wished = Math.max(0, (marks.length ? marks[0][0] : 0) - BEFORE);
    const start = Math.min(wished && text.indexOf(" ", wished) + 1, marks.length ? marks[0][0] : 0);
    const end = start + length >= text.length ? text.length : text.lastIndexOf(" ", start + length);
    return [start, end > start ? end : Math.min(start + length, text.length)];
  }

  /**
   * The spans of a text to mark: of each word asked for, the places that fit it best, and of these those that stand
   * together with its neighbour, where there are any. Neighbours are marked as one.
   */
  kgSearch.marks = (text, question) => {
    const tokens = kgSearch.tokens(text);
    const chosen = inRuns(bestFits(tokens, question.words));
    const marks = [];
    tokens.forEach(({ word, at }, number) => {
      if (!chosen.has(number)) return;
      const last = marks.at(-1);
      if (last && chosen.has(number - 1) && !/\S\s+\S/.test(`x${text.slice(last[1], at)}`)) last[1] = at + word.length;
      else marks.push([at, at + word.length]);
    });
    return marks;
  };

  /** For each word asked for, the numbers of the tokens that fit it best. */
  function bestFits(tokens, words) {
    const forms = tokens.map(({ word }) => ({ term: kgSearch.fold(word), exact: kgSearch.exact(word) }));
    return words.map((word) => {
      const fits = forms.map((form) => kgSearch.fit(word, form));
      const best = Math.max(0.01, ...fits);
      return new Set(fits.flatMap((fit, number) => (fit >= best ? [number] : [])));
    });
  }

  function inRuns(found) {
    const chosen = new Set();
    found.forEach((numbers, word) => {
      const neighboured = [...numbers].filter(
        (number) => found[word - 1]?.has(number - 1) || found[word + 1]?.has(number + 1),
      );
      (neighboured.length ? neighboured : [...numbers]).forEach((number) => chosen.add(number));
    });
    return chosen;
  }
})();
