import gc

import pytest

from bot import garbage


@pytest.fixture(autouse=True)
def usual_again():
    usual = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*usual)


def test_garbage_is_looked_for_less_often_while_loading_than_after():
    garbage.seldom_while_loading()
    loading = gc.get_threshold()
    garbage.never_in_what_is_loaded()
    assert loading[0] > 10 * gc.get_threshold()[0]


def test_what_is_loaded_is_not_looked_through_until_it_is_replaced():
    garbage.never_in_what_is_loaded()
    assert gc.get_freeze_count() > 0
    garbage.everywhere()
    assert gc.get_freeze_count() == 0
