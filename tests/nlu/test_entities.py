"""What the entity reader hears in a message, kind by kind, and what it must not hear."""

from pathlib import Path

import pytest

from bot.nlu.entities import Entity, EntityReader

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def reader():
    return EntityReader.load()


def named(reader, text):
    """The entities of a text as {"name=value"}, without the subject for the search."""
    found = reader.find(text)
    return {f"{entity.name}={entity.value}" for entity in found if entity.name != "subject"}


def subjects(reader, text):
    """The entries of the word list that a text is about, where it does not name them itself."""
    return {entity.value for entity in reader.find(text) if entity.name == "subject"}


def questions(file):
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()[1:]
    for line in lines:
        text, _, expected = line.partition("\t")
        yield text, {entity for entity in expected.split(";") if entity}


def f1(reader, file):
    right = extra = missed = 0
    wrong = []
    for text, expected in questions(file):
        found = named(reader, text)
        right += len(found & expected)
        extra += len(found - expected)
        missed += len(expected - found)
        if found != expected:
            wrong.append(f"{text}: missed {expected - found}, extra {found - expected}")
    return 2 * right / (2 * right + extra + missed), "\n".join(wrong)


def test_our_own_questions_are_read_with_a_micro_f1_of_at_least_95_percent(reader):
    score, wrong = f1(reader, "entities.tsv")
    assert score >= 0.95, wrong


def test_questions_of_other_writers_are_read_with_a_micro_f1_of_at_least_95_percent(reader):
    score, wrong = f1(reader, "entities_of_others.tsv")
    assert score >= 0.95, wrong


def test_questions_written_before_the_rules_are_read_with_a_micro_f1_of_at_least_95_percent(reader):
    score, wrong = f1(reader, "entities_unseen.tsv")
    assert score >= 0.95, wrong


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("iets met auto's", {"automonteur"}),
        ("opleiding lassen", {"lasser"}),
        ("lasser worden", set()),
    ],
)
def test_what_belongs_to_an_entry_under_another_name_gives_its_subject(reader, text, subject):
    assert subjects(reader, text) == subject


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("heb havo, denk aan een ad", {"level=havo", "target_level=ad"}),
        ("ben klaar met niveau 3, is niveau 4 haalbaar", {"level=mbo3", "target_level=mbo4"}),
        ("wil iets op niveau 4 in de ict", {"target_level=mbo4"}),
        ("ik wil docent worden op het mbo", {"level=mbo"}),
        ("na niveau 2 mag je aan 3 beginnen", {"level=mbo2", "target_level=mbo3"}),
        ("in niveau 4 beginnen met havo, kan dat", {"level=havo", "target_level=mbo4"}),
    ],
)
def test_the_step_from_a_level_that_is_owned_tells_the_goal(reader, text, levels):
    assert {entity for entity in named(reader, text) if "level=" in entity} == levels


def test_there_are_enough_questions_of_every_kind():
    rows = list(questions("entities.tsv"))
    kinds = {entity.partition("=")[0] for _, expected in rows for entity in expected}
    assert len(rows) >= 250
    assert kinds == {
        "place", "province", "level", "target_level", "route", "form", "sector", "occupation",
        "course", "school", "age", "hours", "amount", "year", "plan_point",
    }  # fmt: skip
    assert sum(not expected for _, expected in rows) >= 40


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("scholen in Den Haag", "den haag"),
        ("scholen in 's-Gravenhage", "den haag"),
        ("the hague mbo", "den haag"),
        ("ik kom uit 020", "amsterdam"),
        ("iets in r'dam", "rotterdam"),
        ("opleidingen den bosch", "'s-hertogenbosch"),
        ("S-HERTOGENBOSCH", "'s-hertogenbosch"),
        ("de achterhoek", "achterhoek"),
        ("rond de Randstad", "randstad"),
        ("west utrecht", "utrecht-west"),
        ("utrecht", "utrecht"),
        ("leiden", "leiden"),
        ("lassen oss", "oss"),
        ("kapper ommen", "ommen"),
        ("logistiek kampen", "kampen"),
        ("alphen a/d rijn", "alphen aan den rijn"),
        ("bbl в Роттердамі", "rotterdam"),
        ("mbo في روتردام", "rotterdam"),
    ],
)
def test_a_place_is_found_by_every_name_people_give_it(reader, text, place):
    assert f"place={place}" in named(reader, text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("iets in amsterdm", "amsterdam"),
        ("bij roterdam", "rotterdam"),
        ("kapper in zwole", "zwolle"),
        ("rond amersfort", "amersfoort"),
        ("amersfort", "amersfoort"),
        ("omgeving nijmgen", "nijmegen"),
        ("in den hag", "den haag"),
    ],
)
def test_a_misspelled_town_is_found(reader, text, place):
    assert f"place={place}" in named(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "wat past het best bij mij",
        "dat is echt waar",
        "een opleiding",
        "wat moet ik nu doen",
        "ik ga met hem mee",
        "lange haren knippen",
        "ze rijen in de file",
        "hij heeft dat zelf gemaakt",
        "ik heb het hele plan gelezen",
        "ik zoek stage in nederland of amerika",
        "ik gooi het weg",
        "is er nog een uitweg",
        "leeft dat nu in het echt",
        "naar de best betaalde baan",
        "wat heb je daar bij geleerd",
        "vragen aan mevrouw De Vries",
        "de mbo's van het land",
    ],
)
def test_an_ordinary_word_is_no_town(reader, text):
    assert not {e for e in named(reader, text) if e.startswith(("place=", "province="))}


@pytest.mark.parametrize(
    "text", ["ik woon in best", "ik zoek een school in Echt", "wij wonen in Een"]
)
def test_a_town_with_the_name_of_a_word_is_found_where_a_place_is_meant(reader, text):
    assert f"place={text.split()[-1].lower()}" in named(reader, text)


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("in heel utrecht", "utrecht"),
        ("de provincie groningen", "groningen"),
        ("in Fryslân", "friesland"),
        ("friesland", "friesland"),
        ("noord brabant", "noord-brabant"),
        ("ergens in brabant", "noord-brabant"),
        ("zeeland", "zeeland"),
    ],
)
def test_a_province_is_told_from_a_town(reader, text, province):
    assert f"province={province}" in named(reader, text)
    assert not {entity for entity in named(reader, text) if entity.startswith("place=")}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("kader diploma", {"vmbo-kb"}),
        ("ik doe basis", {"vmbo-bb"}),
        ("vmbo b/k", {"vmbo-bb", "vmbo-kb"}),
        ("vmbo gl/tl", {"vmbo-gl", "vmbo-tl"}),
        ("vmbo-gt", {"vmbo-gl", "vmbo-tl"}),
        ("mavo", {"vmbo-tl"}),
        ("mavo/havo", {"vmbo-tl", "havo"}),
        ("atheneum of gymnasium", {"vwo"}),
        ("praktijkonderwijs", {"pro"}),
        ("niveau 1", {"entree"}),
        ("niveau 4", {"mbo4"}),
        ("mbo-4", {"mbo4"}),
        ("MBO4", {"mbo4"}),
        ("mbo vier", {"mbo4"}),
        ("n4", {"mbo4"}),
        ("niv 3", {"mbo3"}),
        ("niveau 2, 3 en 4", {"mbo2", "mbo3", "mbo4"}),
        ("mbo verpleegkunde niveau 4", {"mbo4"}),
        ("ad'tje", {"ad"}),
        ("associate degree", {"ad"}),
        ("asociate degree", {"ad"}),
        ("vmbo badis", {"vmbo-bb"}),
        ("de basisberoepsgerichte leerweg van het vmbo", {"vmbo-bb"}),
        ("bbl van het vmbo", {"vmbo-bb"}),
    ],
)
def test_a_level_is_found_in_all_its_names(reader, text, levels):
    assert {entity for entity in named(reader, text) if "level=" in entity} == {
        f"level={level}" for level in levels
    }


@pytest.mark.parametrize(
    "text",
    [
        "op basis van wat",
        "in het kader van lob",
        "dat was ad hoc",
        "ik ben Ad",
        "hoe lang duurt dat, 3 of 4 jaar",
        "wat vindt de bbb",
        "de mbo raad",
        "het plan mbo en mkb",
    ],
)
def test_an_ordinary_word_is_no_level(reader, text):
    assert not {entity for entity in named(reader, text) if "level=" in entity}


@pytest.mark.parametrize(
    ("text", "has", "wants"),
    [
        ("mag ik met kader naar niveau 4", "vmbo-kb", "mbo4"),
        ("mag ik met kader een niveau 4 opleiding", "vmbo-kb", "mbo4"),
        ("van mbo 2 naar 3", "mbo2", "mbo3"),
        ("hoe kom ik van niveau 2 op niveau 3", "mbo2", "mbo3"),
        ("ik doe tl en wil havo doen", "vmbo-tl", "havo"),
        ("ik heb mavo, mag ik dan havo doen", "vmbo-tl", "havo"),
        ("een ad na mbo 4", "mbo4", "ad"),
        ("mbo 4 gehaald, mag ik dan een ad", "mbo4", "ad"),
        ("is havo 4 genoeg voor het hbo", "havo", "hbo"),
        ("toegelaten worden tot het hbo met mbo", "mbo", "hbo"),
        ("ik zit op het vmbo en wil overstappen naar de havo", "vmbo", "havo"),
        ("met mbo 4 aan een ad beginnen", "mbo4", "ad"),
        ("gezakt voor havo, toch een ad doen?", "havo", "ad"),
        ("een mbo-4-student voorbereiden op het hbo", "mbo4", "hbo"),
        ("ik blijf zitten in havo 5, is mbo dan een idee", "havo", "mbo"),
        ("na mijn havo eerst iets praktisch leren op mbo 4", "havo", "mbo4"),
        ("doorstroom mbo hbo", "mbo", "hbo"),
        ("vwo gestopt, kan ik zonder diploma het hbo in", "vwo", "hbo"),
        ("moet je je havo afmaken om naar mbo 4 te gaan", "havo", "mbo4"),
        ("kan je met een ad instromen in het derde jaar hbo", "ad", "hbo"),
        ("kan ik halverwege niveau 3 naar niveau 4 switchen", "mbo3", "mbo4"),
        ("wat kan ik op het mbo met mavo", "vmbo-tl", "mbo"),
        ("zoon met havo wil zich inschrijven voor een ad", "havo", "ad"),
    ],
)
def test_the_level_someone_has_is_told_from_the_level_someone_wants(reader, text, has, wants):
    found = {entity for entity in named(reader, text) if "level=" in entity}
    assert found == {f"level={has}", f"target_level={wants}"}


@pytest.mark.parametrize(
    "text",
    [
        "ik zit op de havo",
        "wat kan ik met havo",
        "verschil tussen havo en havo 5",
        "wat vinden havisten ervan",
        "is er vraag naar mensen met havo",
        "wil je mijn havo diploma zien",
        "mijn ouders willen dat ik havo doe",
        "kan ik me nog aanmelden voor havo",
        "moet ik een laptop kopen voor havo",
        "een overgangsbewijs van 3 naar 4 havo",
        "kapper worden, is dat havo",
    ],
)
def test_a_level_without_a_wish_is_a_level_someone_has(reader, text):
    assert "level=havo" in named(reader, text)
    assert "target_level=havo" not in named(reader, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("een bbl'er", {"route=bbl"}),
        ("werken en leren", {"route=bbl"}),
        ("leerwerkplek", {"route=bbl"}),
        ("beroepsbegeleidende leerweg", {"route=bbl"}),
        ("beroepsopleidende leerweg", {"route=bol"}),
        ("bol of bbl", {"route=bol", "route=bbl"}),
        ("een duale opleiding", {"form=duaal"}),
        ("in deeltijd", {"form=deeltijd"}),
        ("een avondopleiding", {"form=avond"}),
        ("vmbo bbl", {"level=vmbo-bb"}),
        ("besteld bij bol.com", set()),
        ("kan ik online aanmelden", set()),
    ],
)
def test_routes_and_forms_are_found_and_the_bbl_of_the_vmbo_is_a_level(reader, text, expected):
    assert named(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("ik ben 17", "17"),
        ("17 jaar", "17"),
        ("17j", "17"),
        ("mn zoon (15)", "15"),
        ("dochter van 14", "14"),
        ("als ik 19 word", "19"),
        ("op mijn 16e", "16"),
        ("op mijn zestiende", "16"),
        ("zeventien jaar", "17"),
        ("een 16-jarige", "16"),
        ("bbl loon 17", "17"),
        ("onder de 18", "onder-18"),
        ("-18", "onder-18"),
        ("minderjarig", "onder-18"),
        ("18+", "18-plus"),
        ("18 of ouder", "18-plus"),
        ("boven de 18", "18-plus"),
        ("meerderjarig", "18-plus"),
        ("ben je te oud met 54", "54"),
        ("mijn dochter van vier", "4"),
        ("mijn zoon is nog geen 18", "onder-18"),
        ("ik word volgende maand 18", "18"),
        ("i am 17 and want to do bbl", "17"),
        ("mam 17 lat", "17"),
        ("18 yaşındayım", "18"),
        ("мені 17 років", "17"),
    ],
)
def test_an_age_is_found(reader, text, age):
    assert [e.value for e in reader.find(text) if e.name == "age"] == [age]


@pytest.mark.parametrize(
    "text",
    [
        "21+ toets",
        "toelatingstoets voor 21-plussers",
        "niveau 3",
        "over 12 jaar",
        "duurt 15 jaar",
        "in 2026",
        "17 euro",
        "17 september",
        "32 uur",
        "al 20 jaar in de bouw gewerkt",
        "20 jaar ervaring",
        "20 jr op kantoor gezeten",
        "mijn zoon van 4 havo",
        "geen 16 studenten",
        "15 procent",
        "binnen 10 jaar",
        "punt 10",
        "20.17",
    ],
)
def test_another_number_is_no_age(reader, text):
    assert not [entity for entity in reader.find(text) if entity.name == "age"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("€ 4.000", "amount=4000"),
        ("4000 euro", "amount=4000"),
        ("2700,-", "amount=2700"),
        ("1000€", "amount=1000"),
        ("4k", "amount=4000"),
        ("vierduizend euro", "amount=4000"),
        ("twee duizend euro", "amount=2000"),
        ("€ 14,71", "amount=14,71"),
        ("krijg ik die 2700", "amount=2700"),
        ("2000 euro", "amount=2000"),
        ("2026-2027", "year=2026-2027"),
        ("2026/27", "year=2026-2027"),
        ("schooljaar 26/27", "year=2026-2027"),
        ("in 2027", "year=2027"),
        ("punt 4", "plan_point=4"),
        ("vierde punt", "plan_point=4"),
        ("het 4e punt", "plan_point=4"),
        ("punt vier", "plan_point=4"),
        ("32 uur per week", "hours=32"),
        ("28u", "hours=28"),
    ],
)
def test_amounts_years_points_and_hours_are_told_apart(reader, text, expected):
    assert named(reader, text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "20.000 stages",
        "bel 0612345678",
        "3512 AB",
        "om 9 uur",
        "2 uur per dag",
        "850 uur per jaar",
        "nummer 7",
        "een 7,5 gehaald",
        "10 punten",
        "26/27 aanwezig",
        "punt 11",
    ],
)
def test_other_numbers_name_nothing(reader, text):
    assert named(reader, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "loodgieter",
        "loodgieters",
        "loodgietersopleiding",
        "loodgiter",
        "LOODGIETER",
        "lood\u00adgieter",
    ],
)
def test_an_occupation_is_found_inflected_compounded_and_misspelled(reader, text):
    assert named(reader, text) == {"occupation=loodgieter", "sector=techniek"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("verzorgende ig", {"course=verzorgende-ig", "sector=zorg"}),
        ("de pabo", {"course=pabo", "sector=onderwijs"}),
        ("hbo-v", {"course=hbo-v", "sector=zorg"}),
        ("veva", {"course=veva", "sector=defensie"}),
        ("middenkader engineering", {"course=middenkader engineering", "sector=techniek"}),
        ("zorgopleiding", {"sector=zorg"}),
        ("iets met dieren", {"sector=groen"}),
        ("opleiding lassen", {"course=lassen", "sector=techniek"}),
        ("slotenmaker worden", {"occupation=slotenmaker", "sector=bouw"}),
        ("wat doet een rioleringsmonteur", {"occupation=rioleringsmonteur", "sector=techniek"}),
        ("docent worden", {"occupation=docent", "sector=onderwijs"}),
        ("de opleiding verpleegkunde", {"course=verpleegkunde", "sector=zorg"}),
        ("ik werk in de thuiszorg", {"sector=zorg"}),
        ("ons metaalbedrijf", {"sector=techniek"}),
        ("een schildersbedrijf", {"occupation=schilder", "sector=bouw"}),
        ("stage als dierenarts assistent", {"occupation=dierenartsassistent", "sector=groen"}),
    ],
)
def test_courses_and_sectors_are_found(reader, text, expected):
    assert named(reader, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mijn docent is ziek",
        "ik heb een bijbaan",
        "mijn stagebegeleider helpt niet",
        "wat zijn mijn rechten",
        "ik moet een contract tekenen",
        "zorg ervoor dat het goed komt",
        "ik maak me zorgen",
        "hoe bouw ik een vuur",
        "uiterlijk 1 april",
        "als ondernemer wil ik subsidie",
        "de havo heeft geen wiskunde",
    ],
)
def test_an_ordinary_word_is_no_occupation_or_sector(reader, text):
    kinds = {entity.name for entity in reader.find(text)}
    assert kinds.isdisjoint({"occupation", "course", "sector"})


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("roc midden nederland", "roc midden nederland"),
        ("rocmn", "rocmn"),
        ("roc mn", "roc mn"),
        ("bij de hu", "hu"),
        ("open dag Deltion", "deltion"),
        ("saxion hogeschool", "saxion hogeschool"),
        ("de HAN", "han"),
        ("mborijnland", "mborijnland"),
        ("opleidingen bij MBO Utrecht", "mbo utrecht"),
    ],
)
def test_a_school_is_called_what_it_was_called(reader, text, school):
    assert [e.value for e in reader.find(text) if e.name == "school"] == [school]


def test_a_level_and_a_town_are_no_school(reader):
    assert named(reader, "mbo utrecht") == {"level=mbo", "place=utrecht"}


def test_a_place_inside_the_name_of_a_school_counts_only_when_it_is_named_apart(reader):
    assert named(reader, "roc van amsterdam") == {"school=roc van amsterdam"}
    assert named(reader, "roc van amsterdam in hilversum") == {
        "school=roc van amsterdam",
        "place=hilversum",
    }


@pytest.mark.parametrize("text", ["hu?", "roc mijn buurt", "she has a dog", "wie is han"])
def test_a_short_word_is_no_school_without_a_sign_of_one(reader, text):
    assert not [entity for entity in reader.find(text) if entity.name == "school"]


def test_spans_point_into_the_text_as_it_was_typed(reader):
    text = "Hé, kwil  MBO-4 of \u202eloodgieter\u202c in Zwól\u00adle voor € 4.000…"
    spans = {entity.name: text[entity.start : entity.end] for entity in reader.find(text)}
    assert spans == {
        "target_level": "MBO-4",
        "occupation": "loodgieter",
        "sector": "loodgieter",
        "place": "Zwól\u00adle",
        "amount": "€ 4.000",
    }


def test_an_entity_goes_to_rasa_with_its_span_and_the_name_of_its_extractor():
    assert Entity("place", "zwolle", 3, 9).as_rasa() == {
        "entity": "place",
        "value": "zwolle",
        "start": 3,
        "end": 9,
        "extractor": "CatalogueEntityExtractor",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mbo 3 ad", {"level=mbo3", "target_level=ad"}),
        ("doorstroomrecht gl tl havo", {"level=vmbo-gl", "level=vmbo-tl", "target_level=havo"}),
        ("stoppen met havo 5 mbo februari", {"level=havo", "target_level=mbo"}),
        ("overstappen havo mbo", {"level=havo", "target_level=mbo"}),
        ("21+ toets hbo", {"target_level=hbo"}),
        (
            "moet mijn mbo 4 in dezelfde richting zijn voor een ad",
            {"level=mbo4", "target_level=ad"},
        ),
    ],
)
def test_the_level_that_follows_on_another_or_asks_for_admission_is_the_goal(
    reader, text, expected
):
    assert {e for e in named(reader, text) if "level" in e} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is een ad hoger dan mbo 4", {"level=ad", "level=mbo4"}),
        ("is niveau 4 duurder dan niveau 2", {"level=mbo4", "level=mbo2"}),
        ("verschil tussen mbo en hbo", {"level=mbo", "level=hbo"}),
        ("kun je een ad in deeltijd doen", {"level=ad"}),
        ("welke mbo's zijn er in enschede", {"level=mbo"}),
        ("mag een havo mij weigeren", {"level=havo"}),
    ],
)
def test_a_level_that_is_only_named_or_compared_is_no_goal(reader, text, expected):
    assert {e for e in named(reader, text) if "level" in e} == expected


@pytest.mark.parametrize(
    "text", ["mag een hogeschool mijn diploma weigeren", "tweede bachelor collegegeld"]
)
def test_a_hogeschool_and_a_bachelor_are_a_level_only_as_a_goal(reader, text):
    assert not [e for e in named(reader, text) if "level" in e]
    assert "target_level=hbo" in named(reader, "mag ik met mbo 4 naar de hogeschool")


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("wat zegt het plan over krimp", "5"),
        ("staan er aanbestedingen in het actieplan", "9"),
        ("punt 4 over de technohub", "4"),
    ],
)
def test_a_point_of_the_plan_is_found_by_its_subject_unless_it_has_a_number(reader, text, point):
    assert {e for e in named(reader, text) if "plan_point" in e} == {f"plan_point={point}"}


def test_a_subject_is_no_point_of_the_plan_when_the_plan_is_not_named(reader):
    assert "plan_point=6" not in named(reader, "wat is een technohub")


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        ("mijn zoon werkt in een garage", {"techniek"}),
        ("wij hebben een loonbedrijf", {"groen"}),
        ("techniekles op het vmbo", {"techniek"}),
        ("docent techniek", {"onderwijs", "techniek"}),
        ("ik wil lesgeven op een mbo", {"onderwijs"}),
        ("een kdv in gouda", {"kinderopvang"}),
        ("mijn docent is ziek", set()),
        ("wat is een hybride docent", set()),
    ],
)
def test_a_workplace_or_a_teacher_tells_the_sector(reader, text, sectors):
    assert {e.value for e in reader.find(text) if e.name == "sector"} == sectors


def test_a_year_may_be_written_out(reader):
    assert named(reader, "diploma uit negentienhonderd achtennegentig") == {"year=1998"}


def test_two_letters_that_changed_places_are_one_error(reader):
    assert "place=utrecht" in named(reader, "utrehct")


def test_nothing_is_no_amount_and_a_bare_sum_that_one_gets_is_one(reader):
    assert named(reader, "ik krijg 0 euro") == set()
    assert named(
        reader, "mijn buurman verdient bruto veel en krijgt 0 euro, ik 400 krijgt hij"
    ) == {"amount=400"}


def test_an_imagined_age_is_none(reader):
    assert named(reader, "leg uit alsof ik 10 ben") == set()


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("een zestienjarige in de klas", "16"),
        ("mijn zoon 17 wil alleen werken", "17"),
        ("ik ben 45, werk parttime", "45"),
        ("my son of 17", "17"),
        ("moet je 16 zijn voor bbl", "16"),
    ],
)
def test_an_age_is_found_however_it_is_put(reader, text, age):
    assert f"age={age}" in named(reader, text)


def test_a_written_year_is_no_amount(reader):
    assert named(reader, "gehaald in tweeduizend achttien") == {"year=2018"}


def test_thousands_may_be_a_word_behind_digits(reader):
    assert "amount=4000" in named(reader, "de leerrekening van 4 duizend")


def test_a_word_like_the_name_of_an_occupation_is_none(reader):
    assert named(reader, "kan je dat uitgebreider vertellen") == set()
    assert named(reader, "zijn het nog pilotscholen") == set()
