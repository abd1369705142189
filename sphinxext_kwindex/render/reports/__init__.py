"""Reports: the words and links of their rows (`rows`), drawn as HTML (`page`).

The builders whose format is not HTML draw the same rows as lists.
"""
