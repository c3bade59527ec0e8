"""Words that are never shown as what makes a sentence's wording stand out, since they say nothing by themselves.

Verbs by which reporters give the word to somebody, verbs that every sentence can be made of, and the words that hold sentences together.
Readers who mark loaded wording do mark some of them ("claims"), for the company that they keep; shown alone they explain nothing. Verbs of
telling that also tell how (vow, boast, blame) are left in. Our own list.
"""

from __future__ import annotations

_REPORTING = """
    accord according acknowledge acknowledged acknowledges acknowledging add added adding adds advise advised advises agree agreed agrees
    allege alleged alleges alleging announce announced announcement announces announcing answer answered answers appear appearance appeared
    appearing appears argue argued argues arguing argument arguments ask asked asking asks assert asserted asserting assertion assertions
    asserts believe believed believes believing call called calling calls cite cited cites citing claim claimed claiming claims clarified
    clarifies clarify comment commented commenting comments conclude concluded concludes confirm confirmed confirms contend contended
    contends deny denied denies denying describe described describes describing discuss discussed discussing explain explained explaining
    explains express expressed expresses hear heard indicate indicated indicates indicating interview interviewed learn learned mean means
    meant mention mentioned mentioning mentions note noted notes noting point pointed pointing points question questioned questions quote
    quoted quotes quoting read reads recall recalled refer referred referring refers remark remarked remarks repeat repeated replied
    replies reply report reported reportedly reporting reports respond responded responding response said say saying says sound sounded
    sounds speak speaking speaks spoke spoken state stated statement statements states stating stories story suggest suggested suggesting
    suggests talk talked talking talks tell telling tells testified testify testimony think thinking thinks thought told understand
    understood word words write writes writing written wrote
"""
_LIGHT = """
    accept accepted allow allowed allowing allows am are arrive arrived be became become becomes becoming been began begin beginning begins
    begun being bring bringing brings brought build built buy came carried carries carry carrying change changed changes changing come comes
    coming consider considered considers considering contain contained contains continue continued continues continuing could did do does
    doing done end ended ending ends enter entered face faced faces facing feel feeling feels felt find finding finds focus focused focuses
    focusing follow followed following follows found gave get gets getting give given gives giving go goes going gone got had happen
    happened happening happens has have having held help helped helping helps hold holding holds include included includes including
    involve involved involves involving is join joined joining keep keeping keeps kept knew know known knows lead leading leads leave leaves
    leaving led left let lets like listen listened listening live lived lives living look looked looking looks made make makes making may
    meet meeting meets met might move moved moves moving must need needed needs offer offered offering offers open opened opening opens pay
    paid play played playing plays prove proved proven proves provide provided provides providing put puts putting ran reach reached receive
    received remain remained remaining remains return returned returning returns run running runs sat saw see seeing seek seeking seeks seem
    seemed seeming seems seen send sent serve served serves set sets setting should show showed showing shown shows sit sits sitting
    sought spend spent stand standing stands start started starting starts stay stayed staying stays stood stop stopped support supported
    supporting take taken takes taking took tried tries try trying turn turned turning turns use used uses using voted wait waited want
    wanted wanting wants was watch watched watching went were will win won work worked working works would
"""
_SMALL = """
    a aboard about above across after again against ago ahead all almost along already also although always among amid an and another any
    anybody anyone anything anywhere apart around as aside at away back because before behind below beneath beside besides between beyond
    both but by can't cannot couldn't day days despite didn't doesn't don't down during each earlier early either else enough even ever
    every everybody everyone everything everywhere except far few fewer first for former forward from further had hadn't half hasn't
    haven't he hence her here hers herself him himself his how however hundred hundreds i if in indeed inside instead into isn't it its
    itself just largely last late later latest least less likely little long longer many me meanwhile million millions more moreover most
    mostly much my myself near nearly neither never next no nobody none nor not nothing now nowhere of off often on once one only onto or
    other others otherwise our ours ourselves out outside over own part past per perhaps quite rather recent recently same second several
    she shouldn't since so some somebody someone something sometimes somewhere soon still such than that the their theirs them themselves
    then there therefore these they thing things this those though thousand thousands three through throughout thus time times to today
    together tomorrow too toward towards two under unless unlike until up upon us very via wasn't way ways we week weeks weren't what
    whatever when whenever where whereas whether which while who whoever whole whom whose why with within without won't wouldn't year years
    yesterday yet you your yours yourself kind kinds sort sorts type types lot lots bit thing side sides part parts
"""

PLAIN_WORDS = frozenset((_REPORTING + _LIGHT + _SMALL).split())
