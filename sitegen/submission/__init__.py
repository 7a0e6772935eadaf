"""What offices hand in: packages of reports, read without trust, checked as a build does, committed."""
