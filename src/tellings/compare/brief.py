def write_brief(accounts, links, corroboration, conflicts, unique): return ()
