def measure_voices(accounts, links): return ()
def find_drift(accounts, links): return ()
