"""Reads: named questions to a store, as SQL over the views of `store/derived.py`, answered in plain rows.

Every answer is fetched whole, so that nothing is held while it is printed. Rows are dicts whose keys are the
JSON's; references between them are primary keys only inside this package.
"""
