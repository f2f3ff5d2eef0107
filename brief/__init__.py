"""Writes what an official hands over."""
