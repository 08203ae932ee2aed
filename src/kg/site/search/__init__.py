"""The website's search: an index in small pieces, each a script that a page opened from disk can load.

`entries → postings → pieces`: what can be found is cut into segments, a segment into pieces of some 30 KB. A page
loads the catalog, and for a question only the pieces that hold its words and the texts of the hits that it shows.
Reading and ranking is done in the browser: `pages/static/search*.js`. The form of the pieces is told in `pieces`.

Why not a library: a page under file:// can read other files by script elements alone. Pagefind loads its
index by fetch and does not fold đ. lunr, MiniSearch and FlexSearch hold the whole index in memory, built anew
or read from one JSON: 25 MB for 100,000 sentences before the first hit; none prefers what is written with the same
accents while it finds all.
"""

from kg.site.search.entries import Entry, segment_count, segment_of
from kg.site.search.folding import exact, fold, tokens
from kg.site.search.pieces import catalog_piece, head_path, segment_pieces

__all__ = [
    "Entry",
    "catalog_piece",
    "exact",
    "fold",
    "head_path",
    "segment_count",
    "segment_of",
    "segment_pieces",
    "tokens",
]
