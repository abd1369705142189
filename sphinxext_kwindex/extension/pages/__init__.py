"""Generated pages: documents of Sphinx that no file of the source folder holds.

`catalogue` says which there are, `project` has Sphinx know them, `stubs` are the files
that it looks at, `parser` and `content` fill them. `setup` joins all to a build; it is
imported last, since what stands on the pages needs nearly everything else.
"""
