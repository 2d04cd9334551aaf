"""Who is named or meant, and by which canonical name."""
