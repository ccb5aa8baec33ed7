import re

from bot.courses.seed import read_seed
from bot.courses.vocabulary import FOLDER, Pieces
from bot.yaml_files import read_mapping


def everything():
    seed = read_seed()
    mbo = [(q.name.lower(), q.crebo) for q in seed.qualifications]
    ho = {name.lower() for p in seed.programmes for name in (p.name, *p.names.split("|"))}
    return mbo, ho


def subjects(vocabulary):
    return {id(s): s for s in vocabulary._subjects.values()}.values()


def test_every_piece_of_the_vocabulary_finds_something(vocabulary):
    mbo, ho = everything()
    codes = {code for _, code in mbo}
    domains = {text for q in read_seed().qualifications for text in (q.domain, q.dossier)}
    useless = []
    for subject in subjects(vocabulary):
        for text in subject.mbo.texts:
            if all(Pieces((text,)).rank([name]) is None for name, _ in mbo):
                useless.append(f"{subject.name}: mbo {text}")
        for text in subject.ho.texts:
            if Pieces((text,)).rank(list(ho)) is None:
                useless.append(f"{subject.name}: ho {text}")
        for text in subject.domains.texts:
            if Pieces((text,)).rank(list(domains)) is None:
                useless.append(f"{subject.name}: domain {text}")
        useless += [f"{subject.name}: crebo {code}" for code in subject.mbo.codes - codes]
    assert not useless


def test_nearly_every_qualification_can_be_found_by_an_occupation(vocabulary):
    mbo, _ = everything()
    found = {
        code
        for name, code in mbo
        for subject in subjects(vocabulary)
        if subject.mbo.rank([name], [code]) is not None
    }
    assert len(found) >= 0.98 * len(mbo)


def test_a_word_belongs_to_one_entry():
    import yaml

    words = [
        word
        for entry in yaml.safe_load((FOLDER / "occupations.yml").read_text(encoding="utf-8"))
        for word in (entry["name"], *entry["forms"])
    ]
    sectors = read_mapping(FOLDER / "sectors.yml")
    words += [word for sector in sectors.values() for word in sector["words"]]
    assert not {word for word in words if words.count(word) > 1}


def test_every_school_of_the_catalogue_has_an_entry(vocabulary):
    for school in read_seed().organisations:
        assert vocabulary.school(school.name) == school.name


def test_a_school_is_known_by_its_short_name(vocabulary):
    assert vocabulary.school("HU") == "Hogeschool Utrecht"
    assert vocabulary.school("roc midden-nederland") == "ROC Midden Nederland"
    assert vocabulary.school("onbekend college") is None


def test_a_piece_is_found_where_a_word_begins():
    assert Pieces.of(["sport"]).rank(["Transport en logistiek"]) is None
    assert Pieces.of(["sport"]).rank(["Sportkunde"]) == 0
    assert Pieces.of(["*lasser"]).rank(["Basislasser"]) == 0
    assert Pieces.of(["=pedagogiek"]).rank(["Pedagogiek in het onderwijs"]) is None
    assert Pieces.of(["mode."]).rank(["Moderne dans"]) is None


def test_the_first_piece_fits_best():
    pieces = Pieces.of(["software", "ict", "25604"])
    assert pieces.rank(["HBO-ICT"]) == 1
    assert pieces.rank(["Iets anders"], ["25604"]) == 0


def test_every_statement_on_work_names_its_source_and_date():
    for statement in read_mapping(FOLDER / "labour_market.yml").values():
        assert statement["sources"]
        for source in statement["sources"]:
            assert set(source) == {"name", "url", "date"}
            assert source["url"].startswith("https://")
        assert re.search(r"20\d\d", statement["text"])


def test_ict_is_not_called_a_sector_with_shortages():
    text = read_mapping(FOLDER / "labour_market.yml")["ict"]["text"]
    assert "kleiner" in text
