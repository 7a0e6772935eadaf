"""The index of the search page: words and stems, segments, postings, records."""
