"""Many tables as one download: those of a topic, those of a unit."""
