"""English is never taken for another language; other languages and scripts are known as what they are."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.language import detect
from annotator.text.tokens import tokenize

OTHERS = {
    "es": "El alcalde dijo el martes que la obra del puerto va a costar más de lo que se había previsto, y que los vecinos tienen derecho "
    "a saber por qué. Según el informe, las obras no empezarán hasta la primavera.",
    "pt": "O presidente da câmara disse na terça-feira que a obra do porto vai custar mais do que estava previsto e que os moradores têm "
    "direito a saber porquê. Segundo o relatório, as obras não começam antes da primavera.",
    "fr": "Le maire a déclaré mardi que les travaux du port coûteraient plus cher que prévu et que les habitants avaient le droit de "
    "savoir pourquoi. Selon le rapport, les travaux ne commenceront pas avant le printemps.",
    "it": "Il sindaco ha detto martedì che i lavori del porto costeranno più del previsto e che gli abitanti hanno il diritto di sapere "
    "perché. Secondo il rapporto, i lavori non cominceranno prima della primavera.",
    "ro": "Primarul a spus marți că lucrările din port vor costa mai mult decât s-a prevăzut și că locuitorii au dreptul să știe de ce. "
    "Potrivit raportului, lucrările nu vor începe înainte de primăvară.",
    "ca": "L'alcalde va dir dimarts que les obres del port costaran més del que s'havia previst i que els veïns tenen dret a saber per "
    "què. Segons l'informe, les obres no començaran abans de la primavera.",
    "de": "Der Bürgermeister sagte am Dienstag, dass der Umbau des Hafens mehr kosten werde als geplant und dass die Anwohner ein Recht "
    "darauf haben, den Grund zu erfahren. Nach dem Bericht beginnt die Arbeit nicht vor dem Frühjahr.",
    "nl": "De burgemeester zei dinsdag dat de verbouwing van de haven meer gaat kosten dan was gepland en dat de bewoners het recht hebben "
    "om te weten waarom. Volgens het rapport begint het werk niet voor het voorjaar.",
    "sv": "Borgmästaren sade på tisdagen att ombyggnaden av hamnen kommer att kosta mer än planerat och att invånarna har rätt att få veta "
    "varför. Enligt rapporten börjar arbetet inte före våren, men det är inte säkert.",
    "da": "Borgmesteren sagde tirsdag, at ombygningen af havnen vil koste mere end planlagt, og at beboerne har ret til at få at vide "
    "hvorfor. Ifølge rapporten begynder arbejdet ikke før til foråret, men det er ikke sikkert, siger han efter mødet.",
    "no": "Ordføreren sa tirsdag at ombyggingen av havnen vil koste mer enn planlagt, og at innbyggerne har rett til å få vite hvorfor. "
    "Ifølge rapporten begynner ikke arbeidet før til våren, men det er ikke sikkert, sier han etter møtet, der også flere var til stede.",
    "fi": "Pormestari sanoi tiistaina, että sataman uudistus maksaa enemmän kuin oli suunniteltu ja että asukkailla on oikeus tietää syy. "
    "Raportin mukaan työt eivät ala ennen kevättä, mutta se ei ole varmaa.",
    "pl": "Burmistrz powiedział we wtorek, że przebudowa portu będzie kosztować więcej, niż planowano, i że mieszkańcy mają prawo wiedzieć "
    "dlaczego. Według raportu prace nie zaczną się przed wiosną, ale to nie jest pewne.",
    "cs": "Starosta v úterý řekl, že přestavba přístavu bude stát více, než se plánovalo, a že obyvatelé mají právo vědět proč. Podle "
    "zprávy práce nezačnou před jarem, ale to není jisté, protože se na ně ještě nenašly peníze a je jich třeba moc.",
    "hu": "A polgármester kedden azt mondta, hogy a kikötő átépítése többe kerül, mint tervezték, és hogy a lakóknak joguk van tudni, "
    "miért. A jelentés szerint a munka nem kezdődik el tavasz előtt, de ez még nem biztos.",
    "tr": "Belediye başkanı salı günü limanın yenilenmesinin planlanandan daha çok tutacağını ve halkın bunu bilmeye hakkı olduğunu "
    "söyledi. Rapora göre çalışmalar bahardan önce başlamayacak, ancak bu da kesin değil ve çok şey için daha erken.",
    "id": "Wali kota mengatakan pada hari Selasa bahwa pembangunan pelabuhan itu akan menelan biaya lebih besar dari yang direncanakan dan "
    "bahwa warga berhak untuk tahu. Menurut laporan ini, pekerjaan tidak akan dimulai sebelum musim semi.",
    "vi": "Thị trưởng nói hôm thứ Ba rằng việc xây lại cảng sẽ tốn kém hơn dự kiến và người dân có quyền được biết lý do của việc này. "
    "Theo báo cáo, công việc không bắt đầu trước mùa xuân.",
    "ru": "Мэр заявил во вторник, что перестройка порта обойдётся дороже, чем планировалось.",
    "uk": "Мер заявив у вівторок, що перебудова порту коштуватиме більше, ніж її планували, і люди мають знати чому.",
    "el": "Ο δήμαρχος είπε την Τρίτη ότι τα έργα στο λιμάνι θα κοστίσουν περισσότερο.",
    "ar": "قال رئيس البلدية يوم الثلاثاء إن أعمال الميناء ستكلف أكثر مما كان متوقعا.",
    "he": "ראש העיר אמר ביום שלישי כי העבודות בנמל יעלו יותר מהמתוכנן.",
    "hi": "महापौर ने मंगलवार को कहा कि बंदरगाह का काम योजना से अधिक महंगा होगा।",
    "zh": "市长星期二说,港口改建的费用将高于计划,居民有权知道原因。",
    "ja": "市長は火曜日、港の改修には予定より多くの費用がかかると述べた。",
    "ko": "시장은 화요일 항구 공사에 예정보다 많은 비용이 들 것이라고 말했다.",
    "th": "นายกเทศมนตรีกล่าวเมื่อวันอังคารว่าการปรับปรุงท่าเรือจะมีค่าใช้จ่ายมากกว่าที่วางแผนไว้",
}
ENGLISH = (
    "The mayor said on Tuesday that the harbor would cost more than planned, and that residents had a right to know why.",
    "Residents want answers. “We were never asked,” Ida Marsh wrote in a letter to the council on Friday.",
    "A jumbo-size chessboard, a putting green, a pool house with a glass roof: the mansion is a steal, a broker said, a bargain.",
    "Nguyễn Văn An and Søren Ødegård met Małgorzata Wiśniewska in São Paulo, where the three of them signed a deal on wheat.",
    'The paper quoted the minister: "Somos un país libre y no vamos a aceptar que nos digan lo que hay que hacer." He then left the '
    "room, and his aides would not say whether he was going to come back to the talks before they end on Friday.",
)


def language(text: str) -> str:
    return detect(text, tokenize(text)[3])


@pytest.mark.parametrize(("code", "text"), OTHERS.items())
def test_other_languages_are_known(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_english_stays_english(text: str) -> None:
    assert language(text) == "en"


def test_upper_case_is_the_same_language() -> None:
    assert language(ENGLISH[0].upper()) == "en"
    assert language(OTHERS["es"].upper()) == "es"


def test_a_long_quotation_in_another_language_leaves_an_english_article_english() -> None:
    assert language(OTHERS["es"] + "\n\n" + " ".join([ENGLISH[0]] * 6)) == "en"


@pytest.mark.parametrize("text", ["", "   \n", "Hafen", "12 34 56 78 90 12 34 56 78 90", "Mayor resigns"])
def test_too_few_words_are_undetermined(text: str) -> None:
    assert language(text) == "und"


def test_a_long_text_in_no_known_language_is_not_called_english() -> None:
    assert language("blorp zintax quemmel farrow drint " * 20) == "mis"


@given(st.text(max_size=300))
def test_any_text_gets_a_code(text: str) -> None:
    assert language(text).isalpha()


def test_an_article_is_judged_in_far_less_than_a_millisecond() -> None:
    lowers = tokenize(" ".join([ENGLISH[0]] * 200))[3]
    best = min(_timed(lowers) for _ in range(50))
    assert best < 0.0005  # measured: 20 µs


def _timed(lowers: list[str]) -> float:
    start = time.perf_counter()
    detect("", lowers)
    return time.perf_counter() - start


def test_answers_do_not_hang_on_the_hash_seed() -> None:
    code = (
        "from annotator.text.language import detect; from annotator.text.tokens import tokenize;"
        f"print([detect(t, tokenize(t)[3]) for t in {[*OTHERS.values(), 'og i at det som en et er']!r}])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
