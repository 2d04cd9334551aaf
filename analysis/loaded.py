def find_loaded(*_):
    return []
