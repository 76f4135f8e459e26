"""Search: words to lessons, forgivingly, best first, and saying why."""

from retro.search.engine import SearchEngine, count_facets
from retro.search.results import Facets, FacetValue, Hit, Order, Results

__all__ = ["FacetValue", "Facets", "Hit", "Order", "Results", "SearchEngine", "count_facets"]
