"""Homework: a student's answers, marked to the digits given, and what a wrong one has probably come from."""
