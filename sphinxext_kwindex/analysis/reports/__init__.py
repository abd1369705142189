"""Reports on a tree: what is included from outside, documented, missing, left to do.

`facts` reads the tree once for all of them; `pages` cuts a report of a folder into
pages. Nothing is imported here: the survey of the tree uses a part of this.
"""
