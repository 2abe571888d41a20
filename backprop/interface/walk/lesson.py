"""The words and formulas of a step as one Markdown text, the same that the explanation panel is made from."""

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity
from backprop.figures.ink.palette import Theme
from backprop.interface.explanation import formulas
from backprop.interface.explanation.actions import action, choice
from backprop.interface.explanation.panel import NOTATIONS
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.interface.walk.parts import WORDS, WordsPart
from backprop.lessons.formulas.context import Context
from backprop.lessons.formulas.derivations import explain
from backprop.lessons.formulas.wording import meaning, words
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.notation.writing import colour
from backprop.lessons.walk.lesson import lesson
from backprop.lessons.walk.steps import UPDATE, Step
from backprop.lessons.walk.update import update
from backprop.lessons.walk.veil import Veil
from backprop.lessons.walk.words import on_edges


def words_of(
    step: Step, evaluation: Evaluation, detail: Quantity | None, veil: Veil, state: Session
) -> WordsPart:
    """The title and two sentences: they are no formulas, and a browser draws them faster as they are."""
    if detail is None:
        edges = on_edges(step.kind, step.layer, Notation.of(evaluation))
        return words_part(step.title, " ".join(step.why), edges)
    site = Context(evaluation, detail, state.sample)
    said = "Predict it first." if veil else meaning(site, evaluation.value(detail, state.sample))
    return words_part(f"{detail}: {words(site)}", said, "")


def words_part(title: str, said: str, edges: str) -> WordsPart:
    """The part of the stage."""
    return {"kind": "words", "module": WORDS.module, "title": title, "said": said, "edges": edges}


def text(
    step: Step,
    evaluation: Evaluation,
    detail: Quantity | None,
    veil: Veil,
    state: Session,
    theme: Theme,
) -> str:
    """The rule, the numbers, and the result large."""
    view = state.view
    hidden = bool(veil)
    written = lesson(
        evaluation,
        step,
        state.sample,
        view.numbers,
        view.notation,
        detail=detail,
        hidden=hidden,
        brief=view.present,
    )
    sections = [choice("notation", NOTATIONS, view.notation)] if detail is None and not view.present else []
    if detail is not None:  # on a small screen it floats over the figures
        sections.append(action("Close", "select", "", "Escape"))
    sections += [formulas.display(lines, theme) for lines in (written.rule, written.numbers) if lines]
    for answer in written.answers:  # a formula that is a paragraph of its own is large
        latex = colour(answer, forward=theme.forward_ink, backward=theme.backward_ink)
        sections.append(rf"${latex}$")
    if step.kind == UPDATE and detail is None and not hidden:
        sections.append(_outcome(evaluation, state))
    if written.remark:
        sections.append(plain(written.remark))
    if not hidden and not view.present:
        sections += _long_way(step, evaluation, detail, state, theme)
    return "\n\n".join(sections)


def _outcome(evaluation: Evaluation, state: Session) -> str:
    """What the gradient predicted of the update."""
    found, write = update(evaluation), state.view.numbers
    return (
        f"Predicted by the gradient, C − η ‖∇C‖²: **{write(found.predicted)}**. "
        f"C before the update: **{write(found.before)}**, after it: **{write(found.after)}**."
    )


def _long_way(
    step: Step, evaluation: Evaluation, detail: Quantity | None, state: Session, theme: Theme
) -> list[str]:
    """Where loss and activation belong together: the long way, and why it collapses."""
    if step.kind != "delta":
        return []
    number = detail or evaluation.quantities(step.kind, step.layer)[0]
    asides = explain(evaluation, number, state.sample, state.view.numbers).asides
    return [section for aside in asides for section in formulas.long_way(aside, theme)]
