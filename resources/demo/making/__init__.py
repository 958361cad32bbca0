"""Makes files: `python -m resources.demo.making WORK FOLDER SHARE OF` makes one share of the files that WORK lists.

Processes of their own, which know nothing of Django, so that two make the files of the demonstration at once. Each file
has its folder, with what `resources.extraction` draws from it, and is made once.
"""
