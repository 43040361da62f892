"""Provisional."""
from tellings.records import Mention, Entity
def find(document, parse):
    ms=[];es={}
    for n in parse.names:
        name=document.text[n.span.start:n.span.end]; k=name.lower()
        e=es.setdefault(k,Entity(f"e{len(es)+1}",name,n.type,(name,)))
        ms.append(Mention(n.span.start,n.span.end,n.type,e.id,"name",n.last-1))
    return tuple(ms),tuple(es.values())
