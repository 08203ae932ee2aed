/**
 * Reads a question and ranks the documents of a segment by it.
 *
 * All words must be there, in the document or, some of them, in the name of the report that it stands in. Words
 * joined without a space ("05-CT/TW") or in quotes stand next to each other; others count more where they do.
 * Of a word with accents, the same accents count more.
 */
(function () {
  "use strict";
  const kgSearch = (window.kgSearch = window.kgSearch || {});

  const MOST_WORDS = 24; // each has a bit
  const KEPT = 100; // hits of a kind
  const KINDS = { directive: 3, body: 2.5, report: 2, task: 1.1, sentence: 1 };
  const FIELDS = { title: 3, also: 2.5, text: 1 };
  const OTHER_ACCENTS = 0.3;
  const LONGER_WORD = 0.6;
  const BY_PLACE = 0.3;
  const SATURATION = 1.2;
  const LENGTH = 0.5;

  /** A question's words and which of them stand together: {words: [{fold, exact, bare, begins}], phrases: [[from, to]]}. */
  kgSearch.question = (written) => {
    const words = [];
    const phrases = [];
    for (const tokens of chunks(written.normalize("NFC"))) {
      const from = words.length;
      for (const { word } of tokens.slice(0, MOST_WORDS - from)) words.push(readWord(word));
      if (words.length - from > 1) phrases.push([from, words.length]);
    }
    const last = words.at(-1);
    if (last) last.begins = !kgSearch.isNumber(last.bare) && /[\p{L}\p{M}]$/u.test(written);
    return { words, phrases };
  };

  /** The tokens of each part of a question that stands between spaces or in quotes; "số" before a number is left out. */
  function chunks(written) {
    const all = kgSearch.tokens(written);
    const left = all.filter((token, i) => !kgSearch.isNumberWord(token, all[i + 1]));
    return Array.from(written.matchAll(/["“”«»][^"“”«»]*["“”«»]?|[^\s"“”«»]+/g), ({ 0: chunk, index }) =>
      left.filter(({ at }) => at >= index && at < index + chunk.length),
    );
  }

  function readWord(word) {
    return { fold: kgSearch.fold(word), exact: kgSearch.exact(word), bare: kgSearch.bare(word), begins: false };
  }

  /** How well a form of a word in the index answers a word that was asked for: 0 to 1. */
  kgSearch.fit = (word, form) => {
    if (form.term === word.fold) return word.exact === word.fold || form.exact === word.exact ? 1 : OTHER_ACCENTS;
    if (!word.begins || !form.term.startsWith(word.bare)) return 0;
    return beginsAlike(word.exact, form.exact) ? LONGER_WORD : LONGER_WORD * OTHER_ACCENTS;
  };

  /** Whether letters and tone of "đả" are those of "đảng"; what was typed without accents begins anything. */
  function beginsAlike(asked, found) {
    const [, letters, tone] = /^(.*?)(\d*)$/.exec(asked);
    const plain = letters === kgSearch.bare(letters) && !tone;
    return plain || (found.startsWith(letters) && (!tone || found.endsWith(tone)));
  }

  /** Searches a segment: {counts: Map kind → number, best: [{segment, document, kind, score}]}. */
  kgSearch.searchSegment = async (segment, question) => {
    const least = segment.isOfNames ? 1 : 2; // a single letter begins too much
    const asked = question.words.map(async (word) => {
      const begins = word.begins && word.bare.length >= least;
      const forms = await segment.forms(word.fold, false);
      const longer = begins ? await segment.forms(word.bare, true) : [];
      return [...forms, ...longer.filter((form) => form.term !== word.fold)]
        .map((form) => ({ places: form.places, fit: kgSearch.fit(word, form) }))
        .filter((form) => form.fit > 0);
    });
    const [table, ...lists] = await Promise.all([segment.table(), ...asked]);
    if (lists.some((forms) => !forms.length)) return { counts: new Map(), best: [] };
    return new Matching(segment, table, question, lists).hits();
  };

  /** The document of each place, and the weight of its field: {documents, fields}. */
  function locate({ starts, blocks, title, also }, places) {
    const documents = new Int32Array(places.length);
    const fields = new Float32Array(places.length);
    for (let i = 0; i < places.length; i++) {
      const place = places[i];
      let document = blocks[place >> 6];
      while (starts[document + 1] <= place) document++;
      const offset = place - starts[document];
      const named = title[document];
      documents[i] = document;
      fields[i] = offset < named ? FIELDS.title : offset < named + (named && 1) + also[document] ? FIELDS.also : FIELDS.text;
    }
    return { documents, fields };
  }

  /**
   * The work on one segment: what each document has of the question, as bits and as a score. The loops are plain: the
   * first question of a page runs before the browser has compiled them.
   */
  class Matching {
    constructor(segment, table, question, lists) {
      Object.assign(this, { segment, table, question });
      this.own = new Int32Array(table.total); // bit i: has word i
      this.linked = new Int32Array(table.total); // bit i: word i+1 follows word i
      this.phrased = new Int32Array(table.total); // bit i: has phrase i
      this.score = new Float32Array(table.total);
      this.lists = lists.map((forms) => forms.map((form) => ({ ...form, ...locate(table, form.places) })));
      this.fits = this.lists.map((forms) => this.fitsByPlace(forms));
      this.rarity = this.lists.map((forms, word) => this.addWord(forms, word));
      for (let word = 0; word + 1 < lists.length; word++) this.addPair(word);
      question.phrases.forEach((phrase, number) => this.addPhrase(phrase, number));
    }

    /** For each place of the segment, how well the word there fits, in percent. */
    fitsByPlace(forms) {
      const fits = new Uint8Array(this.segment.head.length + MOST_WORDS);
      for (const { places, fit } of forms) {
        const percent = fit * 100;
        for (let i = 0; i < places.length; i++) fits[places[i]] = percent;
      }
      return fits;
    }

    addWord(forms, word) {
      const weight = new Float32Array(this.table.total);
      const having = [];
      for (const { documents, fields, fit } of forms) {
        for (let i = 0; i < documents.length; i++) {
          if (!weight[documents[i]]) having.push(documents[i]);
          weight[documents[i]] += fields[i] * fit;
        }
      }
      const rarity = Math.log(1 + (this.table.total - having.length + 0.5) / (having.length + 0.5));
      this.addScores(having, weight, rarity, 1 << word);
      return rarity;
    }

    /** As BM25 does: more of a word counts ever less, and less in a long document. */
    addScores(having, weight, rarity, bit) {
      const { title, text } = this.table;
      const { own, score } = this;
      for (const document of having) {
        const length = 1 - LENGTH + (LENGTH * (title[document] * 3 + text[document])) / 40;
        own[document] |= bit;
        score[document] += (rarity * weight[document] * (1 + SATURATION)) / (weight[document] + SATURATION * length);
      }
    }

    addPair(word) {
      const [here, next] = [this.fits[word], this.fits[word + 1]];
      const rarity = (this.rarity[word] + this.rarity[word + 1]) / 200;
      const bonus = new Float32Array(this.table.total);
      for (const { places, documents, fields } of this.lists[word]) {
        for (let i = 0; i < places.length; i++) {
          const place = places[i];
          const document = documents[i];
          const fit = Math.min(here[place], next[place + 1]);
          const gain = fit * rarity * Math.min(fields[i], 2) - bonus[document];
          if (!fit || gain <= 0) continue;
          bonus[document] += gain;
          this.score[document] += gain;
          this.linked[document] |= 1 << word;
        }
      }
    }

    addPhrase([from, to], number) {
      for (const { places, documents } of this.lists[from]) {
        for (let i = 0; i < places.length; i++) {
          let next = from + 1;
          while (next < to && this.fits[next][places[i] + next - from]) next++;
          if (next === to) this.phrased[documents[i]] |= 1 << number;
        }
      }
    }

    hits() {
      const counts = new Map();
      const best = [];
      let document = 0;
      for (const [kind, size] of this.segment.head.kinds) {
        const found = this.hitsOfKind(kind, document, (document += size));
        if (found.count) counts.set(kind, found.count);
        best.push(...found.best);
      }
      return { counts, best };
    }

    hitsOfKind(kind, from, to) {
      const highest = this.rarity.reduce((sum, one) => sum + one, 0.1) / (KINDS[kind] || 1);
      let best = [];
      let [count, least] = [0, 0];
      for (let document = from; document < to; document++) {
        if (!this.answers(document)) continue;
        count++;
        const score = this.scoreOf(document) / highest;
        if (score <= least) continue;
        best.push({ segment: this.segment, document, kind, score });
        if (best.length > 4 * KEPT) least = (best = kgSearch.bestOf(best)).at(-1).score;
      }
      return { count, best: kgSearch.bestOf(best) };
    }

    answers(document) {
      const all = (1 << this.lists.length) - 1;
      const phrases = (1 << this.question.phrases.length) - 1;
      const place = this.table.inside[document];
      const [own, lent] = [this.own[document], this.own[place]];
      if ((own | lent) !== all || (this.phrased[document] | this.phrased[place]) !== phrases) return false;
      return own === all || this.standsByItself(own, all & ~own, this.linked[place]);
    }

    /**
     * A place may lend words, but the document must have one of its own that does not belong to them: "tỉnh" in a
     * report of Hà Tĩnh is no hit for "Hà Tĩnh".
     */
    standsByItself(own, lent, links) {
      for (let before = 0; before !== lent; ) {
        before = lent;
        lent |= ((lent & links) << 1) | ((lent >> 1) & links);
      }
      return (own & ~lent) !== 0;
    }

    scoreOf(document) {
      return this.score[document] + BY_PLACE * this.score[this.table.inside[document]];
    }
  }

  /** The best hits, in an order that is the same each time. */
  kgSearch.bestOf = (hits, most = KEPT) =>
    hits
      .sort((a, b) => b.score - a.score || (a.segment.name < b.segment.name ? -1 : +(a.segment.name > b.segment.name)) || a.document - b.document)
      .slice(0, most);
})();
