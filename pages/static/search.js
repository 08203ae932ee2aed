/**
 * The search of the site: `kgSearch.attach(input, results, {root: "../"})`.
 *
 * Needs search-fold.js, search-pieces.js, search-match.js and search-view.js before it, all plain scripts. Segments
 * are searched one after the other, those of names first, and hits are shown as they come.
 */
(function () {
  "use strict";
  const kgSearch = (window.kgSearch = window.kgSearch || {});

  const PAGE = 20; // hits shown in the end, and with each "more"
  const FIRST = 5; // hits shown while the search goes on: each may need a piece of its own
  const AT_FIRST = 2; // segments that are searched at a time: names and a first part of the text
  const AT_ONCE = 3; // the same, once there is something to read
  const PAUSE = 200; // milliseconds between two changes of the list

  /**
   * Searches as one types. Options: `root`, the way to the site's root ("" or "../"); `kinds`, names of the kinds
   * to show; `address: false` leaves ?q= of the page alone.
   */
  kgSearch.attach = (input, results, options = {}) => new Search(input, results, options);

  /** One question while it is searched for: what was found so far. */
  class Run {
    constructor(question, kind) {
      Object.assign(this, { question, kind, counts: new Map(), best: new Map(), shown: PAGE, paintedAt: 0, done: false });
    }

    add({ counts, best }) {
      for (const [kind, count] of counts) {
        this.counts.set(kind, (this.counts.get(kind) || 0) + count);
        const merged = [...(this.best.get(kind) || []), ...best.filter((hit) => hit.kind === kind)];
        this.best.set(kind, kgSearch.bestOf(merged));
      }
    }

    get total() {
      return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
    }

    hits() {
      return this.kind ? this.best.get(this.kind) || [] : kgSearch.bestOf([...this.best.values()].flat());
    }

    isDue(now) {
      return this.total > 0 && (!this.paintedAt || now - this.paintedAt > PAUSE);
    }
  }

  class Search {
    constructor(input, results, { root = "", kinds = null, address = true }) {
      Object.assign(this, { input, results, root, kinds, address, run: null });
      this.build();
      input.addEventListener("input", () => this.search());
      input.form?.addEventListener("submit", (event) => event.preventDefault());
      input.addEventListener("keydown", (event) => this.onKey(event));
      results.addEventListener("keydown", (event) => this.onKey(event));
      this.list.addEventListener("focusout", (event) => this.onLeave(event));
      if (address && !input.value) input.value = new URLSearchParams(location.search).get("q") || "";
      if (input.value) this.search();
      else setTimeout(() => this.prepare().catch(() => {})); // a question tells what is missing
    }

    build() {
      const { element } = kgSearch;
      this.count = element("p", "hit-count");
      this.count.setAttribute("role", "status");
      this.count.setAttribute("aria-live", "polite");
      this.filters = element("div", "hit-filters");
      this.filters.setAttribute("role", "group");
      this.list = element("ol", "hits");
      this.more = element("button", "hit-more", kgSearch.words().more);
      this.more.type = "button";
      this.more.hidden = true;
      this.more.addEventListener("click", () => this.showMore());
      this.results.replaceChildren(this.count, this.filters, this.list, this.more);
    }

    segments() {
      return (this.opened ||= kgSearch.segments(this.root).catch((error) => {
        this.opened = null;
        throw error;
      }));
    }

    /** Loads what any question needs first: three small pieces. */
    async prepare() {
      const segments = await this.segments();
      await Promise.all([segments[0], segments.find((one) => !one.isOfNames)].map((one) => one?.table()));
    }

    /** Begins to search for what the input holds; whatever runs for an older question ends. */
    async search() {
      const question = kgSearch.question(this.input.value);
      const run = (this.run = new Run(question, this.run?.kind || ""));
      this.keepAddress();
      if (!question.words.length) return this.clear();
      this.results.setAttribute("aria-busy", "true");
      try {
        await this.searchAll(run);
      } catch (error) {
        if (run === this.run) this.fail(error);
      }
    }

    async searchAll(run) {
      const waiting = [...(await this.segments())];
      await this.searchSome(run, waiting, AT_FIRST, () => run.paintedAt);
      await this.searchSome(run, waiting, AT_ONCE, () => false);
      if (run !== this.run) return;
      run.done = true;
      await this.paint(run);
      if (run === this.run) this.results.removeAttribute("aria-busy");
    }

    /** Searches segments, some at a time, until there are no more or it is enough. */
    async searchSome(run, waiting, atOnce, isEnough) {
      const worker = async () => {
        while (waiting.length && run === this.run && !isEnough()) await this.searchNext(run, waiting);
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
    }

    /** Searches the next segment and shows what was found, at the first time at once. */
    async searchNext(run, waiting) {
      run.add(await kgSearch.searchSegment(waiting.shift(), run.question));
      if (run === this.run && run.isDue(performance.now())) await this.paint(run);
    }

    /** Shows the best hits so far. The list stays as it is while somebody walks through it. */
    async paint(run) {
      run.paintedAt = performance.now();
      this.say(run);
      const all = run.hits();
      const hits = all.slice(0, run.done ? run.shown : FIRST);
      const shown = await Promise.all(hits.map((hit) => hit.segment.shown(hit.document)));
      if (run !== this.run || this.list.contains(document.activeElement)) return;
      const items = shown.map((one, i) => kgSearch.hitItem(this.root, { ...one, kind: hits[i].kind }, run.question, this.kinds));
      this.list.replaceChildren(...items);
      this.more.hidden = !run.done || all.length <= run.shown;
    }

    say(run) {
      const words = kgSearch.words();
      const { total } = run;
      const found = total ? words.found(kgSearch.grouped(total)) : "";
      this.count.textContent = run.done ? found || words.none : [found, words.searching].filter(Boolean).join(" · ");
      this.showFilters(run, total, words);
    }

    showFilters(run, total, words) {
      const counted = [["", total], ...Object.keys(words.kinds).map((kind) => [kind, run.counts.get(kind) || 0])];
      for (const [kind, count] of counted) {
        const button = this.filter(kind);
        const name = kind ? (this.kinds || words.kinds)[kind] || kind : words.all;
        button.textContent = `${name} ${kgSearch.grouped(count)}`;
        button.hidden = !count && kind !== run.kind;
        button.setAttribute("aria-pressed", String(kind === run.kind));
      }
    }

    filter(kind) {
      const found = this.filters.querySelector(`[data-kind="${kind}"]`);
      if (found) return found;
      const button = kgSearch.element("button", "hit-filter");
      button.type = "button";
      button.dataset.kind = kind;
      button.addEventListener("click", () => this.choose(kind));
      this.filters.append(button);
      return button;
    }

    choose(kind) {
      Object.assign(this.run, { kind, shown: PAGE });
      this.paint(this.run).catch((error) => this.fail(error));
    }

    showMore() {
      const before = this.list.children.length;
      this.run.shown += PAGE;
      this.paint(this.run).then(
        () => this.list.children[before]?.querySelector("a").focus(),
        (error) => this.fail(error),
      );
    }

    clear() {
      this.count.textContent = "";
      this.list.replaceChildren();
      this.filters.replaceChildren();
      this.more.hidden = true;
      this.results.removeAttribute("aria-busy");
    }

    fail(error) {
      console.error(error);
      this.clear();
      this.count.textContent = kgSearch.words().failed;
    }

    /** Arrows walk from the input through the hits and back; Escape returns. */
    onKey(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && event.target !== this.input) this.input.focus();
      if (!step || (event.target !== this.input && !this.list.contains(event.target))) return;
      const stops = [this.input, ...this.list.querySelectorAll("a")];
      const next = stops[stops.indexOf(event.target) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }

    /** Shows what was found while somebody walked through the list. */
    onLeave(event) {
      if (!this.list.contains(event.relatedTarget) && this.run?.total) setTimeout(() => this.paint(this.run).catch(() => {}));
    }

    keepAddress() {
      if (!this.address) return;
      const address = new URL(location.href);
      if (this.input.value) address.searchParams.set("q", this.input.value);
      else address.searchParams.delete("q");
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // from disk, some browsers allow no change of address
      }
    }
  }
})();
