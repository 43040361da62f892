def build_timeline(accounts, links): return ()
