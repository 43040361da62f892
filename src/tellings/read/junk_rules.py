# ruff: noqa: E501  a pattern reads best on one line
"""The forms that junk takes: whole lines, sentences of a promotion, and phrases inside a line.

Every pattern is anchored or bounded, and is tried on one line at a time, so that work stays linear in the text.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE

_AGENCY = (
    r"(?:the )?(?:associated press|ap|reuters|afp|agence france[- ]presse|bloomberg(?: news)?|agencies|wire services)"
)
_SHARE = (
    r"share(?: this)?(?: article| story| page| post)?(?: with)?|tweet|post|e-?mail|print|pin(?: it)?|whatsapp|facebook|"
    r"twitter|linkedin|reddit|google\+?|pinterest|pocket|telegram|flipboard|copy link|link copied|messenger|tumblr|sms"
)
_STAMP = (
    r"(?:\d{1,4}(?:st|nd|rd|th)?|a\.?m\.?|p\.?m\.?|e[sd]?t|p[sd]?t|gmt|bst|utc|at|on|of|noon|midnight|"
    r"jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun))\b"
)
_HEAD = (
    r"(?:trending(?: now| stories)?|most (?:popular|read|viewed|shared)(?: stories)?|popular (?:now|stories)|"
    r"related(?: articles?| stories| coverage| content| links?| topics?| news)?|"
    r"related (?:articles|stories|coverage|content) (?:from|on|by) [\w.’' ]{2,40}|"
    r"you (?:may|might) (?:also )?be interested in|recommended by our editors|in case you missed it|"
    r"recommended(?: for you| stories| reading| articles)?|more (?:on this|stories(?: like this)?|news|coverage)|"
    r"you (?:may|might) (?:also )?like|(?:see|read) also|also (?:see|read)|read (?:more|next)|up next|further reading|"
    r"don['’]t miss|editors?['’]s? picks?|top stories|latest news|what to read next|what others are reading|go deeper)"
)

LIST_HEAD = re.compile(rf"\W{{0,3}}(?:{_HEAD}|(?:read )?more from [\w.’' ]{{2,40}})(?: ?\.\.\.|…)?\s?:?\W{{0,3}}", _I)

_LINE_FORMS: dict[str, tuple[str, ...]] = {
    "advertisement": (
        r"(?:advertise?ments?:? ?){1,3}(?:continue reading the main story)?|ads?|sponsored(?: content)?|promoted stories",
        r"(?:story |article |content )?continue[sd]?(?: reading)? below(?: (?:the |this )?ad(?:vertisement)?)?|story continues",
        r"advertisement thanks for watching.{0,40}",
        r"continue reading(?: the main story)?|(?:keep )?scroll(?:ing)? down (?:for|to) .{1,40}|loading\.{0,3}",
    ),
    "separator": (r"[^\w\s](?:\s?[^\w\s]){0,40}|_{2,60}",),
    "share bar": (
        rf"\W{{0,3}}(?:{_SHARE})(?:[\s|/·•,:]{{1,4}}(?:{_SHARE}|save|comments?|close|\d{{1,4}})){{0,15}}\W{{0,3}}",
        r"(?:read or )?share this (?:story|article):? ?https?://\S+|share all sharing options(?: for:.{0,200})?",
        r"listen to (?:this )?article \d.{0,80}|play video \d.{0,160}|slideshow \(\d+ images?\)",
    ),
    "newsletter sign-up": (
        r"\W{0,3}newsletter sign-?up.{0,900}|.{0,100}\bmanage newsletters|.{0,60}newsletters?",
        r"please (?:re-?enter|try again|enter a valid .{0,40})\.?|invalid e-?mail address\.?.{0,200}",
        r"(?:thank you|thanks) for (?:subscribing|signing up)\b.{0,160}",
        r"\W{0,3}sign[- ]up (?:for|to receive|to get|here|now|today)\b.{0,250}|\W{0,4}subscribe to (?!the (?:idea|view|theory|notion)).{2,120}",
        r"(?:for|to get|to receive) [^.\n]{5,120}, (?:subscribe|sign up)\b.{0,150}|(?:mailing list\. )?to receive [^.\n]{0,60}\b(?:e-?mail|alert|newsletter)s?\b.{0,160}",
        r"get (?:our|the latest|breaking|all the|today['’]s|more)\b[^.\n]{0,80}\b(?:newsletter|alerts?|briefing|delivered|in your inbox)\b.{0,200}",
        r"interested in .{2,60}\? add .{2,60} as an interest\b.{0,200}",
    ),
    "messenger or app prompt": (
        r"\W{0,3}(?:message|text|tweet|chat with|reach|contact|whatsapp) us (?:on|via|at|through|in)\b.{0,160}|tweet:? @\w{2,20}",
        r"\W{0,3}(?:join|follow|subscribe to|find) (?:us on |our |the )?[^.\n]{0,40}\b(?:whatsapp|telegram|viber|messenger|wechat|signal)\b[^.\n]{0,120}\.?",
        r"\W{0,3}(?:get|receive) [^.\n]{0,60}\b(?:on|via|through|in) (?:whatsapp|telegram|viber|messenger|your (?:phone|mobile))\b.{0,120}",
        r"(?:text|sms) ['\"“‘]?[a-z]{2,15}['\"”’]? to \d{3,6}\b.{0,120}|(?:whats ?app|sms|text|telegram)(?: (?:us|an sms or mms))?(?: on| to)?:? ?\+?\d[\d ()+,or-]{4,60}",
        r"\W{0,3}(?:download|get|install|try) (?:our|the)(?: [\w.’'-]{1,20}){0,4} app\b.{0,160}",
        r"(?:.{0,60}\b)?(?:available|download) (?:now )?(?:on|in|from|for) (?:the )?(?:app store|google play|ios|android|iphone)\b.{0,80}",
        r"please include a contact number\b.{0,250}|upload (?:your )?(?:pictures?|photos?|videos?)\b.{0,60}|(?:please )?(?:read|see) our (?:terms|privacy)\b.{0,80}",
        r"share your (?:story|stories|thoughts|views?|comments?|experiences?|questions?|photos?|picks?)\b.{0,160}|.{0,60}\be-?mail us at \S{3,60}.{0,100}",
    ),
    "reader poll": (
        r"(?:urgent: )?[^.?\n]{5,140}\? vote (?:now|here)\b(?: in [^.\n]{2,40})?[.:]?|vote (?:now|here):?",
        r"(?:take our|reader) (?:poll|quiz|survey)\b.{0,120}",
    ),
    "form message": (
        r"(?:your )?e-?mail(?: address)?|enter your (?:e-?mail|name).{0,60}|submit|sign (?:in|up)|log ?in|subscribe(?: now)?",
        r"you have (?:successfully )?(?:subscribed|signed up).{0,100}|you must be logged in.{0,120}",
    ),
    "cookie notice": (
        r".{0,200}\b(?:we (?:and our partners )?use|accept(?: all)?|our use of|the use of) cookies\b.{0,400}",
        r"(?:cookie|privacy) (?:policy|settings|preferences|notice)",
    ),
    "comment section": (
        r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)s?(?: below| here)?\W{0,3}|\d{1,6} comments?|comments? \(\d{1,6}\)",
        r"(?:view|show|read|see|hide|load)(?: all| more)?(?: \d{1,6})? comments?(?: \(\d+\))?|comments are closed\.?",
        r"join the (?:conversation|discussion)\W{0,3}|have your say\W{0,3}",
    ),
    "heading of a link list": (rf"\W{{0,3}}{_HEAD}(?: ?\.\.\.|…)?\s?:?\W{{0,3}}",),
    "pointer to other coverage": (
        r"\W{0,3}(?:read (?:more|also|next|this|the full .{1,30})|related(?: (?:article|story|coverage|content|video)s?)?|see also|"
        r"also (?:read|see)|more|more (?:on this|here)|watch(?: (?:now|live|more|also))?|(?:full|special) coverage|don['’]t miss|"
        r"must[- ]read|click (?:here|to read|for more))\s?[:>»|].{0,250}",
        r"\W{0,3}(?:click|tap) (?:here|to|for|through|on)\b.{0,140}|\(?(?:for|to) .{4,90}[,:—–-] ?click:? here(?: now)?\.?\)?|.{20,150} read more",
        r"\(\s?(?:photos?|also on [^:)]{1,30}|full [^:)]{1,40}|see also|related|more|read|watch|video|slideshow|gallery|poll|quiz|"
        r"podcast|interactive|graphic)"
        r"\s?:[^)]{1,200}\)",
        r"(?:photos|gallery|slideshow|in pictures|video)\s?: (?!.{0,100}hide caption)[^.]{3,100}",
        r"(?:(?:photo |picture )?gallery|slideshow|in pictures)\s?: (?!.{0,100}hide caption)[^.]{3,100}\.?(?: ?\([^()]{2,60}\))?",
        r"\W{0,3}(?:you can |please )?(?:follow|like|find|join) (?:us|me|him|her|them|@\w+|.{1,60}) on (?:facebook|twitter|instagram|youtube|"
        r"flipboard|linkedin|x)\b.{0,120}|follow @\w+.{0,60}|(?:follow|like) .{1,60}:? @\w{2,20}\.?|.{0,40}follow on twitter.{0,60}",
        r"\W{0,3}check out .{1,100}(?:map|calculator|podcast|page|site|channel)\b.{0,80}|subscribe to (?:our|my) .{1,80}",
        r"subscribe (?:on|to) .{0,30}podcasts?\b.{0,100}|(?:visit|read) .{1,40}['’]s (?:homepage|new flipboard magazine)\b.{0,40}",
        r"(?:download|get) the .{1,30} app\b.{0,100}|watch the latest video at .{1,60}",
    ),
    "bare address": (r"https?://\S{4,400}|\S{0,12}=\"https?://[^\"]{4,400}\"",),
    "appeal to readers": (
        r"we pay for (?:your )?(?:stories|videos).{0,300}|do you have a (?:news )?(?:story|tip)\b.{0,250}",
        r"(?:thank you|thanks) for (?:supporting|reading|your support|watching)\b.{0,250}|please (?:consider (?:making|giving|a )|donate|subscribe)\b.{0,250}",
        r"(?:got|have|send) a (?:news )?(?:tip|question)\b.{0,220}|send (?:letters|tips|news tips) to.{0,80}",
        r"(?:contact|e-?mail|write to|reach) .{1,70} at \S{2,40}@\S{2,60}.{0,40}|contact the (?:writer|author|reporter)s? at .{0,80}",
        r"support (?:\S{1,20} ){0,4}journalism\b.{0,400}|.{0,60}\b(?:become a member|make a donation|donate today)\b.{0,250}",
        r"subscribe (?:now|today) for\b.{0,100}|.{0,250}\bchip in \$\d.{0,250}|let us know what you['’]re thinking.{0,80}",
    ),
    "disclaimer": (
        r".{0,20}(?:the )?(?:opinions|views) expressed .{0,100}\b(?:are (?:their|his|her|the author['’]s|solely)|do not).{0,250}",
        r"this is a rush transcript\..{0,80}|\S{2,10} transcripts are created on a rush deadline.{0,400}",
        r"content created by .{0,60} is available without charge.{0,400}|for licensing opportunities .{0,200}",
        r"\W{0,2}editor['’]s note: as a public service, all our .{0,120}",
    ),
    "copyright line": (
        r"\W{0,3}(?:copyright|©|\(c\)).{0,80}\b(?:19|20)\d\d\b.{0,300}|©.{0,200}|.{0,160}\ball rights reserved\b.{0,200}",
        r"\W{0,3}(?:copyright|©|\(c\)).{0,160}\ball rights reserved\b.{0,900}",
        r"this material may not be published.{0,200}|click here for reprint permission\.?",
        r"\W{0,3}(?:reprinted|republished|reproduced|used) (?:here )?(?:with|by) (?:the )?(?:kind )?permission\b.{0,160}",
        r"\W{0,3}(?:for|to (?:order|request|buy|obtain)) (?:reprints?|permissions?|reuse|re-?publishing|republication|licensing)\b.{0,200}",
        r"(?:reprints?|reprint rights?)(?: (?:and|&|\||/) (?:permissions?|licensing))?.{0,40}|no part of this (?:article|publication|site|work)\b.{0,250}",
        r"this (?:article|story|piece|post|essay) (?:is|was|has been) (?:re-?published|reprinted|reproduced)\b.{0,200}",
    ),
    "credit line": (
        rf"\W{{0,3}}(?:{_AGENCY}|[^.\n]{{3,250}}) contributed (?:reporting )?to this (?:report|story|article|piece)\W{{0,3}}",
        r"\W{0,3}(?:additional|further|with) reporting (?:by|from) .{3,200}|contributing: .{3,200}",
        r"\W{0,3}[A-Z][^.\n]{3,120} contributed(?: reporting)?(?: from [A-Z][\w ,]{2,40})?\.(?: updated.{0,40})?",
        r"\((?:additional |writing and )?reporting by .{3,500}\)|\((?:writing|editing) by .{3,300}\)",
        r"\W{0,3}(?:this (?:article|story|report) )?(?:is based|contains|includes)\b[^.]{0,60}\b(?:wire|associated press|reuters|afp|"
        r"agenc(?:y|ies))[^.]{0,60}\.?|(?:—|--|-|–) ?with (?:assistance|files|reporting|help) (?:by|from) .{3,250}",
        rf"(?:source|via|information from):? .{{3,80}}|\(?{_AGENCY}\)?",
    ),
    "time stamp": (
        rf"\W{{0,3}}(?:this (?:article|story|post) was )?(?:first |last |originally )?(?:published|posted|updated?|modified)"
        rf"(?: (?:on|at))?:?(?:[\s,.:/()–-]{{0,3}}{_STAMP}){{1,14}}\W{{0,3}}",
        r"this (?:article|story|post) (?:is more than .{3,20} old|has been updated)\.?|\d{1,3} (?:years?|months?|days?|hours?|min\w*) ago",
    ),
    "caption label": (
        r"\W?(?:photos?|video|image|gallery|graphic|audio|enlarge this image|(?:toggle|hide|media|image) caption|close|youtube)\W{0,2}",
        r"image copyright (?!.{0,50}image caption).{2,50}|(?:prev|next) image \d{1,3} of \d{1,3}|\[(?:pullquote|audio-clip|embed\w*|gallery|music|laughs)\]",
    ),
}  # fmt: skip
_PICTURES = r"(?:Getty(?: Images)?|AFP|AP|Associated Press|EPA|Reuters|REUTERS|Bloomberg|Shutterstock|iStock|Pixabay|Alamy|WireImage|Pool|File)"
_CREDIT_FORMS = (
    r"\W?(?:[Pp]hoto(?:graph)?s?(?:er)?(?: by)?|PHOTO|Image|Credit|CREDIT)(?: by|:) ?[^.!?\n]{2,80}\.?\W?",
    rf"\(?(?:[\w.'’-]{{1,20}} ){{0,4}}(?:\| )?(?:{_PICTURES}(?: \| |/| via |, )){{0,3}}(?:AP Photo|Getty Images|Getty|AFP|EPA|Pixabay|Shutterstock|iStock)\)?",
)  # fmt: skip
LINES: tuple[tuple[re.Pattern[str], str], ...] = (
    *((re.compile(form, _I), reason) for reason, forms in _LINE_FORMS.items() for form in forms),
    *((re.compile(form), "photo credit") for form in _CREDIT_FORMS),
)
LONGEST_LINE = 1500

# A promotion is told by its sentences: strong cues occur in nothing else, weak ones count only beside a strong one.
STRONG_PROMOTION = re.compile(
    r"\bsign[- ]?up (?:here|now|today|for (?:our|the|your|daily|\S{1,20}['’]s)\b.{0,60}\b(?:newsletter|briefing|e-?mail|alerts?))"
    r"|\bby signing up,? you\b|verify you['’]re not a robot|\bmanage newsletters\b|protected by recaptcha"
    r"|\b(?:to|in|into) your inbox\b|\bsubscribe to (?:our|my|the) .{0,40}\b(?:newsletter|podcast|channel)"
    r"|\bfollow (?:us|me|him|her|them) on (?:twitter|facebook|instagram)\b|\bfollow (?:him|her|them) (?:at )?@\w"
    r"|\bsubscribe here\b|\bplease subscribe\b|\bif you['’]re not already signed up\b|\bsign up to (?:receive|get)\b"
    r"|\bsigning up for (?:our|the|my) .{0,40}newsletter|\bto stay (?:updated|informed|up to date), (?:follow|sign|subscribe)"
    r"|\bclick here (?:to|for)\b|\bour privacy policy\b|\bnewsletter sign[- ]?up\b"
    r"|\bpromotional offers\b",
    _I,
)  # fmt: skip
PROMOTION_HINTS = (
    "sign",
    "inbox",
    "follow",
    "subscribe",
    "click here",
    "newsletter",
    "captcha",
    "robot",
    "our privacy",
    "promotional",
    "to stay",
)
WEAK_PROMOTION = re.compile(
    r"\bnewsletters?\b|\bsign(?:ing)? up\b|\bsubscri(?:be|bers?|ption)\b|\be-?mails?\b|\bunsubscribe\b|\bpodcast\b|\binbox\b"
    r"|\b(?:breaking )?news alerts?\b|\bbriefing\b|\bour (?:latest issue|partners|journalism)\b|\bloading\b|\bthank you\b|\bdelivered\b"
    r"|\bis now free\b|\bpublic service\b|\bnonprofit newsroom\b|\bpaywalls?\b|\bon twitter\b",
    _I,
)
LONGEST_PROMOTION = 900

# Each phrase with a lower-case string that any line with the phrase contains: most lines are ruled out by that alone.
PHRASES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("continue reading", re.compile(r"advertisement continue reading the main story", _I), "advertisement"),
    ("newsletter", re.compile(r"newsletter sign up continue reading the main story.{0,700}?view all \S{1,20}(?: \S{1,20}){0,3} newsletters\.?", _I), "newsletter sign-up"),
    ("share this story", re.compile(r"read or share this story: ?https?://\S{4,300}", _I), "share bar"),
    ("pinterest", re.compile(r"facebook twitter pinterest(?: whatsapp)? ", _I), "share bar"),
    ("just watched", re.compile(r"JUST WATCHED .{3,160}? Replay More Videos \.{3} MUST WATCH(?: .{3,160}? \d\d:\d\d)?"), "pointer to other coverage"),
    ("media playback", re.compile(r"media playback is (?:un|not )supported on (?:your|this) device(?: media caption)?", _I), "caption label"),
    ("caption", re.compile(r"image copyright [^\n]{2,50}? image caption|^(?:media|image) caption(?=\s)|enlarge this image toggle caption|toggle caption", _I), "caption label"),
    ("hide caption", re.compile(r"^hide caption(?=\s)(?!.* \d{1,3} of \d)", _I), "caption label"),
    ("previous next", re.compile(r"(?<=[.”\"]) Previous Next(?: [A-Z][^.\n]{2,50}/[^.\n]{2,40})?$"), "caption label"),
    ("attention editors", re.compile(r"\bATTENTION EDITORS ?[-–—] ?[A-Z][^\n]{10,200}$"), "photo credit"),
    ("©", re.compile(r"(?<=[.!?”\"*] )© ?(?:19|20)\d\d [^.\n]{3,80}(?:, (?:Inc|LLC|Ltd))?\.?$"), "copyright line"),
    ("republished", re.compile(r"(?<=[.!?”\"*] )This (?:article|story|piece) (?:is|was|has been) republished [^\n]{5,160}$"), "copyright line"),
    ("close", re.compile(r"^CLOSE(?= \w)"), "caption label"),
    ("story highlights", re.compile(r"^Story highlights(?= \w)"), "caption label"),
    ("view slideshow", re.compile(r"(?:\bAd )?\bUp Next Close [^\n]{3,200}? \d{1,3} View Slideshow Back Continue(?: Share this:(?: Facebook)?)?$"), "pointer to other coverage"),
    ("all rights reserved", re.compile(r"copyright \d{4} [^.\n]{3,60}\. all rights reserved\.?(?: this material may not be published, broadcast, rewritten or redistributed\.?)?", _I), "copyright line"),
    ("reporting by", re.compile(r"\((?:additional |writing and )?reporting by [^()]{3,400}\)$", _I), "credit line"),
    ("(", re.compile(r"\((?:photos?(?: by)?:? [^()]{2,80}|[^()]{0,60}(?:getty|shutterstock|wireimage|ap photo|file photo|photo:|"
                     r"/(?:the )?(?:associated press|ap|reuters|afp|epa|file|bloomberg|pool)\b|via (?:ap|reuters|afp)\b)[^()]{0,60})\)", _I), "photo credit"),
    ("reuters/", re.compile(r"\bREUTERS/[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,3}(?:/File Photo|/Files?)?"), "photo credit"),
    ("photograph", re.compile(r"(?:\| )?Photograph(?:er)?: (?:[\w.'’-]{1,20} ){1,4}?[\w.'’-]{1,20}/[\w ./]{2,30}$"), "photo credit"),
    ("/", re.compile(r"(?:\| )?(?:(?:[A-Z][\w.'’-]{0,20} ){1,3}[A-Z][\w.'’-]{1,20}/(?:AFP/|AFP via |AP/|Pool/)?(?:Getty Images|AP|AFP|EPA|Reuters)\s?){1,2}$"), "photo credit"),
    ("getty", re.compile(r"^(?:Getty Images|GETTY) (?=[A-Z])"), "photo credit"),
)  # fmt: skip
