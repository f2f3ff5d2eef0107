"""The measurement of a statistical layer (`bench/layer.py`) does what its tables say: it learns, and never from the paper that it is tried on."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).parents[1] / "bench" / "layer.py"


@pytest.fixture(scope="module")
def layer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_layer", PATH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_it_learns_what_tells_actions_and_leaves_the_paper_out(layer: ModuleType) -> None:
    known = [layer.Example(f"paper {n % 4}", ("will" if n % 2 else "was", "the"), bool(n % 2), False) for n in range(24)]
    chances = layer._left_out(known, known)
    assert all((chance > 0.5) == one.action for one, chance in zip(known, chances, strict=True))
    turned = [layer.Example("odd", ("will", "the"), False, False) for _ in range(24)]
    assert layer._left_out([*known, *turned], turned).min() > 0.5


def test_the_annotated_letters_give_sentences_of_both_sorts(layer: ModuleType) -> None:
    marks_of = layer._marks_of_gold(layer.LETTERS / "gold")
    source = layer.read_source(layer.LETTERS / "parish-minutes.txt")
    (within, *golds), *_ = marks_of(source).values()
    assert len(golds) >= 5
    assert all(within.start <= at.start < within.end for at in golds)


def test_the_figures_are_precision_recall_and_f1(layer: ModuleType) -> None:
    tried = [layer.Example("a", (), action, False) for action in (True, True, False, False)]
    assert layer._f1(tried, [True, False, True, False]) == pytest.approx((0.5, 0.5, 0.5))
