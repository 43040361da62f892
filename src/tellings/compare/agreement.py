def corroborate(accounts, links): return ()
