"""The mbo offers in this file are fictional: no real offer file is at hand."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from courses_support import send, served

from bot.courses.catalogue import build
from bot.courses.client import CourseClient
from bot.courses.commands import add_parser
from bot.courses.loaders.reading import UnusableFile, read_rows
from bot.courses.loading import Implausible, load
from bot.courses.query import CourseQuery
from bot.courses.search import CourseSearch
from bot.courses.seed import digest, read_seed, write_seed
from bot.courses.updating import UpdateFailed, Wanted, fetch, update

TODAY = date(2026, 11, 23)
HO = [
    "ONDERWIJSBESTUUR_NAAM",
    "ONDERWIJSAANBIEDERID",
    "ONDERWIJSAANBIEDER_NAAM",
    "SOORT",
    "OPLEIDINGSEENHEIDCODE",
    "ERKENDEOPLEIDINGSCODE",
    "VARIANT_VAN",
    "NAAM_LANG",
    "INTERNATIONALE_NAAM",
    "EINDDATUM",
    "NIVEAU",
    "STUDIELAST",
    "EIGENNAAM",
    "VORM",
    "VOERTAAL",
    "AANGEBODEN_OPLEIDING_EINDDATUM",
    "EERSTE_INSTROOMDATUM",
    "LAATSTE_INSTROOMDATUM",
    "WEBSITE",
    "AANGEBODEN_OPLEIDINGCODE",
    "ONDERWIJSLOCATIEPLAATS",
]
MBO = [
    "OPLEIDINGSEENHEID_NAAM",
    "OPLEIDINGSEENHEID_NIVEAU",
    "ERKENDEOPLEIDINGSCODE",
    "KWALIFICATIEDOSSIER",
    "NAAM",
    "ONDERWIJSAANBIEDERID",
    "PLAATSNAAM",
    "AANGEBODEN_OPLEIDINGCODE",
    "LEERTRAJECT",
    "MBONIVEAU",
    "VOERTAAL",
    "EIGENNAAM",
    "WEBSITE",
    "STUDIELAST",
    "OPLEIDINGSEENHEID_INTERNATIONALE_NAAM_ENGELS",
]
OFFER = {
    "ONDERWIJSAANBIEDER_NAAM": "Hogeschool Fictie", "SOORT": "OPLEIDING", "ERKENDEOPLEIDINGSCODE": "1",
    "NAAM_LANG": "Bouwkunde", "NIVEAU": "HBO-AD", "VORM": "VOLTIJD", "VOERTAAL": "NLD",
    "AANGEBODEN_OPLEIDINGCODE": "a", "ONDERWIJSLOCATIEPLAATS": "Ede",
}  # fmt: skip
MBO_OFFER = {
    "OPLEIDINGSEENHEID_NAAM": "Eerste monteur woning", "ERKENDEOPLEIDINGSCODE": "25835",
    "NAAM": "Fictief College", "PLAATSNAAM": "WOERDEN", "AANGEBODEN_OPLEIDINGCODE": "m1",
    "LEERTRAJECT": "BBL", "MBONIVEAU": "MBO-3", "WEBSITE": "https://fictief.example/monteur",
}  # fmt: skip


def text(columns, *rows, delimiter=","):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def ho_file(folder, *rows, encoding="utf-8-sig"):
    path = folder / "ho_opleidingsoverzicht.csv"
    path.write_text(text(HO, *rows), encoding=encoding)
    return path


def programmes(folder, **options):
    return load(folder, today=TODAY, **options).seed.programmes


def numbered(count, start=0):
    return [{**OFFER, "AANGEBODEN_OPLEIDINGCODE": f"a{n}"} for n in range(start, start + count)]


def test_an_offer_becomes_a_programme(tmp_path):
    ho_file(tmp_path, OFFER)
    (programme,) = programmes(tmp_path)
    assert (programme.name, programme.level, programme.form, programme.town) == (
        "Bouwkunde", "ad", "voltijd", "Ede",
    )  # fmt: skip
    assert programme.study_load == "120"


@pytest.mark.parametrize(
    ("change", "admits"),
    [
        ({"LAATSTE_INSTROOMDATUM": "2026-09-01"}, True),
        ({"LAATSTE_INSTROOMDATUM": "2026-08-31"}, False),
        ({"AANGEBODEN_OPLEIDING_EINDDATUM": "2026-08-31"}, False),
        ({"AANGEBODEN_OPLEIDING_EINDDATUM": "2027-08-31"}, True),
        ({"NIVEAU": "WO-MA"}, False),
        ({"AANGEBODEN_OPLEIDINGCODE": ""}, False),
        ({"NAAM_LANG": "KOM Minor Recht voor niet-juristen"}, False),
    ],
)
def test_only_what_still_admits_students_is_kept(tmp_path, change, admits):
    ho_file(tmp_path, {**OFFER, **change}, {**OFFER, "AANGEBODEN_OPLEIDINGCODE": "other"})
    assert len(programmes(tmp_path)) == 1 + admits


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({"NAAM_LANG": "B Verpleegkunde VT"}, "Verpleegkunde"),
        ({"NAAM_LANG": "Ad Engineering - Deeltijd"}, "Engineering"),
        ({"NAAM_LANG": "Associate degree Logistiek"}, "Logistiek"),
        ({"NAAM_LANG": "AD-ICT"}, "ICT"),
        ({"NAAM_LANG": "B Leisure & Events Mngt VT", "EIGENNAAM": "Leisure & Events"}, "Leisure & Events"),
        ({"NAAM_LANG": "Voltijd opleiding", "EIGENNAAM": "Dans"}, "Dans"),
        ({"NAAM_LANG": "Com\xadmu\xadnities"}, "Communities"),
    ],
)  # fmt: skip
def test_a_name_is_shown_without_the_registers_shorthand(tmp_path, names, shown):
    ho_file(tmp_path, {**OFFER, "ERKENDEOPLEIDINGSCODE": "", **names})
    assert programmes(tmp_path)[0].name == shown


def test_an_offer_without_a_location_gets_its_schools_main_town(tmp_path):
    nowhere = {**OFFER, "ONDERWIJSLOCATIEPLAATS": "", "AANGEBODEN_OPLEIDINGCODE": "b"}
    ho_file(tmp_path, OFFER, nowhere, {**nowhere, "ONDERWIJSAANBIEDER_NAAM": "Hogeschool Utrecht"})
    found = {p.organisation: p for p in programmes(tmp_path) if p.place_of == "school"}
    assert found["Hogeschool Fictie"].town == "Ede"


def test_a_school_with_recognised_programmes_only_is_not_lost(tmp_path):
    recognised = {
        "ONDERWIJSBESTUUR_NAAM": "Stichting Hanzehogeschool Groningen", "SOORT": "OPLEIDING",
        "OPLEIDINGSEENHEIDCODE": "r1", "NAAM_LANG": "Opleiding tot Fysiotherapeut", "NIVEAU": "HBO-BA",
    }  # fmt: skip
    ended = {**recognised, "OPLEIDINGSEENHEIDCODE": "r2", "EINDDATUM": "2020-01-01"}
    ho_file(tmp_path, OFFER, recognised, ended)
    (programme,) = [p for p in programmes(tmp_path) if p.town == "Groningen"]
    assert programme.form == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_read_in_every_encoding_that_registers_use(tmp_path, encoding):
    ho_file(tmp_path, {**OFFER, "NAAM_LANG": "Voeding en Diëtetiek"}, encoding=encoding)
    assert programmes(tmp_path)[0].name == "Voeding en Diëtetiek"


def test_ten_percent_broken_lines_are_reported_by_line_and_the_good_rows_kept(tmp_path):
    path = ho_file(tmp_path, *numbered(90))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    for number in range(10):
        lines.insert(5 + number * 9, '"broken","line')
    path.write_text("\n".join(lines), encoding="utf-8")
    loaded = load(tmp_path, today=TODAY)
    (report,) = loaded.reports
    assert len(loaded.seed.programmes) == 90
    assert sum(len(lines) for lines in report.problems.values()) == 10
    assert "line 6, 15, 24" in "\n".join(report.lines())


def test_a_value_may_hold_line_breaks(tmp_path):
    ho_file(tmp_path, {**OFFER, "WEBSITE": "https://x.example\n\nen meer"}, *numbered(3))
    assert len(programmes(tmp_path)) == 4


def test_a_quotation_mark_inside_a_name_breaks_nothing(tmp_path):
    path = ho_file(tmp_path, OFFER)
    path.write_text(
        path.read_text(encoding="utf-8-sig").replace("Hogeschool Fictie", 'De "Kempel"')
    )
    assert len(programmes(tmp_path)) == 1


def test_duplicate_identifiers_are_reported_and_the_first_kept(tmp_path):
    ho_file(tmp_path, OFFER, {**OFFER, "NAAM_LANG": "Iets anders"})
    loaded = load(tmp_path, today=TODAY)
    assert [p.name for p in loaded.seed.programmes] == ["Bouwkunde"]
    assert "duplicate" in "\n".join(loaded.reports[0].lines())


def test_empty_columns_and_empty_lines_are_no_error(tmp_path):
    path = ho_file(tmp_path, {**OFFER, "WEBSITE": "", "VOERTAAL": "", "STUDIELAST": ""})
    path.write_text(path.read_text(encoding="utf-8-sig") + "\n\n")
    assert len(programmes(tmp_path)) == 1


def test_a_column_that_is_gone_is_named(tmp_path):
    (tmp_path / "ho_opleidingsoverzicht.csv").write_text("NAAM_LANG,NIVEAU\nx,y\n")
    with pytest.raises(UnusableFile, match="AANGEBODEN_OPLEIDINGCODE"):
        load(tmp_path, today=TODAY)


def test_a_column_that_may_be_missing_is_reported(tmp_path):
    columns = [name for name in HO if name != "WEBSITE"]
    (tmp_path / "ho_opleidingsoverzicht.csv").write_text(text(columns, OFFER))
    (report,) = load(tmp_path, today=TODAY).reports
    assert "column WEBSITE is missing" in report.problems


@pytest.mark.parametrize("content", ["", "\n", "\x00\x01\x02"])
def test_a_file_that_is_no_table_is_refused(tmp_path, content):
    path = tmp_path / "ho_opleidingsoverzicht.csv"
    path.write_text(content)
    with pytest.raises(UnusableFile):
        read_rows(path, required=("NAAM_LANG",))


def test_a_file_with_ninety_percent_fewer_rows_is_refused(tmp_path):
    ho_file(tmp_path, *numbered(100))
    present = load(tmp_path, today=TODAY).seed
    ho_file(tmp_path, *numbered(9))
    with pytest.raises(Implausible):
        load(tmp_path, today=TODAY, present=present)
    ho_file(tmp_path, *numbered(60))
    assert len(programmes(tmp_path, present=present)) == 60


def test_parts_without_a_new_file_are_kept(tmp_path):
    ho_file(tmp_path, OFFER)
    present = replace(read_seed(), programmes=[])
    seed = load(tmp_path, today=TODAY, present=present).seed
    assert len(seed.qualifications) == len(present.qualifications)
    assert "ROC Midden Nederland" in {school.name for school in seed.organisations}


def mbo_files(folder):
    rows = [
        MBO_OFFER,
        {**MBO_OFFER, "AANGEBODEN_OPLEIDINGCODE": "m2", "LEERTRAJECT": "BOL"},
        {**MBO_OFFER, "AANGEBODEN_OPLEIDINGCODE": "m3", "MBONIVEAU": "MBO-9"},
        {**MBO_OFFER, "AANGEBODEN_OPLEIDINGCODE": "m1"},
    ]
    (folder / "mbo_opleidingsaanbod.csv").write_text(text(MBO, *rows), encoding="utf-8-sig")
    (folder / "mbo_opleidingsaanbod_cohorten.csv").write_text(
        "AANGEBODEN_OPLEIDINGCODE,COHORTCODE,INSTROOMMOMENT,BEGIN_AANMELDPERIODE,EINDE_AANMELDPERIODE\n"
        "m1,c1,2027-08-01,2026-10-01,2027-04-01\nm1,c2,2027-02-01,2026-10-01,\nm9,c3,2027-08-01,,\n"
    )


def test_real_mbo_offers_are_found_with_route_start_and_link(tmp_path, places, vocabulary):
    mbo_files(tmp_path)
    loaded = load(tmp_path, today=TODAY, present=read_seed())
    assert [p.route for p in loaded.seed.programmes if p.route] == ["bbl", "bol"]
    assert {c.code for c in loaded.seed.cohorts} == {"c1", "c2"}
    build(loaded.seed, tmp_path / "catalogue.sqlite", places=places)
    with served(tmp_path / "catalogue.sqlite") as base:
        search = CourseSearch(CourseClient(base), places, vocabulary)
        query = CourseQuery(
            place="woerden", subject="loodgieter", subject_kind="occupation", level="mbo3"
        )
        both = search.search(query).courses[0]
        only_bbl = search.search(replace(query, route="bbl")).courses[0]
        starts = search.starts(only_bbl)
    assert (both.name, both.school, both.town) == (
        "Eerste monteur woning", "Fictief College", "Woerden",
    )  # fmt: skip
    assert both.routes == ("bbl", "bol")
    assert only_bbl.link == "https://fictief.example/monteur"
    assert starts == ["2027-02-01", "2027-08-01"]


def test_addresses_give_a_school_its_website(tmp_path):
    ho_file(tmp_path, OFFER)
    header = "INSTELLINGSNAAM;PLAATSNAAM;INTERNETADRES\n"
    (tmp_path / "instellingenho.csv").write_text(
        header + "Hogeschool Fictie;EDE;www.fictie.example\nGeen Plaats;;\n", encoding="cp1252"
    )
    (school,) = load(tmp_path, today=TODAY).seed.organisations
    assert school.website == "https://www.fictie.example"


def test_a_town_is_the_one_of_its_name_that_has_the_school(tmp_path):
    rows = "naam,plaats\nYuverta,Horst\nYuverta,'s-Gravenhage\n"
    (tmp_path / "mbo_instellingen.csv").write_text(rows, encoding="utf-8")
    (school,) = load(tmp_path, today=TODAY).seed.organisations
    assert school.towns == "Horst (Limburg)|Den Haag"


def test_a_seed_is_written_as_it_was_read(tmp_path):
    seed = read_seed()
    write_seed(seed, tmp_path)
    assert read_seed(tmp_path) == seed
    assert digest(tmp_path) == digest()


def test_the_seed_is_small_and_says_where_it_comes_from():
    folder = Path(__file__).parents[2] / "data" / "courses"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 5_000_000
    for part in read_seed().provenance.values():
        assert part.licence and part.state and part.rows


def test_the_command_reports_and_leaves_the_catalogue_when_a_file_is_wrong(tmp_path, capsys):
    import argparse

    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    ho_file(tmp_path, OFFER)
    out = tmp_path / "out"
    arguments = parser.parse_args(["courses", "load", str(tmp_path), "--out", str(out)])
    assert arguments.run(arguments) == 0
    assert "1 rows read, 1 kept" in capsys.readouterr().out
    before = digest(out)
    (tmp_path / "ho_opleidingsoverzicht.csv").write_text("x\n")
    assert arguments.run(arguments) == 1
    assert "Nothing changed" in capsys.readouterr().err
    assert digest(out) == before


WANTED = (Wanted("ho_opleidingsoverzicht", "ho_opleidingsoverzicht", "ho_opleidingsoverzicht.csv"),)


def register(handler, body, *, stop_at=None):
    """DUO's catalogue with one file, which can stop halfway once and be resumed."""
    if "package_show" in handler.path:
        url = f"http://{handler.headers['Host']}/v7/ho_opleidingsoverzicht.csv"
        send(handler, {"result": {"resources": [{"name": "controle", "url": "x"}, {"url": url}]}})
        return
    start = int(handler.headers.get("Range", "bytes=0-")[6:-1])
    handler.send_response(206 if start else 200)
    handler.send_header("Content-Length", str(len(body) - start))
    handler.end_headers()
    end = stop_at if stop_at and not start else len(body)
    handler.wfile.write(body[start:end])
    handler.wfile.flush()
    if end < len(body):
        handler.close_connection = True


def test_an_update_that_broke_off_goes_on_where_it_stopped(tmp_path, misbehaving):
    body = text(HO, *numbered(400)).encode()
    server = misbehaving(lambda handler: register(handler, body, stop_at=20_000))
    said = []
    options = {"today": TODAY, "say": said.append, "ckan": server.base, "wanted": WANTED}
    with pytest.raises(UpdateFailed, match="run update again"):
        update(tmp_path / "files", tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()
    loaded = update(tmp_path / "files", tmp_path / "out", **options)
    assert len(loaded.seed.programmes) == 400
    assert (tmp_path / "files" / "ho_opleidingsoverzicht.csv").read_bytes() == body
    assert any("%" in line for line in said)


def test_a_file_that_is_already_here_is_not_fetched_again(tmp_path, misbehaving):
    import requests

    body = b"x" * 100
    server = misbehaving(lambda handler: register(handler, body))
    address = server.base + "/file.csv"
    for _ in range(2):
        fetch(requests.Session(), address, tmp_path / "file.csv", say=lambda line: None)
    assert len(server.paths) == 1


@pytest.mark.parametrize("status", [404, 500])
def test_an_update_without_the_register_changes_nothing(tmp_path, misbehaving, status):
    server = misbehaving(lambda handler: send(handler, "{}", status=status))
    with pytest.raises(UpdateFailed):
        update(
            tmp_path / "files", tmp_path / "out", today=TODAY, say=print, ckan=server.base,
            wanted=WANTED,
        )  # fmt: skip
    assert not (tmp_path / "out").exists()
