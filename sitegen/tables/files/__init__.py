"""Files of tables to rows of cells: CSV, workbooks, encodings."""
