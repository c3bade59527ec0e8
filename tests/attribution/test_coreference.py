"""Whom pronouns, "who" and descriptions stand for: the last of the marked sources, by the label of its ledger entry."""

from __future__ import annotations

import pytest

from tests.attribution.sample import Sample

CASES = [
    # pronouns: neither places nor peoples, outlets, institutions or the first word of a sentence
    ("Mr. Strand told a lie: that Muslims had cheered, that [[he]] {{opposed}} ((the war)).", "named_person", "Strand"),
    ("Mr. Strand spoke in Palm Beach, Fla., where [[he]] {{plans}} ((to stay)).", "named_person", "Strand"),
    ("Mr. Strand likes Fox News. One poll released by Fox News found little support. [[He]] {{named}} ((two pundits)).",
     "named_person", "Strand"),
    ("President Strand cut the budget, to complaints from Republicans. But [[he]] {{expressed}} ((no concern)).", "named_person", "Strand"),
    ("Adam Moss, R-N.Y., [[who]] {{opposes}} ((it)), spoke Monday.|| [[He]] {{said}} ((the office had softened)).",
     "named_person", "Adam Moss"),
    ("Port CEO Wade Lapin met the press. [[He]] {{argued}} ((that the port should close)).", "named_person", "Wade Lapin"),
    ("Ida Krog met Tom Ek. The governor of the bank stayed calm. The mayor did not. [[He]] {{said}} ((it was over)).",
     "named_person", "The mayor"),
    ("Mayor Tom Ek spoke to Lars Friis at length. The mayor stayed calm. “((It is over)),” [[he]] {{said}}.", "named_person", "Tom Ek"),
    ("Ida Krog wrote it. CNN cut it. In the CNN film [[she]] {{agreed}} ((that it was late)).", "named_person", "Ida Krog"),
    ("He worked for Strand Holm. The F.B.I. knew it. [[He]] {{denied}} ((it)).", "named_person", "Strand Holm"),
    ("Tom Ek met Ida Krog's lawyer. [[He and his wife]] {{said}} ((it was over)).", "named_person", "Tom Ek"),
    ("[[Another driver who didn't want to be named]] {{said}} ((no)).|| “((It is over)),” [[the man]] {{said}}.",
     "anonymous", "Another driver who didn't want to be named"),
    ("The spokeswoman [[who]] {{spoke}} ((no)), left.|| [[The woman who answered the door]] {{said}} ((no)).",
     "named_person", "The woman who answered the door"),
    # "who"
    ("The plan met fury from Democrats, [[who]] {{called}} ((it an abuse)).", "group", "Democrats"),
    ("He met Sen. Tom Cotter (R-Ark.), [[who]] {{endorsed}} ((him)).", "named_person", "Tom Cotter"),
    ("He met Sheriff Adam Ek of Deuel County, Neb., [[who]] {{said}} ((he was glad)).", "named_person", "Adam Ek"),
    ("It is a plan for idealists [[who]] {{wanted}} ((a break)).", "group", "idealists"),
    ("Nan Pel of California, the Democratic leader [[who]] {{plans}} ((to back it)), spoke.", "named_person", "Nan Pel"),
    # descriptions
    ("An attorney for Tom Ek, Mark Dougal, left. [[Ek's lawyer]] {{said}} ((no)).", "named_person", "Mark Dougal"),
    ("Mark Dougal, an attorney for Tom Ek, left. [[Ek's lawyer]] {{said}} ((no)).", "named_person", "Mark Dougal"),
    ("In a letter obtained by The Associated Press, [[the director of the bureau]] {{warned}} ((that it was late)).",
     "named_person", "the director of the bureau"),
    ("Sen. Ann Lund (D-Ariz.) was against it. Sen. Tom Ek, R-Fla., was not. [[The Arizona senator]] {{said}} ((it would fail)).",
     "named_person", "Ann Lund"),
    ("Sen. Ann Lund of Vermont and Sen. Tom Ek of Iowa met. [[The Vermont senator]] {{said}} ((it would fail)).",
     "named_person", "Ann Lund"),
    ("[[Bob Mena, the Democratic senator,]] {{said}} ((no)).|| Sen. Mitt Ram, R-Utah, sat by.|| [[The Republican senator]] {{agreed}}.",
     "named_person", "Mitt Ram"),
    ("“((It is funny)),” {{wrote}} Josh Ek, a Lund College of Law professor [[who]] writes about the court.", "named_person", "Josh Ek"),
    ("George Conn and his wife, Kelly Conn, the president’s counselor, met President Holm. [[The president]] {{said}} ((no)).",
     "named_person", "Holm"),
    ("Gov. Tom Ek met the host, George Stam. [[The governor]] {{told}} a paper ((he was taken aback)).", "named_person", "Tom Ek"),
    ("The hall cheered Ann Lee. Nobody knew why the moderator asked Ann Lee. [[The moderator]] {{said}} ((it was time)).",
     "named_person", "The moderator"),
    ("{{According to}} [[a spokesman for his firm]], ((he died on Sunday)). The spokesman, Doc Ek, gave no cause.",
     "named_person", "Doc Ek"),
    ("[[The revenue official who led the unit]] {{denied}} ((it)). As the official, Ida Lern, appeared, the room fell silent.",
     "named_person", "Ida Lern"),
    ("[[Business leaders]] {{spoke against}} ((it)).|| [[Legislative leaders]] {{say}} ((they will mend it)).",
     "group", "Legislative leaders"),
    ("[[Councillors led by Mayor Ann Lee]] {{urged}} ((him to stay)).", "group", "Councillors led by Mayor Ann Lee"),
    ("They will help interim president Guard Ekman. “((There is no time)),” [[the interim president]] {{said}}.",
     "named_person", "Guard Ekman"),
    ("Kepler analyst Jon Cox left. Vontobel fell. “((They pay for it)),” [[its analyst]] {{wrote}}.", "named_person", "its analyst"),
    ("Swiss chocolate maker Halden Foods fell. [[Halden]] {{said}} ((it was late)).", "named_org", "Halden"),
    # names
    ("[[George T. Conn III]] {{said}} ((no)), and so did Kelly Conn.|| [[Mr. Conn]] {{wrote}} ((that it was over)).",
     "named_person", "George T. Conn III"),
    ("[[RNC strategist, 37-year-old Paul Horn,]] {{calls}} ((it a no-brainer)).", "named_person", "Paul Horn"),
    ("[[The chairman of the Joint Chiefs of Staff, Gen. Joseph Dunn,]] {{told}} the panel ((no)).", "named_person", "Joseph Dunn"),
    ("[[Strand's former Secretary of State, Hilda Clin,]] {{said}} ((no)).", "named_person", "Hilda Clin"),
    ("[[FBI Special Agent Peter Zok]] {{said}} ((no)).", "named_person", "Peter Zok"),
    ("“((It is a shame)),” {{said}} [[Representative Thomas J. Bly Jr]]. Reaching that peak had taken years.",
     "named_person", "Thomas J. Bly Jr"),
    ("Present at the meeting was Defense Minister Hos Dahl:\n\n“((It is formal)),” [[Dahl]] {{said}}.", "named_person", "Hos Dahl"),
    ("[[Spokespeople for the school]] {{said}} ((it would close)).", "anonymous", "Spokespeople for the school"),
    ("Like Tom Lee, [[Justice]] {{has been accused}} ((of waste)). Jim Justice, the governor, left.", "named_person", "Jim Justice"),
    ("Rep. Robert C. \"Bobby\" Stran came. “((I will win)),” [[Bobby Stran]] {{said}}.", "named_person", 'Robert C. "Bobby" Stran'),
    ("[[Former attorney for the District of Columbia Joseph diGenna]] {{said}} ((no)).", "named_person", "Joseph diGenna"),
    ("[[diGenna, who has been an adviser,]] {{said}} ((no)). Joseph diGenna is ill.", "named_person", "Joseph diGenna"),
    ("President Lee spoke. His son, Donald Lee Jr., did not. [[Mr. Lee]] {{said}} ((no)).", "named_person", "Lee"),
    ("[[Former first lady Laura Bek]] {{said}} ((no)). She met George (W. Bek).", "named_person", "Laura Bek"),
    ("[[His advisers]] {{say}} ((no)).|| [[Her advisers]] {{say}} ((yes)).", "anonymous", "Her advisers"),
    ("Ida Krog saw “The Truman Show.” [[She]] {{said}} ((no)).", "named_person", "Ida Krog"),
    ("IDAHO (CNN) [[Donald Lee Jr.]] {{said}} ((it was over)).", "named_person", "Donald Lee Jr"),
    ("[[State Senate President Pro Tem David Long]] {{said}} ((no)).", "named_person", "David Long"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "kind", "label"), CASES)
def test_the_last_source_is(marked: str, kind: str, label: str) -> None:
    sample = Sample(marked)
    last = sample.attributions[-1]
    source = next(source for source in sample.sources if source.group == last.source_group)
    assert (source.kind, source.label) == (kind, label)


@pytest.mark.parametrize(
    ("marked", "title"),
    [
        ("Republicans have criticised President Lund. [[President Lund]] {{said}} ((no)).", "President"),
        ("He dismissed Ann Coul, who has not. [[Ann Coul]] {{said}} ((no)).", None),
        ("Ann Coul, who leads the council, came. [[Ann Coul]] {{said}} ((no)).", "who leads the council"),
        ("[[RNC Chair Ann Coul]] {{said}} ((no)).", "RNC Chair"),
        ("The board Tuesday assailed Justice Ann Coul. [[Ann Coul]] {{said}} ((no)).", "Justice"),
        ("Ida Coul is a daughter of former Vice President Ann Coul. [[Ann Coul]] {{said}} ((no)).", "former Vice President"),
        ("Planned Harbours president Ann Coul came. [[Ann Coul]] {{said}} ((no)).", "Planned Harbours president"),
        ("He met Ann Coul, the official responded. [[Ann Coul]] {{said}} ((no)).", None),
    ],
)
def test_a_title_is_no_clause(marked: str, title: str | None) -> None:
    sample = Sample(marked)
    assert sample.of(sample.sources[-1].title) == title
