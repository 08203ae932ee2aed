// What a page can do beyond being read: switches, copying a citation, showing a claim's words. All of it works from disk.
(function (root) {
  "use strict";

  var COVERAGE = {
    vi: { reported: "có báo cáo, có nhắc đến", silent: "có báo cáo, không nhắc đến", none: "không thấy báo cáo trong kho" },
    en: { reported: "reported", silent: "report held but silent", none: "no report held" }
  };
  var COPIED = { vi: "Đã chép", en: "Copied" };
  var NOT_COPIED = { vi: "Không chép được: xin bôi đen rồi chép", en: "Could not copy: please select and copy" };
  var THEMES = ["auto", "light", "dark"];
  var near = ""; // the claims under the pointer, as the page writes them

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  function language() {
    return root.getAttribute("data-lang") === "en" ? "en" : "vi";
  }

  function keep(key, value) {
    try {
      localStorage.setItem("dkg-" + key, value);
    } catch (refused) { /* the choice then lasts for this page */ }
  }

  // ---- language and theme ----

  function nameAttributes(lang) {
    all("[data-attr]").forEach(function (element) {
      element.getAttribute("data-attr").split(" ").forEach(function (name) {
        element.setAttribute(name, element.getAttribute("data-" + lang));
      });
    });
    all("td.cov > [aria-label]").forEach(function (cell) {
      var state = cell.parentNode.classList.item(1), label = cell.querySelector("small");
      cell.setAttribute("aria-label", COVERAGE[lang][state] + (label ? ": " + label.textContent : ""));
    });
  }

  function speak(lang) {
    root.setAttribute("data-lang", lang);
    root.lang = lang;
    nameAttributes(lang);
    document.dispatchEvent(new CustomEvent("dkg:language", { detail: lang }));
  }

  function onClick(id, action) {
    var button = document.getElementById(id);
    if (button) button.addEventListener("click", function () { action(button); });
  }

  onClick("switch-language", function () {
    var lang = language() === "vi" ? "en" : "vi";
    keep("lang", lang);
    speak(lang);
  });

  onClick("switch-theme", function () {
    var theme = THEMES[(THEMES.indexOf(root.getAttribute("data-theme")) + 1) % THEMES.length];
    keep("theme", theme);
    root.setAttribute("data-theme", theme);
  });

  onClick("switch-menu", function (button) {
    var open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    root.classList.toggle("menu-open", open);
  });

  // ---- copying ----

  // The clipboard's interface is missing, or refuses, on pages from disk in some browsers.
  function copyBySelecting(text) {
    var area = document.createElement("textarea"), focused = document.activeElement, copied = false;
    area.value = text;
    area.className = "heard";
    document.body.appendChild(area);
    area.select();
    try {
      copied = document.execCommand("copy");
    } catch (refused) { /* said below */ }
    document.body.removeChild(area);
    if (focused) focused.focus();
    return copied;
  }

  function copy(text, tell) {
    if (!navigator.clipboard) return tell(copyBySelecting(text));
    navigator.clipboard.writeText(text).then(
      function () { tell(true); },
      function () { tell(copyBySelecting(text)); }
    );
  }

  // A button says what it copies, or, of what stands on the page already, where that is.
  function textOf(button) {
    var shown = document.getElementById(button.getAttribute("data-copy-from"));
    return shown ? shown.textContent : button.getAttribute("data-copy-" + language());
  }

  all(".copy").forEach(function (button) {
    var said = button.nextElementSibling;
    button.addEventListener("click", function () {
      copy(textOf(button), function (copied) {
        said.textContent = (copied ? COPIED : NOT_COPIED)[language()];
        if (copied) setTimeout(function () { said.textContent = ""; }, 4000);
      });
    });
  });

  // ---- claims: a link "#a-CLAIM" shows every piece of the claim's words, and the claim in the list beside ----

  function piecesOf(claim) {
    var quoted = '"' + claim.replace(/["\\]/g, "\\$&") + '"';
    return all("[data-c~=" + quoted + "], [data-claim=" + quoted + "]");
  }

  function mark(claims, name) {
    all("." + name).forEach(function (element) { element.classList.remove(name); });
    var pieces = [].concat.apply([], claims.map(piecesOf));
    pieces.forEach(function (element) { element.classList.add(name); });
    return pieces;
  }

  function claimInAddress() {
    var hash = location.hash;
    try {
      hash = decodeURIComponent(hash);
    } catch (malformed) { /* then it is no claim of ours, or is found as it stands */ }
    return hash.indexOf("#a-") === 0 ? hash.slice(3) : "";
  }

  function still() {
    return window.matchMedia && matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  // Scrolls the list beside to the card, and only the list: the page belongs to the text.
  function bringIntoList(card) {
    var list = card.closest(".side");
    if (!list || list.scrollHeight <= list.clientHeight) return;
    list.scrollTop += card.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
  }

  function showClaim(smoothly) {
    var pieces = mark([claimInAddress()].filter(Boolean), "is-target");
    var words = pieces.filter(function (piece) { return piece.hasAttribute("data-c"); })[0];
    if (words) words.scrollIntoView({ block: "center", behavior: smoothly && !still() ? "smooth" : "auto" });
    pieces.forEach(function (piece) { if (piece.hasAttribute("data-claim")) bringIntoList(piece); });
  }

  function at(event, selector) {
    return event.target.closest ? event.target.closest(selector) : null;
  }

  // The pointer or the keyboard on a claim shows its words, and on words their claims.
  function hover(event) {
    var element = at(event, "[data-claim], [data-c]");
    var claims = element ? element.getAttribute("data-claim") || element.getAttribute("data-c") : "";
    if (claims !== near) mark((near = claims).split(" ").filter(Boolean), "is-near");
  }

  function follow(event) {
    var link = at(event, "a[href]"), card = at(event, "[data-claim]"), words = at(event, "[data-c]");
    if (link && link.hash && link.hash === location.hash) showClaim(true);
    else if (link || String(getSelection())) return; // a link goes its own way, and selecting is not clicking
    else if (card) location.hash = "#a-" + card.getAttribute("data-claim");
    else if (words) followWords(words);
  }

  // Words that belong to several claims lead to each in turn.
  function followWords(words) {
    var claims = words.getAttribute("data-c").split(" ");
    location.hash = "#a-" + claims[(claims.indexOf(claimInAddress()) + 1) % claims.length];
  }

  function watchClaims() {
    document.addEventListener("mouseover", hover);
    document.addEventListener("focusin", hover);
    document.addEventListener("click", follow);
    window.addEventListener("hashchange", function () { showClaim(true); });
    showClaim(false);
  }

  // ---- folded parts: opened for the printer, and for a link that leads into one ----

  function openFor(element) {
    for (; element; element = element.parentElement) if (element.tagName === "DETAILS") element.open = true;
  }

  function openTarget() {
    openFor(document.getElementById(location.hash.slice(1)));
  }

  window.addEventListener("beforeprint", function () {
    all("details:not([open])").forEach(function (details) {
      details.open = true;
      details.setAttribute("data-opened-to-print", "");
    });
  });
  window.addEventListener("afterprint", function () {
    all("[data-opened-to-print]").forEach(function (details) {
      details.open = false;
      details.removeAttribute("data-opened-to-print");
    });
  });
  window.addEventListener("hashchange", openTarget);

  if (language() === "en") nameAttributes("en");
  openTarget();
  if (document.querySelector("[data-claim], [data-c]")) watchClaims();
})(document.documentElement);
