"""Writes docs/ontology.md from the Turtle of ontology/: `python docs/ontology_page.py`.

The page keeps the groups and the order of the Turtle, which were chosen for readers; what RDF itself
leaves unordered is sorted, so that the same ontology gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from unicodedata import normalize

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology"
PAGE = ROOT / "docs" / "ontology.md"
DKG = Namespace("https://w3id.org/directive-kg/ontology#")

GROUP = re.compile(r"^# (?P<title>.+)\n(?P<note>(?:# (?!-).+\n)*)# -{20,}\n", re.MULTILINE)
SUBJECT = re.compile(r"^dkg:(\w+)\n", re.MULTILINE)
CONCEPT = re.compile(r"^<([^>\s]+)>", re.MULTILINE)
PREFIXES = re.compile(r"^@(?:base|prefix) .+\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the ontology's file: its heading, the note below it, and the terms that it declares."""

    title: str
    note: str
    terms: tuple[URIRef, ...]


def read_groups(turtle: str) -> list[Group]:
    """Finds the groups of a Turtle text: ruled comments, and the subjects up to the next."""
    headings = list(GROUP.finditer(turtle))
    ends = [heading.start() for heading in headings[1:]] + [len(turtle)]
    return [
        Group(
            title=heading["title"],
            note=" ".join(line.removeprefix("# ") for line in heading["note"].splitlines()),
            terms=tuple(DKG[name] for name in SUBJECT.findall(turtle[heading.end() : end])),
        )
        for heading, end in zip(headings, ends, strict=True)
    ]


def render_page(folder: Path = ONTOLOGY) -> str:
    """Renders the whole page from the Turtle files of `folder`."""
    turtle = (folder / "directive-kg.ttl").read_text(encoding="utf-8")
    terms = Graph().parse(data=turtle, format="turtle")
    blocks = [
        render_head(terms),
        *(block for group in read_groups(turtle) for block in render_group(terms, group)),
        *render_disjoint(terms),
        *render_borrowed(terms),
        *render_schemes(folder),
        *render_examples(folder / "examples"),
    ]
    return "\n\n".join(blocks) + "\n"


def render_head(terms: Graph) -> str:
    """Renders the title, what the ontology is for, and its version and licence."""
    ontology = next(terms.subjects(RDF.type, OWL.Ontology))
    title, text = URIRef("http://purl.org/dc/terms/title"), URIRef("http://purl.org/dc/terms/description")
    licence = terms.value(ontology, URIRef("http://purl.org/dc/terms/license"))
    version = terms.value(ontology, OWL.versionInfo)
    return "\n\n".join(
        [
            f"# {in_language(terms, ontology, title, 'vi')} · {in_language(terms, ontology, title, 'en')}",
            "<!-- Written by docs/ontology_page.py from ontology/*.ttl; edit those. -->",
            f"{in_language(terms, ontology, text, 'vi')}<br>\n*{in_language(terms, ontology, text, 'en')}*",
            f"`dkg:` is `{DKG}`, version {version}, under <{licence}>.",
            "⊂: is a sort of. ≈: comes near to. [graph.md](graph.md) shows how the terms go together.",
        ]
    )


def render_group(terms: Graph, group: Group) -> Iterator[str]:
    """Renders one group: a table of its classes and one of its properties."""
    classes = [term for term in group.terms if (term, RDF.type, OWL.Class) in terms]
    properties = [term for term in group.terms if term not in classes]
    if group.terms:
        yield f"## {group.title}"
        if group.note:
            yield group.note
    if classes:
        header: tuple[str, ...] = ("lớp · class", "định nghĩa · definition")
        yield table(header, (render_class(terms, term) for term in classes))
    if properties:
        header = ("thuộc tính · property", "từ → đến · from → to", "định nghĩa · definition")
        yield table(header, (render_property(terms, term) for term in properties))


def render_class(terms: Graph, term: URIRef) -> tuple[str, str]:
    """Renders the row of a class."""
    return render_name(terms, term, RDFS.subClassOf), render_definition(terms, term)


def render_property(terms: Graph, term: URIRef) -> tuple[str, str, str]:
    """Renders the row of a property."""
    domain = render_ends(terms, inherited(terms, term, RDFS.domain))
    codomain = render_ends(terms, inherited(terms, term, RDFS.range))
    name = render_name(terms, term, RDFS.subPropertyOf)
    return name, f"{domain} → {codomain}", render_definition(terms, term)


def render_name(terms: Graph, term: URIRef, parent: URIRef) -> str:
    """Renders a term's labels, its name as a target for links, its parents and its near terms."""
    label, gloss = in_language(terms, term, RDFS.label, "vi"), in_language(terms, term, RDFS.label, "en")
    lines = [f'<a id="{term.removeprefix(DKG)}"></a>**{label}** · {gloss}', f"`{short(terms, term)}`"]
    parents = iris(terms.objects(term, parent))
    if parents:
        lines.append("⊂ " + ", ".join(link(terms, iri) for iri in parents))
    lines += ["≈ " + link(terms, iri) for iri in iris(terms.objects(term, SKOS.closeMatch))]
    if (term, RDF.type, OWL.FunctionalProperty) in terms:
        lines.append("một giá trị · one value")
    return "<br>".join(lines)


def render_definition(terms: Graph, term: Node, predicate: URIRef = SKOS.definition) -> str:
    """Renders a definition, or another text, in both languages."""
    vietnamese, english = (in_language(terms, term, predicate, language) for language in ("vi", "en"))
    return f"{vietnamese}<br>*{english}*"


def inherited(terms: Graph, term: URIRef, predicate: URIRef) -> Node | None:
    """The property's own domain or range, or that of the nearest property above it that has one."""
    lineage = terms.transitive_objects(term, RDFS.subPropertyOf)
    return next((end for above in lineage if (end := terms.value(above, predicate)) is not None), None)


def render_ends(terms: Graph, end: Node | None) -> str:
    """Renders a domain or range: a class, a union of classes, or a list of literals."""
    if end is None:
        return "·"
    if isinstance(end, URIRef):
        return link(terms, end)
    members = terms.value(end, OWL.unionOf) or terms.value(end, OWL.oneOf)
    return ", ".join(link(terms, member) for member in Collection(terms, cast(Node, members)))


def render_disjoint(terms: Graph) -> Iterator[str]:
    """Renders what can never be the same thing."""
    groups = [
        sorted(link(terms, member) for member in Collection(terms, terms_of))
        for axiom in terms.subjects(RDF.type, OWL.AllDisjointClasses)
        for terms_of in terms.objects(axiom, OWL.members)
    ]
    pairs = [
        sorted(link(terms, term) for term in pair)
        for pair in terms.subject_objects(OWL.disjointWith)
        if str(pair[0]).startswith(DKG)
    ]
    yield "## Những gì không bao giờ là một · What can never be the same thing"
    yield "\n".join(f"- {', '.join(names)}" for names in sorted(groups + pairs))


def render_borrowed(terms: Graph) -> Iterator[str]:
    """Renders the terms of other ontologies and how they serve here."""
    yield "## Thuật ngữ mượn · Borrowed terms"
    yield table(
        ("thuật ngữ · term", "dùng ở đây · here"),
        (
            (f"`{short(terms, term)}`", render_definition(terms, term, SKOS.scopeNote))
            for term in iris(terms.subjects(RDFS.isDefinedBy))
        ),
    )


def render_schemes(folder: Path) -> Iterator[str]:
    """Renders the concept schemes of all files, in the order in which each file writes them."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.ttl"))]
    concepts = Graph()
    for text in texts:
        concepts.parse(data=text, format="turtle")
    written = [URIRef(iri) for text in texts for iri in CONCEPT.findall(text)]
    order = {iri: place for place, iri in reversed(list(enumerate(written)))}
    yield "## Danh mục · Concept schemes"
    for scheme in sorted(iris(concepts.subjects(RDF.type, SKOS.ConceptScheme))):
        members = iris(concepts.subjects(SKOS.inScheme, scheme))
        members.sort(key=lambda iri: order.get(iri, len(order)))
        yield from render_scheme(concepts, scheme, members)
    for collection in iris(concepts.subjects(RDF.type, SKOS.OrderedCollection)):
        yield from render_collection(concepts, collection)


def render_scheme(concepts: Graph, scheme: URIRef, members: list[URIRef]) -> Iterator[str]:
    """Renders one concept scheme, with the words by which texts write each concept."""
    yield f"### {render_labels(concepts, scheme)}\n\n`<{scheme}>`"
    yield render_definition(concepts, scheme)
    yield table(
        ("mã · code", "tên · name", "định nghĩa · definition", "viết là · written as"),
        (
            (
                f"`{concepts.value(concept, SKOS.notation)}`",
                render_labels(concepts, concept),
                render_definition(concepts, concept),
                render_words(concepts, concept),
            )
            for concept in members
        ),
    )


def render_words(concepts: Graph, concept: URIRef) -> str:
    """Renders the words by which texts write a concept, in alphabetical order, đ beside d."""
    words = {str(word) for word in concepts.objects(concept, SKOS.altLabel)}
    return "; ".join(sorted(words, key=lambda word: (normalize("NFD", word.replace("đ", "d")), word)))


def render_collection(concepts: Graph, collection: URIRef) -> Iterator[str]:
    """Renders an ordered collection as a list, with the rank of each stage."""
    yield f"### {render_labels(concepts, collection)}\n\n`<{collection}>`"
    yield render_definition(concepts, collection)
    members = Collection(concepts, cast(Node, concepts.value(collection, SKOS.memberList)))
    ranks = [concepts.value(member, DKG.stageRank) for member in members]
    yield "\n".join(
        f"- {render_labels(concepts, member)}" + (f" ({rank})" if rank is not None else "")
        for member, rank in zip(members, ranks, strict=True)
    )


def render_labels(concepts: Graph, concept: Node) -> str:
    """Renders a concept's preferred labels, the Vietnamese first."""
    labels = (in_language(concepts, concept, SKOS.prefLabel, language) for language in ("vi", "en"))
    return " · ".join(labels)


def render_examples(folder: Path) -> Iterator[str]:
    """Renders the examples: the leading comment as prose, then the Turtle without its prefixes."""
    yield "## Ví dụ · Examples"
    yield "Each is a file in `ontology/examples/`; the prefixes, which stand there, are left out here."
    for path in sorted(folder.glob("*.ttl")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        comment = [line for line in lines if line.startswith("# ")]
        turtle = PREFIXES.sub("", "".join(lines[len(comment) :])).strip()
        prose = " ".join(line.removeprefix("# ").strip() for line in comment)
        yield f"### {path.stem}\n\n{prose}\n\n```turtle\n{turtle}\n```"


def in_language(graph: Graph, subject: Node, predicate: URIRef, language: str) -> str:
    """The text of `predicate` in `language`, or "" where there is none."""
    texts = (text for text in graph.objects(subject, predicate) if isinstance(text, Literal))
    return min((str(text) for text in texts if text.language == language), default="")


def iris(nodes: Iterable[Node]) -> list[URIRef]:
    """The IRIs among `nodes`, once each and sorted."""
    return sorted({node for node in nodes if isinstance(node, URIRef)})


def short(terms: Graph, term: Node) -> str:
    """A term as the Turtle writes it: "dkg:Report", or a quoted literal."""
    return term.n3(terms.namespace_manager)


def link(terms: Graph, term: Node) -> str:
    """A term in code type, linked to its row where it is one of ours."""
    name = f"`{short(terms, term)}`"
    return f"[{name}](#{term.removeprefix(DKG)})" if isinstance(term, URIRef) and term in DKG else name


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Renders a Markdown table."""
    cells = [header, tuple("---" for _ in header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells)


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
