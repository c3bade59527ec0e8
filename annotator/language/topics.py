"""Words that name a grim or disputed subject and judge nothing: they are never shown as what makes a sentence's wording stand out.

Reports on crime, war, belief, migration, illness or sex cannot do without them, and readers who mark loaded wording often take the
subject for the wording. Our own list, grown by reading what the models would have shown.
"""

from __future__ import annotations

TOPICS = frozenset(
    """
    aborted abortion abortions abuse abused abuser abusers addict addiction addicts aids alien aliens allegation allegations alleged
    allegedly alt-right anti-abortion anti-immigrant anti-immigration anti-semitic anti-semitism antifa antisemitic antisemitism arab arabs
    armed arms arrest arrested arrests arson assassinated assassination assault assaulted assaults asylum atheist atheists atrocities
    atrocity attack attacked attacker attackers attacking attacks autocracy ban banned banning bans beheaded beheading black blacks blood
    bloody bomb bombed bomber bombers bombing bombings bombs border borders bribe bribed bribery bribes bullet bullets burglary cancer
    cartel cartels casualties catholic catholics christian christians civilian civilians clergy climate coal-fired cocaine collusion
    communism communist communists confederate conservative conservatives conspiracy convict convicted conviction convictions convicts
    coronavirus corruption counterfeit coup coups covid crash crime crimes criminal criminals crisis crowd crowds cult dead deadly death
    deaths defendant defendants democracy deport deportation deportations deported detained detainee detainees detention dictator dictators
    dictatorship died discrimination discriminatory disease diseases drone drones drug drugs drunk dying embezzlement environmentalist
    environmentalists epidemic espionage ethnic executed execution executions explosion explosive explosives extremism extremist extremists
    far-left far-right fascism fascist fatal fatalities fatally felon felons felony female females feminism feminist feminists fentanyl
    fetus fled flee fleeing fraud fraudulent fraudulently gang gangs gay gays gender genocide gun gunfire gunman gunmen guns hacked hacker
    hackers hacking handgun harassed harassment hate hatred heroin hijab hispanic hispanics hitler holocaust homeless homelessness homicide
    homicides homophobia homophobic homosexual homosexuality homosexuals hostage hostages human humans illegal illegally illicit illness
    immigrant immigrants immigration impeach impeached impeachment imprisoned incest indicted indictment infected infection infections
    injured injuries insurgency insurgent insurgents insurrection invaded invasion islam islamic islamist islamists jail jailed jew jewish
    jews jihad jihadist jihadists judaism justice kidnapped kidnapping kill killed killer killers killing killings kills klan latino latinos
    left-wing leftist legal lesbian lesbians lgbt lgbtq liberal liberals lynching mafia male males manslaughter marijuana martial marxism
    marxist massacre massacres medicaid medicare men mental meth migrant migrants migration militant militants military militia militias
    minorities minority misconduct missile missiles molestation molested mosque mosques murder murdered murderer murderers murders muslim
    muslims nationalism nationalist nationalists nazi nazis nazism neo-nazi neo-nazis nuclear occupation occupied opioid opioids oppression
    outbreak overdose overdoses pandemic pedophile pedophiles pedophilia perjury piracy plague police pope poverty pregnancy pregnant
    prejudice priest priests prison prisoner prisoners prisons pro-choice pro-life progressive progressives propaganda prostitute
    prostitutes prostitution protest protested protester protesters protesting protestors protests quran race races racial racially racism
    racist racists ransom rape raped rapes rapist rapists rebel rebellion rebels refugee refugees regime religion religious riot rioter
    rioters rioting riots robbery ruling sanctions scandal scandals segregation sex sexes sexism sexist sexual sexuality sexually sharia
    shoot shooter shooters shooting shootings shot slain slave slavery slaves smuggled smuggler smugglers smuggling socialism socialist
    socialists spies spy stabbed stabbing starvation starved suicide suicides supremacist supremacists supremacy survivor survivors suspect
    suspects taliban terror terrorism terrorist terrorists terrorized theft thief thieves threat threats torture tortured trafficked
    trafficker traffickers trafficking transgender trauma treason troop troops tsunami unarmed unborn undocumented unemployed unemployment
    vaccine vaccines victim victims violence violent violently virus war warfare wars weapon weaponry weapons welfare white whites wildfire
    wildfires women wounded wounds xenophobia xenophobic zionism zionist zionists
    """.split()
)
