"""Practising: a question, an answer in one's own words, a checklist and a rating."""
