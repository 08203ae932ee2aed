"""The website's search: an index in small pieces, each a script that a page opened from disk can load.

`entries → postings → pieces`: what can be found is cut into segments, a segment into pieces of some 30 KB,
whose form `pieces` tells. A page loads the catalog, and for a question only the pieces with its words and
the texts of the hits that it shows. Reading and ranking is done in the browser: `pages/static/search*.js`.

Why not a library: a page under file:// can read other files by script elements alone. Pagefind loads its
index by fetch and does not fold đ. lunr, MiniSearch and FlexSearch hold the whole index in memory, built anew
from the texts or read from one JSON: 100,000 sentences are 25 MB to read before the first hit. In none does
one question find all accents and prefer the same.
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
