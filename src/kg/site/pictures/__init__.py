"""The pictures of the pages: frozen records in, SVG markup out, the same bytes for the same records."""

from kg.site.pictures.chart import chart
from kg.site.pictures.graph_data import graph_data
from kg.site.pictures.neighbourhood import neighbourhood
from kg.site.pictures.records import Edge, Event, Node, Point, Series
from kg.site.pictures.timeline import timeline

__all__ = ["Edge", "Event", "Node", "Point", "Series", "chart", "graph_data", "neighbourhood", "timeline"]
