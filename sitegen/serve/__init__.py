"""The development server: builds, serves on this machine, reloads the open page."""
