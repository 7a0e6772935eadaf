"""Table files to rows of cells: CSV, workbooks, encodings."""
