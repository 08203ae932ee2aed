"""The graph in other programs' forms; `formats` lists them, `selection` says what of the graph is wanted.

One stream of nodes and edges (`network`) feeds every graph format, one stream of sorted lines every RDF
format, so that a new format is one writer and one line in `formats`. Nothing here holds more than one
report at a time, besides the names of what was selected.
"""
