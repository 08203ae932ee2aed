"""What a report says of a directive, summed up in one node: what whole-corpus tables read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.quads.turtle import concept_iri, date, iri, quote, triples


@dataclass(frozen=True, slots=True, order=True)
class Review:
    """An interim or final review, after so many years, by a body."""

    body: str
    activity: str
    years: int


@dataclass(frozen=True, slots=True)
class Account:
    """One report on one directive. `activities` are those said to be done or under way, in order of stages.

    `reached` is the highest stage said to be done, `rank` its rung; null where nothing on the ladder is.
    `rests_on` is the statement, task or mention that shows it best. Reviews are of bodies that several
    reports can speak of: two accounts with one of them speak of the same review.
    """

    report: str
    directive: str
    directive_path: str
    body: str | None
    start: str | None
    end: str | None
    mentions: int
    statements: int
    tasks: int
    activities: tuple[str, ...]
    reached: str | None
    rank: int | None
    rests_on: str
    held: tuple[Review, ...]
    planned: tuple[Review, ...]


def mint_account(account: Account) -> str:
    """Return an account's IRI."""
    return f"{account.report}/account/{account.directive_path}"


def account_turtle(account: Account) -> str:
    """Write an account."""
    only = account.activities == ("disseminate",)
    return triples(
        iri(mint_account(account)),
        (
            ("a", "dkg:Account"),
            ("dkg:inReport", iri(account.report)),
            ("dkg:ofDirective", iri(account.directive)),
            ("dkg:ofBody", iri(account.body) if account.body else None),
            ("dkg:periodStart", account.start and date(account.start)),
            ("dkg:periodEnd", account.end and date(account.end)),
            ("dkg:mentionCount", str(account.mentions)),
            ("dkg:statementCount", str(account.statements)),
            ("dkg:taskCount", str(account.tasks)),
            ("dkg:hasStage", ", ".join(concept_iri("activity", a) for a in account.activities) or None),
            ("dkg:restsOnDisseminationOnly", "true" if only else "false"),
            ("dkg:reachedStage", account.reached and concept_iri("activity", account.reached)),
            ("dkg:stageRank", str(account.rank) if account.rank else None),
            ("dkg:restsOn", iri(account.rests_on)),
            ("dkg:heldReview", _review_keys(account, account.held)),
            ("dkg:plannedReview", _review_keys(account, account.planned)),
            ("prov:wasDerivedFrom", iri(account.report)),
        ),
    )


def _review_keys(account: Account, reviews: tuple[Review, ...]) -> str | None:
    """Return what stores look a review up by: one literal, found by one index."""
    keys = (f"{r.body} {account.directive_path} {r.activity} {r.years}" for r in reviews)
    return ", ".join(map(quote, keys)) or None
