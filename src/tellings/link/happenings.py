def find_happenings(accounts, entities): return ()
