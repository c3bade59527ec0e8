"""Invented stories, each as two outlets tell it, and for each another event on the same topic with the same kind of words.

Sentences are paragraphs of their own, so that a gold alignment is a pair of their numbers: ``same`` holds the pairs that make the same
claim, ``loose`` those that may be taken together or not.
"""
# ruff: noqa: E501 (a sentence stands on one line)

from __future__ import annotations

from typing import NamedTuple


class Story(NamedTuple):
    """One event as two outlets tell it, and one that is like it."""

    name: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    other: tuple[str, ...]
    same: frozenset[tuple[int, int]]
    loose: frozenset[tuple[int, int]] = frozenset()


STORIES = (
    Story(
        "crane",
        a=(
            "A gantry crane fell onto the deck of a container ship in the port of Almstad early on Thursday, killing two dockers.",
            "The operator of the crane, a woman of 34, was pulled from her cabin alive after three hours, the fire brigade said.",
            "Wind speeds at the quay had reached 97 kilometres an hour at 4:40 a.m., according to the port's own weather mast.",
            "Under the rules of the terminal, work must stop at 72 kilometres an hour.",
            "“We asked twice whether we should go on, and twice we were told that the ship had to sail,” said Tobias Renn, who heads the dockers' union.",
            "Nordquay, the company that runs the terminal, declined to say who gave the order.",
            "The crane was built in 1988 and passed its last inspection in March.",
            "Prosecutors have opened an inquiry into suspected negligent homicide.",
            "Almstad is the country's second-largest port; about 9,000 containers pass through it on an average day.",
        ),
        b=(
            "Prosecutors are investigating the deaths of two port workers who were crushed when a crane toppled onto a freighter at Almstad.",
            "Gusts of 97 kilometres an hour were measured at the quay shortly before the accident, far above the limit of 72 at which cranes have to be shut down.",
            "Firefighters needed three hours to free the 34-year-old crane driver, who survived.",
            "Union leader Tobias Renn accused the terminal of putting its timetable first: “We asked twice whether we should go on.”",
            "A spokesman for Nordquay would not comment on who had told the crew to carry on.",
            "The victims, aged 29 and 51, leave four children.",
            "An inspection in March had found nothing wrong with the crane, which dates from 1988.",
            "Flags in the harbour flew at half-mast on Friday.",
        ),
        other=(
            "A mobile crane overturned at a building site in Brackwater on Monday, blocking the coast road for five hours.",
            "Nobody was injured, the fire brigade said.",
            "The operator, a man of 60, climbed out of the cabin by himself.",
            "The ground under one of its supports had given way after days of rain, according to the building company.",
            "Inspectors of the labour office will look at the crane on Tuesday.",
            "The union of building workers asked for stricter rules for work in the rain.",
            "The site will hold 140 flats when it is finished next year.",
        ),
        same=frozenset({(0, 0), (1, 2), (2, 1), (3, 1), (4, 3), (5, 4), (6, 6), (7, 0)}),
        loose=frozenset({(4, 4), (0, 5)}),
    ),
    Story(
        "hospital",
        a=(
            "Computers at three hospitals of the St. Brigid group were shut down on Sunday night after an attack with ransom software.",
            "The group cancelled 212 operations and sent ambulances to other hospitals, chief executive Helen Marsh said at a news conference.",
            "Ms. Marsh said the attackers had demanded $6.5 million in a digital currency and had threatened to publish patients' records.",
            "“We have not paid, and we are not going to,” she said.",
            "Two people briefed on the investigation said the attackers got in through a supplier of laboratory software, Veridex.",
            "They asked not to be named because the inquiry is still going on.",
            "Veridex said in a statement that it had “no indication” of a breach of its systems.",
            "Nurses wrote drug charts by hand and runners carried blood results between floors.",
            "The health ministry said no death had been linked to the attack.",
        ),
        b=(
            "Hackers who crippled the St. Brigid hospitals want $6.5 million, or they will put the files of patients on the internet.",
            "The boss of the group, Helen Marsh, vowed not to give in: “We have not paid, and we are not going to.”",
            "More than 200 operations were called off, and ambulances were turned away.",
            "The intruders came through the back door of Veridex, a software supplier to the hospitals' laboratories, sources close to the inquiry told this newspaper.",
            "Veridex insists there is “no indication” that its systems were breached.",
            "Patients described chaos in the corridors.",
            "“I was already on the trolley,” said Maureen Tully, 71, whose hip operation was cancelled.",
            "The ministry of health said that nobody had died because of the attack.",
        ),
        other=(
            "A hospital of the Mercy group in Tarn will close its maternity ward in October for want of midwives.",
            "Eleven of its 30 posts for midwives are empty, said Joan Pell, the head of nursing.",
            "Women will have to travel 40 kilometres to the next ward.",
            "The health ministry said it regretted the decision.",
            "About 900 children were born in Tarn last year.",
            "Two nurses who asked not to be named because they still work there said the computers that plan the shifts had failed for months.",
            "The group said in a statement that patients were safe.",
        ),
        same=frozenset({(2, 0), (3, 1), (1, 2), (4, 3), (6, 4), (8, 7)}),
        loose=frozenset({(0, 0), (5, 3), (1, 1), (4, 4), (6, 3), (1, 6)}),
    ),
    Story(
        "recount",
        a=(
            "Election officials in Harrow County ordered a recount on Wednesday after mayoral candidate Ada Finch lost by 41 votes.",
            "Ms. Finch received 18,202 votes and Mayor Paul Deveraux 18,243, according to the final tally.",
            "The county clerk, Simon Oduya, said a recount by hand is required by law when the margin is below half a percent.",
            "He said it would begin on Monday and take about ten days.",
            "Lawyers for Ms. Finch have asked a court to set aside 63 mail ballots from the Lakeside precinct that carried no postmark.",
            "“Every one of those people voted in good faith,” Mr. Deveraux said, “and every one of those votes should count.”",
            "A judge is to hear the case on Friday.",
            "Turnout was 61 percent, the highest for a mayoral election since 1994.",
        ),
        b=(
            "It is not over for Ada Finch: all of the votes for mayor of Harrow County will be counted again, by hand.",
            "She trailed Mayor Paul Deveraux by just 41 votes in a final tally of 18,243 to 18,202.",
            "At issue are 63 mail ballots from Lakeside without a postmark, which her lawyers want a judge to throw out.",
            "The mayor said every one of those votes should count.",
            "The hearing is set for Friday.",
            "State law demands a recount when less than half a percent separates the candidates, county clerk Simon Oduya told reporters.",
            "The counting starts on Monday.",
            "Ms. Finch, a former teacher, ran on a promise to reopen the two swimming pools.",
        ),
        other=(
            "Mayor Paul Deveraux presented a budget of $212 million to the Harrow County council on Tuesday.",
            "It would raise property taxes by 3 percent and hire 14 police officers.",
            "Council member Ada Finch said she would vote against it because it does nothing for the schools.",
            "The council has until June 30 to agree on a budget.",
            "Residents can speak at a meeting next Thursday.",
            "Spending grew by 4 percent last year.",
            "“We can't fix the roads with wishes,” Mr. Deveraux said.",
        ),
        same=frozenset({(1, 1), (2, 5), (3, 6), (4, 2), (5, 3), (6, 4)}),
        loose=frozenset({(0, 0), (0, 1), (2, 0), (6, 2), (0, 5), (1, 3)}),
    ),
    Story(
        "museum",
        a=(
            "Thieves took seven ivory figures from the Castellan Museum in Ostrel during the night to Tuesday, the police said.",
            "The figures, which are about 600 years old, are insured for 4.2 million euros.",
            "They were cut from a locked case in the east wing in less than four minutes, said Marta Kolb, the chief inspector who leads the search.",
            "Cameras recorded two people in the overalls of a cleaning company.",
            "The alarm in the wing had been switched off for repairs since Friday.",
            "“Somebody knew that,” Ms. Kolb said.",
            "The museum's director, Edvard Lens, said the figures could not be sold on the open market because every collector knows them.",
            "The museum will stay closed until Saturday.",
        ),
        b=(
            "Dressed as cleaners, two thieves walked out of Ostrel's Castellan Museum with seven medieval ivories worth millions.",
            "The haul is insured for 4.2 million euros, but the director, Edvard Lens, doubts that anyone can sell it: “Every collector knows them.”",
            "Security was a joke: the alarm had been off since Friday, supposedly for repairs.",
            "Chief inspector Marta Kolb smells an inside job.",
            "“Somebody knew that,” she said.",
            "It took the gang under four minutes to cut open the case.",
            "It is the fourth theft from a museum in the region within two years, after Brome, Tarn and Old Lisse.",
        ),
        other=(
            "The Castellan Museum in Ostrel will open its new west wing in May, its director, Edvard Lens, said on Monday.",
            "The building cost 31 million euros, two thirds of which the state paid.",
            "Its first exhibition shows 80 paintings by women from the region.",
            "About 300,000 people visited the museum last year.",
            "A café with a view of the river will stay open in the evening.",
            "The repairs of the roof of the east wing were finished in winter.",
        ),
        same=frozenset({(0, 0), (1, 1), (6, 1), (4, 2), (5, 4), (2, 5), (3, 0)}),
        loose=frozenset({(5, 3), (2, 3), (1, 0), (6, 6)}),
    ),
)


def text(sentences: tuple[str, ...]) -> str:
    """The article whose paragraphs are *sentences*."""
    return "\n\n".join(sentences) + "\n"
