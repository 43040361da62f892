def find_omissions(accounts, links, corroboration): return ()
def find_unique(accounts, links): return ()
