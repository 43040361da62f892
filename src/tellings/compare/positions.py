def find_positions(accounts, links): return ()
