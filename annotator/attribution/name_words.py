"""Words that names are made of, stand beside, or are not: given names, titles, posts, places, peoples. All lower-cased."""

from __future__ import annotations

PARTICLES = frozenset("de la del da di du van von der den bin ibn al el le los das dos af ter ten y".split())
HONORIFICS = frozenset(
    """mr mrs ms miss mx dr prof rev fr sir dame lord lady sen rep gov gen col maj capt lt sgt cmdr adm judge justice president senator
    governor representative congressman congresswoman secretary minister chancellor mayor king queen prince princess pope professor
    ambassador attorney general chief sheriff detective officer senators reps governors councilman councilwoman councilor councillor
    alderman commissioner chairman chairwoman speaker majority minority leader vice deputy premier sec dep atty pastor imam rabbi
    bishop archbishop cardinal sister reverend captain colonel major lieutenant sergeant admiral commander director sens govs
    assemblyman assemblywoman delegate candidate spokesman spokeswoman spokesperson strategist lawmaker democrat republican
    democrats republicans presidents secretaries ministers representatives ceo cfo coo cto vp tem""".split()
)
FEMALE_TITLES = frozenset(
    "mrs ms miss congresswoman queen princess lady dame councilwoman chairwoman spokeswoman assemblywoman sister she her".split()
)
MALE_TITLES = frozenset("mr congressman king prince sir lord councilman chairman spokesman assemblyman pope fr".split())
FEMALE = frozenset(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly emily
    donna michelle carol amanda melissa deborah debbie stephanie rebecca laura helen sharon cynthia kathleen amy angela anna ruth
    brenda pamela nicole katherine catherine kate christine emma rachel maria heather diane julie joyce victoria kelly christina
    joan evelyn judith andrea hannah megan cheryl jacqueline martha gloria teresa ann anne sara janice jean alice kathryn judy
    sophia grace denise amber marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori
    hillary melania ivanka ivana carly elena olga natasha ursula federica corina jane lucy claire ellen wendy gail kellyanne huma
    loretta tammy kirsten dianne elise sally peggy monica paula alicia rosa carmen fatima aisha leila yulia svetlana abigail adele
    adriana agnes alison allison alma alyssa angelina angelica anita annette annie antonia ariana astrid audrey ava beatrice becky
    belinda bella bernadette beth bethany betsy blanca bonnie brianna bridget brigitte camila camille candace carla carole caroline
    carrie cassandra cecilia cecile celeste chelsea chloe christa ciara cindy clara clarissa claudia colleen condoleezza connie cora
    corinne courtney danica daphne darlene deanna deirdre delia delores desiree dolores dora doris dorothy edith edna eileen elaine
    elisabeth ella elsa eleanor eliza ellie emilia emilie erica erika erin esmeralda esther ethel eva fiona frances francesca freya
    frida gabriela gabrielle geraldine gertrude gina giulia gladys greta gretchen guadalupe gwen gwendolyn hazel heidi henrietta ida
    imogen ines ingrid irene iris irina isabel isabelle jacinta jackie jana janelle janet jasmine jenna jenny jeanette jeanne jill
    joanna joanne jocelyn jodie johanna josephine juanita juliana juliet kara karin karina kari kathy katie katrina kayleigh kerstin
    kirsty krista kristen kristin kristina lara larissa lauren laurie lea leah lena leona leticia lila lillian lily lina lisbeth
    lois lola lorena lorraine lottie louise lucia lucille luisa lydia lynne mabel magdalena maggie maja malala mandy marcia
    margarita margot marianne maribel marina marissa marjorie marlene marsha maureen meg melinda mercedes meredith mia mildred
    millie mina mindy minnie miranda miriam molly mona muriel myra nadia nadine naomi nellie nina noelle nora norma octavia olivia
    ophelia pauline penelope petra phoebe phyllis polly priscilla priya ramona rachael rashida rebekah regina renata renee rhonda
    rita roberta rochelle rosalie rosalind rosanne rosemary roxanne sabrina sadie samantha saskia selena selma serena shannon sheila
    shelly sherry shirley sienna sigrid silvia simone sofia sonia sonya stella sue susana susanna suzanne sylvia tamara tanya tara
    tatiana thelma tiffany tina tracey trudy valentina valerie vanessa vera verna veronica vicki vicky viola vivian wanda wilma
    winifred yolanda yvette yvonne zainab zoe marta mette inge maren sanna anja tanja katja nadja ewa agnieszka katarzyna malgorzata
    zofia chiara giorgia alessandra paola rosanna beatriz carolina daniela gabriella mariana luciana fernanda amina khadija mariam
    layla yasmin zahra fatma ayse elif zeynep keiko yuki sakura priyanka anjali kavita sunita lakshmi deepika ngozi chinwe adaeze
    amara wanjiru thandi""".split()
)
MALE = frozenset(
    """james john robert michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald steven stephen
    paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan larry
    justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan
    henry douglas zachary peter kyle ethan walter noah jeremy keith roger terry sean gerald carl harold arthur lawrence jesse bryan
    billy joe bruce gabriel logan alan juan wayne roy ralph randy eugene vincent russell louis philip bobby johnny bradley barack
    bernie bill mike jim tom ted marco jeb chris tim rick mitt harry mitch newt rand ben steve dan bob jeff greg ron rob rudy
    rudolph vladimir boris ahmed mohammed muhammad ali hassan ibrahim carlos luis miguel jorge diego pedro antonio nicolás nicolas
    edmundo geoff matt dave ken doug rich corey glenn bret karl lindsey tony sam al max leo ian simon nigel francois emmanuel sergei
    dmitri ivan oleg viktor xi hugo abdul abraham adrian ahmad aidan alain alberto alejandro alessandro alexandre alexei alfonso
    alfred allan alvin amir anders andre andreas andres andrei angus anton archie armando arne arturo benedict benny bernard bjorn
    brad brendan brent brett bruno byron caleb calvin cecil cesar chuck claude clifford clint clyde colin conor constantine cyril
    damian damien damon darren darrell daryl denis derek derrick desmond dexter dieter dirk dmitry dominic donnie dwayne dwight
    eddie edgar edmund eduardo edwin elijah elliot elmer elon emil enrique erik ernest ernesto erwin esteban eugenio evan ezra
    fabian felix felipe fernando finn francisco franz fred freddie frederick fritz gavin geoffrey georg gerard gerhard gianni
    gilbert giles giovanni giuseppe glen gunnar gus gustav hakan hamid hank hans harald haruki hector heinrich henrik herbert herman
    horace horst hubert humphrey hussein igor irving isaac isaiah ismail ivo jaime jake jakob jamal jared jarrod javier jed jens
    jerome jimmy joachim joakim joel joey johan johann johannes jon jonas joonas josef josh juergen julian julio julius jurgen kai
    kamal karim kareem khalid klaus kirk konstantin kurt lachlan lars laurence leif leonard leonardo leopold leroy lester liam
    lorenzo lucas luca luigi lukas luke lyle magnus mahmoud malcolm manuel marc marcel marcelo marcos marcus mariano mario marius
    markus marvin mathias matteo matthias maurice mauricio maximilian melvin merrick mikael mikhail milton mohamed mohammad mohamad
    mustafa muhammed nate nathaniel neal ned neil nico nikolai nikolas norbert oleksandr oliver omar orrin oscar osama otto pablo
    paolo pascal patricio pavel percy petr phil phillip pierre piotr quentin rafael rajiv ralf ramon rashid raul reginald reinhold
    rene ricardo richie rodney rodrigo rodolfo roland rolf romeo ronnie rowan ruben rupert russ saeed salman salvador samir saul
    sebastian seth sergey sergio shane sheldon sherrod sid simeon slobodan solomon stan stanley stefan stephan sven tariq teddy
    teodoro theo theodore tobias todd toby tomas trent trevor tristan ulrich umar uwe valentin vicente victor vince vitaly wendell
    werner wilbur wilhelm willem willie winston wolfgang xavier yannick yasser yusuf yuri yves zach zachariah mateo matias tomasz
    krzysztof andrzej pawel wojciech marek jiri vaclav zoltan istvan gabor bogdan mihai dragan goran milos nenad zoran yiannis
    kostas dimitris giorgos mehmet ahmet emre murat recep kemal hiroshi takashi kenji shinzo rahul amit sanjay vijay arjun suresh
    ramesh narendra imran bilal kwame kofi chidi emeka tunde sipho thabo adolf""".split()
)
GIVEN = FEMALE | MALE
"""Given names."""
FIRMS = frozenset(
    """inc corp ltd plc llc gmbh ag holdings co group capital partners technologies pharmaceuticals
    foods motors airlines airways energy industries systems solutions brands stores steel chemicals software networks studios logistics
    insurance securities investments properties resources petroleum telecom telecoms bancorp laboratories""".split()
)
OPENING = frozenset(
    """the a an but and in on at for if when while as after before this that yet still now then however meanwhile here there also so
    thus instead despite although though because since until unless whether what who why how where which these those it he she they we
    you i his her their our my its one two three some many most both all each other others another such not no nor or even just only
    once with without from to by of about over under during between among against according asked like last next first later earlier
    today yesterday moreover indeed perhaps maybe following given nearly more less several few every neither either additionally
    finally""".split()
)
PORTFOLIOS = frozenset(
    """state defense defence energy education commerce labor agriculture transportation house interior health treasury war finance
    staff""".split()
)
STATES = dict(
    entry.split(":")
    for entry in """ala:alabama ariz:arizona ark:arkansas calif:california colo:colorado conn:connecticut del:delaware fla:florida
    ga:georgia ill:illinois ind:indiana kan:kansas ky:kentucky la:louisiana mass:massachusetts md:maryland mich:michigan minn:minnesota
    miss:mississippi mo:missouri mont:montana neb:nebraska nev:nevada n.c:carolina n.d:dakota n.h:hampshire n.j:jersey n.m:mexico n.y:york
    okla:oklahoma ore:oregon pa:pennsylvania r.i:island s.c:carolina s.d:dakota tenn:tennessee tex:texas va:virginia vt:vermont
    wash:washington wis:wisconsin w.va:virginia wyo:wyoming""".split()
)
"""States as newspapers shorten them, and the last word of the name in full."""
PLACES = frozenset(
    """afghanistan albania algeria argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium bolivia bosnia brazil
    britain bulgaria burma cambodia canada chile china colombia croatia cuba cyprus czechia denmark ecuador egypt england estonia
    ethiopia finland france georgia germany ghana greece guatemala haiti honduras hungary iceland india indonesia iran iraq ireland
    israel italy japan jordan kazakhstan kenya kosovo kuwait laos latvia lebanon libya lithuania luxembourg malaysia mali malta mexico
    moldova morocco myanmar nepal netherlands nicaragua nigeria norway oman pakistan palestine panama paraguay peru philippines poland
    portugal qatar romania russia rwanda scotland serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria
    taiwan thailand tunisia turkey uganda ukraine uruguay venezuela vietnam wales yemen zimbabwe washington moscow beijing london
    paris berlin brussels tehran kyiv kiev ankara caracas havana pyongyang seoul tokyo delhi islamabad jerusalem cairo baghdad
    damascus riyadh europe africa asia america alaska arkansas connecticut delaware hawaii idaho maine montana vermont wyoming
    california texas florida ohio michigan pennsylvania wisconsin iowa nevada arizona virginia illinois massachusetts colorado oregon
    minnesota missouri indiana kansas utah tennessee kentucky louisiana alabama mississippi oklahoma nebraska maryland korea u.s us
    u.s. u.k uk u.k. eu e.u. un u.n. chicago boston houston atlanta detroit philadelphia baltimore cleveland milwaukee minneapolis
    seattle portland denver phoenix miami orlando manhattan brooklyn hollywood aleppo mosul kabul gaza rome madrid vienna geneva
    lisbon dublin athens warsaw prague budapest istanbul dubai mumbai manila toronto ottawa montreal crimea""".split()
) | (frozenset(STATES) - {"del", "ind", "miss", "wash"})
"""Countries, states and cities by one word."""
PARTISANS = frozenset(
    """republican democrat dem conservative liberal tory libertarian socialist communist nationalist islamist centrist federalist loyalist
    separatist monarchist labourite american israeli russian ukrainian european independent moderate
    progressive nationalist unionist muslim christian jew catholic evangelical latino hispanic mexican german frenchman briton
    iranian cuban venezuelan palestinian syrian iraqi texan californian iowan floridian virginian millennial
    afghan albanian algerian argentine argentinian armenian australian austrian azerbaijani bangladeshi belarusian belgian bolivian bosnian
    brazilian bulgarian burmese cambodian cameroonian canadian chilean chinese colombian congolese croatian cypriot czech danish dutch
    ecuadorian egyptian emirati english estonian ethiopian filipino finnish french georgian ghanaian greek guatemalan haitian honduran
    hungarian icelandic indian indonesian irish italian jamaican japanese jordanian kazakh kenyan korean kosovan kurdish kuwaiti laotian
    latvian lebanese liberian libyan lithuanian macedonian malaysian maltese mauritanian moldovan mongolian montenegrin moroccan namibian
    nepali nicaraguan nigerian norwegian omani pakistani panamanian paraguayan peruvian polish portuguese qatari romanian rwandan
    salvadoran saudi scottish senegalese serbian singaporean slovak slovenian somali spanish sudanese swedish swiss taiwanese tajik
    tanzanian thai tibetan tunisian turkish turkmen ugandan uruguayan uzbek vietnamese welsh yemeni zambian zimbabwean""".split()
)
"""Adherents and nationals, as a noun in the singular."""
PLACE_OPENERS = frozenset(
    """new north south west east western eastern northern southern san santa los las fort saint st mount lake united
    saudi sri hong puerto costa czech dominican""".split()
)
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december""".split()
)
"""No names when they stand alone, unless the article gives a fuller form ("Theresa May")."""
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
ROLES = frozenset(
    """activist actor actress analyst architect artist attorney author billionaire biologist blogger businessman businesswoman campaigner
    captain coach columnist comedian critic designer detective developer director driver economist engineer entrepreneur farmer filmmaker
    footballer former goalkeeper historian host investor journalist lawyer manager midfielder moderator mogul novelist nurse philanthropist
    pilot poet pollster prosecutor pundit reporter researcher retired scientist singer striker surgeon teacher veteran writer""".split()
)
"""Common nouns that open a sentence before a name: "Pollster Ann Lee"."""
POSTS = ROLES | frozenset(
    """executive adviser advisor agent anchor chair correspondent consultant coordinator counsel editor fellow inspector nominee pastor
    producer spokesperson superintendent treasurer trustee undersecretary""".split()
)
"""What may stand before a full name in capitals: "National Security Adviser Ann Lee"."""
NO_SURNAMES = frozenset(
    """garden gardens gulf prize qaeda river avenue boulevard act square island islands county city state states court award awards cup
    league olympics building airport station hotel center centre news times post journal war treaty accord agreement amendment convention
    strip ocean sea peninsula week democrats republicans party primary article section chapter day""".split()
)
"""What ends the names of things and is hardly anybody's surname."""
SUFFIXES = frozenset("jr sr ii iii iv".split())
ABBREVIATED = frozenset("mr mrs ms dr prof rev fr sen sens rep reps gov govs gen col maj capt lt sgt cmdr adm sec dep atty st".split())
"""Titles written with a full stop, behind which the name goes on; behind "Jr." it does not."""
