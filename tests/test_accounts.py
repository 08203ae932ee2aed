"""Accounts: what one report says of one directive, summed up."""

from __future__ import annotations

from kg.store import Store
from kg.vocabulary import read_stages, read_vocabulary
from made import Said, Told, make_report, store_of

_REACHED = """
PREFIX dkg: <https://w3id.org/directive-kg/ontology#>
SELECT ?stage ?rung WHERE { GRAPH ?g { ?account dkg:reachedStage ?stage ; dkg:stageRank ?rung } }
"""


def test_the_ladder_of_stages_is_read_with_the_vocabulary() -> None:
    activities = read_vocabulary().schemes["activity"]
    assert activities["disseminate"].stage_rank == 1
    assert activities["issue"].stage_rank is None
    assert list(read_stages())[-1] == "final_review"


def test_an_account_tells_the_highest_stage_that_is_done() -> None:
    said = (
        Said("05-CT/TW", date="2016-05-15", activity="disseminate"),
        Said("05-CT/TW", activity="implement"),
        Said("05-CT/TW", activity="final_review", status="planned"),
    )
    told = Told("a.txt", "Tỉnh ủy Hà Tĩnh", "Hà Tĩnh", "2018-01-01", "2018-06-30", said=said)
    with store_of([make_report(told)]) as store:
        assert reached(store) == [("implement", "3")]


def reached(store: Store) -> list[tuple[str, str]]:
    rows = ((row["stage"], row["rung"]) for row in store.select(_REACHED))
    return [(stage.value.rpartition("/")[2], rung.value) for stage, rung in rows if stage and rung]
