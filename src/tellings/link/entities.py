def link_entities(accounts): return ()
