/** What a hit looks like: its name, and an extract in which the words asked for are marked. Text is never markup. */
(function () {
  "use strict";
  const kgSearch = (window.kgSearch = window.kgSearch || {});

  const SHOWN = 280; // characters of an extract
  const BEFORE = 80; // of these before the first mark

  const WORDS = {
    vi: {
      thousands: ".",
      none: "Không thấy trong kho.",
      found: (count) => `${count} kết quả`,
      searching: "đang tìm…",
      failed: "Không đọc được chỉ mục tìm kiếm; hãy tải lại trang.",
      all: "Tất cả",
      more: "Xem thêm",
      kinds: { directive: "Văn bản", body: "Cơ quan", report: "Báo cáo", task: "Nhiệm vụ", sentence: "Câu" },
    },
    en: {
      thousands: ",",
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

  /** A number as the page's language writes it. `toLocaleString` takes 50 ms and more when it is first called. */
  kgSearch.grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, kgSearch.words().thousands);

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
   * with most of its neighbours. What stands together as it was asked for is marked as one.
   */
  kgSearch.marks = (text, question) => {
    const tokens = kgSearch.tokens(text);
    const chosen = inLongestRuns(bestFits(tokens, question.words));
    const marks = [];
    let last = null;
    tokens.forEach((token, number) => {
      if (!chosen.has(number)) return;
      const word = chosen.get(number);
      const end = token.at + token.word.length;
      if (last && last.place === token.place - 1 && last.word === word - 1) marks.at(-1)[1] = end;
      else marks.push([token.at, end]);
      last = { place: token.place, word };
    });
    return marks;
  };

  /** For each word asked for, the tokens that fit it best: place → number of the token. */
  function bestFits(tokens, words) {
    const forms = tokens.map(({ word }) => ({ term: kgSearch.fold(word), exact: kgSearch.exact(word) }));
    return words.map((word) => {
      const fits = forms.map((form) => kgSearch.fit(word, form));
      const best = Math.max(0.01, ...fits);
      return new Map(fits.flatMap((fit, number) => (fit >= best ? [[tokens[number].place, number]] : [])));
    });
  }

  /** Which tokens are marked, each with the number of the word that it answers. */
  function inLongestRuns(found) {
    const reach = (word, place, step) =>
      found[word + step]?.has(place + step) ? 1 + reach(word + step, place + step, step) : 0;
    const chosen = new Map();
    found.forEach((numbers, word) => {
      const runs = [...numbers].map(([place, number]) => [number, reach(word, place, -1) + reach(word, place, 1)]);
      const longest = Math.max(...runs.map(([, length]) => length));
      for (const [number, length] of runs) if (length === longest) chosen.set(number, word);
    });
    return chosen;
  }
})();
