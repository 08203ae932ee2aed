"""The ladder of stages is one, by whichever way it is read, and accounts know their rung."""

from __future__ import annotations

from tests.made import Said, Told, make_report, store_of

from kg.vocabulary import read_stages, read_vocabulary


def test_concepts_and_ladder_agree() -> None:
    activities = read_vocabulary().schemes["activity"].values()
    assert {a.code: a.stage_rank for a in activities if a.stage_rank} == read_stages() != {}


def test_an_account_knows_the_highest_stage_reached() -> None:
    said = (
        Said("05-CT/TW", "2016-05-15"),
        Said("05-CT/TW", "2016-05-15", activity="interim_review", years=5),
    )
    store = store_of(
        [make_report(Told("a.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2021-01-01", "2021-12-31", said=said))]
    )
    ranks = {row["rank"].value for row in store.select(
        "PREFIX dkg: <https://w3id.org/directive-kg/ontology#> "
        "SELECT ?rank WHERE { GRAPH ?g { ?account a dkg:Account ; dkg:stageRank ?rank } }"
    ) if row["rank"]}  # fmt: skip
    assert ranks == {"5"}
