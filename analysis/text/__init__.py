"""Files → articles → one parse, which every layer reads."""
