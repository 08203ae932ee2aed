"use strict";
/** The page of the search: its box, and where the hits are shown. */
kgSearch.attach(document.getElementById("q"), document.getElementById("results"), { root: "" });
