def find_conflicts(accounts, links): return ()
