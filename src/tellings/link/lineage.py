def find_lineage(accounts, entities): return ()
