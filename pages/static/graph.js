/* A graph that can be moved, drawn when a button asks for it.

   <button type="button" data-graph="ID">…</button>
   <script type="application/json" id="ID">{"centre", "leftOut", "nodes": […], "edges": […]}</script>

   Cytoscape.js is loaded at the first press. The drawing and the table in the page say the same for those who use no
   mouse; here, arrow keys move, + and - zoom. Works from file:// and under a policy that forbids inline styles. */
(function () {
  "use strict";

  var LIBRARY = new URL("vendor/cytoscape/cytoscape.min.js", document.currentScript.src).href;
  var STEP = 40, ZOOM = 1.25, FIRST_RING = 8, MOST_IN_ROWS = 16, LEGIBLE = 0.75;
  var WORDS = {
    vi: { graph: "Đồ thị: kéo để di chuyển, bấm vào ô để mở trang", more: "khác không vẽ", fit: "Vừa khung",
          bigger: "Phóng to", smaller: "Thu nhỏ", failed: "Không mở được thư viện đồ thị." },
    en: { graph: "Graph: drag to move, press a box to open its page", more: "more not drawn", fit: "Fit",
          bigger: "Zoom in", smaller: "Zoom out", failed: "The graph library could not be opened." }
  };
  var loading = null;

  function language() { return document.documentElement.lang === "en" ? "en" : "vi"; }

  function words() { return WORDS[language()]; }

  function made(name, className, text) {
    var element = document.createElement(name);
    element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function library() {
    loading = loading || new Promise(function (resolve, reject) {
      /* Cytoscape adds a style element unless one of this name is there: the policy would refuse it, and
         pictures.css says the same. */
      var there = made("meta", "");
      there.id = "__________cytoscape_stylesheet";
      document.head.append(there);
      var script = made("script", "");
      script.src = LIBRARY;
      script.onload = resolve;
      script.onerror = function () { loading = null; script.remove(); there.remove(); reject(new Error(LIBRARY)); };
      document.head.append(script);
    });
    return loading;
  }

  /* Any colour that CSS can say → one that Cytoscape can read. */
  function plainColour(colour) {
    var canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    var brush = canvas.getContext("2d");
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return "rgb(" + Array.from(brush.getImageData(0, 0, 1, 1).data).slice(0, 3).join(",") + ")";
  }

  function look(canvas) {
    var said = getComputedStyle(canvas);
    var ink = plainColour(said.color), surface = plainColour(said.backgroundColor);
    var accent = plainColour(said.outlineColor), muted = plainColour(said.textDecorationColor);
    return [
      { selector: "node", style: {
        "shape": "round-rectangle", "width": 150, "height": 62, "line-height": 1.25, "label": "data(label)", "text-wrap": "wrap",
        "text-valign": "center", "text-halign": "center", "font-family": said.fontFamily, "font-size": 12,
        "color": accent, "background-color": surface, "border-color": muted, "border-width": 1.25,
        "min-zoomed-font-size": 6 } },
      { selector: "node[href = '']", style: { "color": ink } },
      { selector: "node[kind = 'centre']", style: { "border-color": accent, "border-width": 3, "font-weight": 600 } },
      { selector: "node[kind = 'body']", style: { "border-style": "dashed", "corner-radius": 24 } },
      { selector: "node.near", style: { "border-color": accent, "border-width": 2.5 } },
      { selector: "edge", style: {
        "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.9, "width": 1.25,
        "line-color": muted, "line-opacity": 0.6, "target-arrow-color": muted, "label": "data(" + language() + ")",
        "font-family": said.fontFamily, "font-size": 10, "font-style": "italic", "color": ink,
        "text-background-color": surface, "text-background-opacity": 0.85, "text-rotation": "autorotate",
        "min-zoomed-font-size": 8 } }
    ];
  }

  /* Rows for a few, what is served above; rings about the centre for many, each with room for twice the one before. */
  function layout(cy, centre) {
    var order = [];
    if (cy.nodes().length <= MOST_IN_ROWS) return { name: "preset", positions: rows(cy, centre), padding: 20 };
    cy.elements().bfs({ roots: centre, visit: function (node) { order.push(node.id()); } });
    var ring = new Map(), size = 1, free = 1, n = 0;
    order.forEach(function (id) {
      if (!free) { n += 1; size = n === 1 ? FIRST_RING : size * 2; free = size; }
      ring.set(id, n);
      free -= 1;
    });
    return { name: "concentric", padding: 20, minNodeSpacing: 12, spacingFactor: 1, startAngle: -Math.PI / 2,
             concentric: function (node) { return ring.has(node.id()) ? -ring.get(node.id()) : -n - 1; },
             levelWidth: function () { return 1; } };
  }

  /* How far each node stands above (-) or below (+) the centre. */
  function levels(cy, centre) {
    var level = new Map([[centre.id(), 0]]), waiting = [centre];
    while (waiting.length) {
      var here = waiting.shift();
      here.connectedEdges().forEach(function (edge) {
        var upwards = edge.source().same(here), there = upwards ? edge.target() : edge.source();
        if (level.has(there.id())) return;
        level.set(there.id(), level.get(here.id()) + (upwards ? -1 : 1));
        waiting.push(there);
      });
    }
    return level;
  }

  function rows(cy, centre) {
    var level = levels(cy, centre), lowest = Math.max.apply(null, Array.from(level.values()));
    var byLevel = new Map(), places = {};
    cy.nodes().forEach(function (node) {
      var n = level.has(node.id()) ? level.get(node.id()) : lowest + 1;
      if (!byLevel.has(n)) byLevel.set(n, []);
      byLevel.get(n).push(node.id());
    });
    byLevel.forEach(function (ids, n) {
      ids.forEach(function (id, i) { places[id] = { x: (i - (ids.length - 1) / 2) * 175, y: n * 130 }; });
    });
    return places;
  }

  /* All of it where that can be read, else its middle. */
  function show(cy, centre) {
    if (cy.zoom() > 1) cy.zoom(1).center();
    else if (cy.zoom() < LEGIBLE) cy.zoom(LEGIBLE).center(centre);
  }

  function zoom(cy, factor) {
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  function onKey(cy, event) {
    var moves = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
    var move = moves[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (move) cy.panBy({ x: move[0], y: move[1] });
    else if (event.key === "+" || event.key === "=") zoom(cy, ZOOM);
    else if (event.key === "-") zoom(cy, 1 / ZOOM);
    else return;
    event.preventDefault();
  }

  function controls(cy, leftOut) {
    var bar = made("div", "graph-controls");
    [["+", "bigger", function () { zoom(cy, ZOOM); }], ["−", "smaller", function () { zoom(cy, 1 / ZOOM); }],
     ["⤢", "fit", function () { cy.fit(undefined, 20); }]].forEach(function (one) {
      var button = made("button", "", one[0]);
      button.type = "button";
      button.title = words()[one[1]];
      button.setAttribute("aria-label", words()[one[1]]);
      button.addEventListener("click", one[2]);
      bar.append(button);
    });
    if (leftOut > 0) bar.append(made("p", "graph-note", "+" + leftOut + " " + words().more));
    return bar;
  }

  function listen(cy, canvas) {
    /* A wheel over the page scrolls the page; over a graph that somebody has taken hold of, it zooms. */
    cy.userZoomingEnabled(false);
    canvas.addEventListener("focus", function () { cy.userZoomingEnabled(true); });
    canvas.addEventListener("blur", function () { cy.userZoomingEnabled(false); });
    canvas.addEventListener("pointerdown", function () { canvas.focus({ preventScroll: true }); });
    canvas.addEventListener("keydown", function (event) { onKey(cy, event); });
    cy.on("tap", "node", function (event) {
      var href = event.target.data("href");
      if (href) window.location.href = href;
    });
    cy.on("mouseover", "node", function (event) {
      event.target.closedNeighborhood().nodes().addClass("near");
      canvas.title = event.target.data("label").replace(/\n/g, " ");
    });
    cy.on("mouseout", "node", function () { cy.nodes().removeClass("near"); canvas.removeAttribute("title"); });
    function repaint() { cy.style(look(canvas)); }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
    new MutationObserver(repaint).observe(document.documentElement, { attributes: true });
  }

  function draw(view, data) {
    var canvas = made("div", "graph-canvas");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", words().graph);
    view.append(canvas);
    var cy = window.cytoscape({ container: canvas, elements: { nodes: data.nodes, edges: data.edges },
                                style: look(canvas), boxSelectionEnabled: false, autounselectify: true,
                                minZoom: 0.05, maxZoom: 3, layout: { name: "null" } });
    cy.layout(layout(cy, cy.getElementById(data.centre))).run();
    show(cy, cy.getElementById(data.centre));
    listen(cy, canvas);
    view.append(controls(cy, data.leftOut));
    return cy;
  }

  function press(button) {
    var view = button.graphView;
    if (view) {
      view.hidden = !view.hidden;
      button.setAttribute("aria-expanded", String(!view.hidden));
      return;
    }
    view = button.graphView = made("div", "graph-view");
    button.after(view);
    button.setAttribute("aria-expanded", "true");
    library().then(function () {
      draw(view, JSON.parse(document.getElementById(button.dataset.graph).textContent));
    }).catch(function (error) {
      view.replaceChildren(made("p", "graph-note", words().failed));
      console.error(error);
    });
  }

  document.querySelectorAll("button[data-graph]").forEach(function (button) {
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", function () { press(button); });
  });
})();
