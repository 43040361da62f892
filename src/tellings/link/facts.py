def link_facts(accounts, entities, happenings): return ()
