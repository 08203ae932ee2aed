/**
 * Words as they are searched: the same folding as `kg.site.search.folding`, tested by the same table.
 * A word has two forms: `fold` is what everybody types, `exact` keeps what tells words apart.
 */
(function () {
  "use strict";
  const kgSearch = (window.kgSearch = window.kgSearch || {});

  const WORD = /[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u04ff\u1e00-\u1eff]+|[0-9]+/g;
  const TONES = { "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5" };
  const TONE = /[\u0301\u0300\u0309\u0303\u0323]/g;
  const NUMBER_WORDS = ["số", "Số", "SỐ", "so", "So", "SO"];
  const LONE_Y = /^([bcdghklmnpqrstvx]+|qu)y$/;

  /**
   * The words and numbers of a text in Unicode's form NFC: [{word, at, place}]. Places are counted, but "số" stands in
   * the place of the number after it: "Chỉ thị số 05" has "Chỉ thị 05" side by side.
   */
  kgSearch.tokens = (text) => {
    const found = Array.from(text.matchAll(WORD), ({ 0: word, index: at }) => ({ word, at, place: 0 }));
    found.forEach((token, i) => {
      const before = found[i - 1];
      if (before) token.place = before.place + (kgSearch.isNumberWord(before, token) ? 0 : 1);
    });
    return found;
  };

  /** Whether a token is "số" before a number. */
  kgSearch.isNumberWord = (token, following) =>
    NUMBER_WORDS.includes(token.word) && following !== undefined && isNumber(following.word);

  /** A token without what people leave out: "Kỷ" → "ki", "Đảng" → "dang", "05" → "5". */
  kgSearch.fold = (token) => (isNumber(token) ? token.replace(/^0+(?=.)/, "") : loneI(kgSearch.bare(token)));

  /** A token in small letters without accents. */
  kgSearch.bare = (token) =>
    token.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đð]/g, "d");

  /** A token in small letters, its tone a number at the end: "Hoà", "hòa" → "hoa2"; "05" → "05". */
  kgSearch.exact = (token) => {
    const parts = token.toLowerCase().replace(/ð/g, "đ").normalize("NFD");
    const tones = Array.from(parts.match(TONE) || [], (tone) => TONES[tone]);
    return loneI(parts.replace(TONE, "").normalize("NFC")) + tones.join("");
  };

  const isNumber = (kgSearch.isNumber = (token) => /^[0-9]/.test(token));
  const loneI = (letters) => letters.replace(LONE_Y, "$1i");
})();
