"""Text and page images of a file, drawn in a process of its own that its limits may kill.

`python -m resources.extraction FORMAT FILE FOLDER` writes `text`, the images and `result.json` in FOLDER. It knows
nothing of Django, so that it starts in a moment and holds nothing else in memory.
"""
