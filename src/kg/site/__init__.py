"""The cross-reference pages: rows of a store, templates, a folder that opens by double-click."""

from kg.site.build import SiteSummary, build_site

__all__ = ["SiteSummary", "build_site"]
