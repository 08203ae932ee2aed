"""Named entities of underthesea, run by the Python that has it installed; this package is not needed.

Reads a JSON list of texts, writes {"seconds": process time, "entities": [[[start, end, label] …] …]}.
"""

import json
import sys
import time
from collections.abc import Callable


def main() -> None:
    """Read texts on stdin and write entities on stdout."""
    # Imported here: the package's own environment has no underthesea, and its tools import this module.
    from underthesea import ner, sent_tokenize  # noqa: PLC0415

    texts = json.load(sys.stdin)
    ner("Tỉnh ủy Nam Định họp.")  # reads its models
    began = time.process_time()
    found = [_entities(text, ner, sent_tokenize) for text in texts]
    json.dump({"seconds": time.process_time() - began, "entities": found}, sys.stdout)


def _entities(
    text: str,
    ner: Callable[[str], list[tuple[str, str, str, str]]],
    sentences: Callable[[str], list[str]],
) -> list[list[int | str]]:
    """Join B- and I- tags; find each token's place, as underthesea gives words without offsets."""
    entities: list[list[int | str]] = []
    at = 0
    for sentence in sentences(text):
        label = None
        for word, _, _, tag in ner(sentence):
            start = at
            for i, syllable in enumerate(word.split()):
                place = text.find(syllable, at, at + len(word) + 40)
                if place < 0:
                    continue
                start, at = (place if i == 0 else start), place + len(syllable)
            kind = tag[2:] if tag != "O" else None
            if kind and tag.startswith("I-") and kind == label:
                entities[-1][1] = at
            elif kind:
                entities.append([start, at, kind])
            label = kind
    return entities


if __name__ == "__main__":
    main()
