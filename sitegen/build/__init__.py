"""From sources to a published site: scan, build each unit, build the city, publish."""
