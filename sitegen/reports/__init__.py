"""A report or standing page: parsed, judged, its Markdown finished."""
