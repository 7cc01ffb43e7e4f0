"""Drawings that pages carry as inline SVG: geometry and layout, pure functions of numbers.

Nothing here knows of editions or words. Colours and fonts are the stylesheet's.
"""
