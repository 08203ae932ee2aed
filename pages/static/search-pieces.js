/**
 * Loads the pieces of the index and reads them; their form is told in `kg.site.search.pieces`.
 * A piece is a script of one call, since a page opened from disk may load scripts and nothing else.
 */
(function () {
  "use strict";
  const kgSearch = (window.kgSearch = window.kgSearch || {});

  const KEPT = 600; // pieces of some 30 KB; the one not used for longest goes first
  const asked = new Map(); // address → promise of the content
  const arrived = new Map(); // name → {version, content}, until its script has ended

  /** What each piece calls. */
  kgSearch.piece = (name, version, content) => arrived.set(name, { version, content });

  function load(root, name, version, query) {
    const address = `${root}search/${name}.js${query}`;
    const promise = asked.get(address) || runScript(address, name, version);
    asked.delete(address);
    asked.set(address, promise);
    if (asked.size > KEPT) asked.delete(asked.keys().next().value);
    promise.catch(() => asked.delete(address));
    return promise;
  }

  function runScript(address, name, version) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.charset = "utf-8"; // the server need not say so
      script.onload = () => {
        const piece = arrived.get(name);
        arrived.delete(name);
        script.remove();
        if (piece && piece.version === version) resolve(piece.content);
        else reject(new Error(`${name}: not of version ${version}`));
      };
      script.onerror = () => {
        script.remove();
        reject(new Error(`${name}: cannot be loaded`));
      };
      script.src = address;
      document.head.append(script);
    });
  }

  /** The segments of the site, those of names first. A server's old copy of the catalog is not asked for. */
  kgSearch.segments = async (root) => {
    const fresh = location.protocol === "file:" ? "" : `?t=${(openedAt ||= Date.now())}`;
    const catalog = await load(root, "catalog", "", fresh);
    return Object.keys(catalog).sort().map((name) => new Segment(root, name, catalog[name]));
  };
  let openedAt = 0;

  /** Reads numbers written by `kg.site.search.codes` from `start` to `end` of a text. */
  function numbers(text, start = 0, end = text.length) {
    const found = new Int32Array(end - start);
    let count = 0;
    for (let at = start, head = 0; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code > 92) {
        head = head * 34 + code - 92;
      } else {
        found[count++] = head * 57 + code - 35;
        head = 0;
      }
    }
    return found.subarray(0, count);
  }

  /** The same, each number the distance to the one before. */
  function rising(text, start, end) {
    const found = numbers(text, start, end);
    for (let i = 1; i < found.length; i++) found[i] += found[i - 1];
    return found;
  }

  /** The index of the last of some sorted values that is not above `value`, or 0. */
  function lastNotAbove(values, value) {
    let low = 0;
    for (let high = values.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (values[middle] <= value) low = middle;
      else high = middle;
    }
    return low;
  }

  const two = (number) => String(number).padStart(2, "0");

  class Segment {
    constructor(root, name, head) {
      Object.assign(this, { root, name, head });
      this.isOfNames = name.startsWith("names");
      this.documents = head.kinds.reduce((sum, [, count]) => sum + count, 0);
    }

    load(piece) {
      return load(this.root, `${this.name}/${piece}`, this.head.version, `?v=${this.head.version}`);
    }

    /** Where each document begins in the row of words, its fields' lengths, and its place. */
    table() {
      return (this.read ||= this.load("d").then((columns) => this.readTable(columns)));
    }

    readTable([titles, alsos, texts, runs, places]) {
      const { documents } = this;
      const total = documents + this.head.places;
      const title = new Int32Array(total);
      title.set(numbers(titles));
      title.set(numbers(places), documents);
      const also = widened(numbers(alsos), total);
      const text = widened(numbers(texts), total);
      const starts = new Int32Array(total + 1);
      for (let i = 0, at = 0; i < total; i++) {
        at += title[i] + also[i] + text[i] + (title[i] && 1) + (also[i] && 1) + (text[i] && 1);
        starts[i + 1] = at;
      }
      const inside = insideOf(numbers(runs), documents);
      return { documents, total, starts, blocks: blocksOf(starts), title, also, text, inside };
    }

    /** All forms of a word, or of the words that begin with it: [{term, exact, places}]. */
    async forms(word, begins) {
      const { terms } = this.head;
      if (!terms.length) return [];
      const first = lastNotAbove(terms, word);
      const last = begins ? lastNotAbove(terms, `${word}\uffff`) : first;
      const pieces = [];
      for (let i = first; i <= last; i++) pieces.push(this.load(`t${two(i)}`));
      return (await Promise.all(pieces)).flatMap((piece) => formsIn(piece, word, begins));
    }

    /** The kind of a document. */
    kind(document) {
      let end = 0;
      return this.head.kinds.find(([, count]) => (end += count) > document)[0];
    }

    /** What is shown of a document: {path, title, text, place}. */
    async shown(document) {
      const number = lastNotAbove(this.head.texts, document);
      let at = this.head.texts[number];
      for (const [page, place, rows] of await this.load(`x${String(number).padStart(3, "0")}`)) {
        if (document < at + rows.length) {
          const [path, title, text] = rows[document - at];
          return { path: page + path, title, text, place };
        }
        at += rows.length;
      }
      throw new Error(`${this.name}: no document ${document}`);
    }
  }

  function widened(column, total) {
    const filled = new Int32Array(total);
    filled.set(column);
    return filled;
  }

  /** For each 64 places, the document that the first of them stands in: a start for the search of any. */
  function blocksOf(starts) {
    const blocks = new Int32Array((starts.at(-1) >> 6) + 1);
    for (let block = 0, document = 0; block < blocks.length; block++) {
      while (starts[document + 1] <= block << 6) document++;
      blocks[block] = document;
    }
    return blocks;
  }

  /** The number of each document's place: places stand after the documents. */
  function insideOf(runs, documents) {
    const inside = new Int32Array(documents);
    let at = 0;
    runs.forEach((length, place) => inside.fill(documents + place, at, (at += length)));
    return inside;
  }

  function formsIn(piece, word, begins) {
    const found = [];
    const sought = begins ? ` ${word}` : ` ${word}!`;
    for (let at = piece.indexOf(sought); at >= 0; at = begins ? piece.indexOf(sought, at + 1) : -1) {
      const end = piece.indexOf(" ", at + 1);
      found.push(...formsOf(piece, at + 1, end < 0 ? piece.length : end));
    }
    return found;
  }

  function formsOf(piece, start, end) {
    const [term, ...rest] = piece.slice(start, end).split("!");
    const forms = [];
    for (let i = 0; i < rest.length; i += 2) {
      forms.push({ term, exact: rest[i] || term, places: rising(rest[i + 1]) });
    }
    return forms;
  }
})();
