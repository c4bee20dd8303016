"""Files on the disk: where a run may write, how one takes another's place, what is cleaned up.

`outputs` says where, `replacing` writes, `attributes` hands on owner, mode and extended attributes,
`leftovers` has the temporary files and folders that only a killed run leaves behind, and `locks`
says which runs live.
"""
