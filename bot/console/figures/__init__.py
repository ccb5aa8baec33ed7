"""Figures: what is asked and how it goes; nothing about one person."""
