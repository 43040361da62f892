from tellings.records import Wording
def compare_wording(accounts, links): return Wording((),(),())
