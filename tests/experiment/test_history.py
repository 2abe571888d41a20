"""Undo and redo walk back and forth through edits; one drag is one step."""

from backprop.experiment.edits import set_value
from backprop.experiment.history import MOST_STEPS, History


def w(history):
    return history.present.network.layers[0].W[0, 0]


def do(history, value, scrub=None):
    return history.do(set_value(history.present, "W1[1,1]", value), scrub)


def test_undo_and_redo(worked):
    start = History(worked)
    assert not start.can_undo
    assert not start.can_redo
    two = do(do(start, 1), 2)
    assert [w(h) for h in (two, two.undo(), two.undo().undo(), two.undo().undo().redo())] == [2, 1, 0.1, 1]
    assert two.undo().undo().present == worked
    assert start.undo() == start
    assert two.redo() == two


def test_an_edit_ends_the_undone_future(worked):
    changed = do(do(do(History(worked), 1), 2).undo(), 3)
    assert not changed.can_redo
    assert [w(changed), w(changed.undo())] == [3, 1]


def test_one_drag_is_one_step(worked):
    history = do(History(worked), 1)
    for i in range(50):
        history = do(history, 2 + i / 100, scrub="drag 1")
    history = do(history, 5, scrub="drag 2")
    assert [w(history), w(history.undo()), w(history.undo().undo()), w(history.undo().undo().undo())] == [
        5,
        2.49,
        1,
        0.1,
    ]


def test_a_drag_back_to_where_it_began_is_no_step(worked):
    history = do(History(worked), 1)
    history = do(do(do(history, 2, scrub="drag"), 1, scrub="drag"), 3, scrub="drag")
    assert [w(history), w(history.undo()), w(history.undo().undo())] == [3, 1, 0.1]
    back = do(history, 1, scrub="drag")
    assert [w(back), w(back.undo()), back.undo().can_undo] == [1, 0.1, False]


def test_after_undo_the_same_drag_is_a_new_step(worked):
    history = do(do(History(worked), 1), 2, scrub="drag").undo()
    assert w(do(history, 3, scrub="drag").undo()) == 1


def test_changing_nothing_is_no_step(worked):
    assert not do(History(worked), 0.1).can_undo


def test_bounded(worked):
    history = History(worked)
    for i in range(MOST_STEPS + 50):
        history = do(history, i)
    assert len(history.past) == MOST_STEPS
