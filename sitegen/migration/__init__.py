"""What an older site has, made into reports: exports of WordPress, folders of pages, feeds, tables."""
