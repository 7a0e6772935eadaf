"""Settings of an editor in the browser, for a unit whose content has a repository of its own."""
