"""The words of the comparison, and the assignment against scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kehoach_parser.comparison import synonyms, vocabulary
from kehoach_parser.comparison.assignment import assign

WORDS = vocabulary.load()


@pytest.mark.parametrize("entry", WORDS.classes, ids=lambda entry: entry.id)
def test_examples_of_noun_classes(entry: vocabulary.NounClass) -> None:
    assert entry.matches and entry.rejects
    for text in entry.matches:
        assert vocabulary.find_class(text) == entry.id, text
    for text in entry.rejects:
        assert vocabulary.find_class(text) != entry.id, text


@pytest.mark.parametrize("entry", WORDS.contrasts, ids=lambda entry: entry.id)
def test_examples_of_contrasts(entry: vocabulary.Contrast) -> None:
    assert entry.matches and entry.rejects
    for text in entry.matches:
        assert entry.id in {name for name, _ in vocabulary.find_contrasts(text)}, text
    for text in entry.rejects:
        assert entry.id not in {name for name, _ in vocabulary.find_contrasts(text)}, text


@pytest.mark.parametrize("entry", WORDS.kindred, ids=lambda entry: entry.id)
def test_examples_of_kindred(entry: vocabulary.Kindred) -> None:
    assert len(entry.matches) > 2 and len(entry.rejects) > 1
    for wanted, pairs in ((True, entry.matches), (False, entry.rejects)):
        for pair in pairs:
            one, other = pair.split("|")
            weights = vocabulary.weigh(one).weights, vocabulary.weigh(other).weights
            assert vocabulary.are_kindred(*weights, one, other) == wanted, pair


@pytest.mark.parametrize("group", synonyms.load().groups, ids=lambda group: group.id)
def test_examples_of_synonyms(group: synonyms.Group) -> None:
    assert len(group.terms) > 1 and len(group.matches) > 2 and len(group.rejects) > 1
    name = synonyms.MARK + group.id
    for text in group.matches:
        assert name in synonyms.find_groups(text.lower()), text
    for text in group.rejects:
        assert name not in synonyms.find_groups(text.lower()), text


def test_no_term_is_of_two_groups() -> None:
    groups = synonyms.load().groups
    assert len(synonyms.load().owner) == sum(len(group.terms) for group in groups)


PATTERNS = (
    *WORDS.adverbials,
    *WORDS.plain_titles,
    *WORDS.concerned,
    *WORDS.each,
    *WORDS.whole,
    *WORDS.all_of,
    *WORDS.horizon,
    *WORDS.yearly,
    *WORDS.growth,
    *WORDS.ways,
    *WORDS.clauses,
)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.id)
def test_examples_of_patterns(pattern: vocabulary.Pattern) -> None:
    assert pattern.matches and pattern.rejects
    for text in pattern.matches:
        assert pattern.may_stand(text.lower()) and pattern.regex.search(text.lower()), text
    for text in pattern.rejects:
        assert not pattern.regex.search(text.lower()), text


def test_a_list_of_level_nouns_counts_once() -> None:
    bag = vocabulary.weigh("100% xã, phường, thị trấn")
    assert bag.weights["#level"] == vocabulary.CLASS_WEIGHT
    assert {"#xã", "#phường", "#thị trấn"} <= bag.weights.keys()


def test_the_own_place_is_left_out() -> None:
    assert "phòng ngừa" in vocabulary.weigh("phòng ngừa tại Hải Phòng", vocabulary.Context(("hải phòng",))).weights
    assert "hải" not in vocabulary.weigh("phòng ngừa tại Hải Phòng", vocabulary.Context(("hải phòng",))).weights


MATRICES = hnp.arrays(
    float,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=8),
    elements=st.sampled_from([0.0, 0.0, 0.25, 0.5, 0.51, 0.7, 1.0]),
)


@settings(deadline=None)
@given(MATRICES)
def test_assignment_is_as_good_as_scipys(scores: np.ndarray) -> None:
    from scipy.optimize import linear_sum_assignment

    pairs = assign(scores)
    rows, columns = linear_sum_assignment(scores, maximize=True)
    assert sum(scores[pair] for pair in pairs) == pytest.approx(scores[rows, columns].sum())
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(scores[pair] > 0 for pair in pairs)


def test_what_happens_to_the_counted_is_not_the_counted() -> None:
    assert vocabulary.take_core("dân số đô thị được cung cấp nước sạch") == "dân số đô thị"
    assert vocabulary.take_core("xã đạt chuẩn nông thôn mới") == "xã"
    assert vocabulary.take_core("Đạt chuẩn") == "Đạt chuẩn"
    assert vocabulary.take_core("") == ""


def test_an_abbreviation_is_defined_by_the_initials_before_it() -> None:
    found = vocabulary.read_definitions("tham gia bảo hiểm y tế (viết tắt là BHYT); Sở Nội vụ (ABC); tổ hòa giải (THG)")
    assert found == {"BHYT": "bảo hiểm y tế", "THG": "tổ hòa giải"}
    context = vocabulary.Context((), {"THG": "tổ hòa giải"})
    assert vocabulary.spell_out("70% THG ở xã", context) == "70% tổ hòa giải ở xã"
