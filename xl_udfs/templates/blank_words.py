def neutralize(book, name):
    pass
