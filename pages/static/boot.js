// Runs before the first paint, so that language and theme never flash. Without it the page is Vietnamese, in the system's theme.
(function (root) {
  "use strict";
  function kept(key, allowed) {
    try {
      var value = localStorage.getItem("dkg-" + key);
      return allowed.indexOf(value) < 0 ? allowed[0] : value;
    } catch (refused) {
      return allowed[0]; // a browser may refuse storage to pages from disk
    }
  }
  root.setAttribute("data-js", "");
  root.setAttribute("data-theme", kept("theme", ["auto", "light", "dark"]));
  root.setAttribute("data-lang", kept("lang", ["vi", "en"]));
  root.lang = root.getAttribute("data-lang");
})(document.documentElement);
