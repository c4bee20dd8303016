"""What the shipped workbooks are made of: a folder each, and `sheets` for what all of them share.

`all_templates` lists them; no template imports another.
"""
