"""The case on the page: what the mistake is, what the check says of it, and the program with the lines that differ."""

from backprop.core.evaluation import Evaluation
from backprop.interface.bug_lab.parts import CASE, CasePart
from backprop.lessons.bugs.lab import Finding, code_of
from backprop.lessons.bugs.listing import TwoLines, listing
from backprop.lessons.bugs.mistakes import MISTAKES
from backprop.lessons.bugs.riddles import answer_words, told
from backprop.lessons.bugs.words import pattern, verdict

NOTHING = (
    "Each line of this list is a mistake that people make in a backward pass. Switch one on: you see the line of the "
    "program, which gradients it breaks, what a gradient check says, and whether training would tell.",
    "One is on at a time, so that the pattern of red is its own.",
)


def right_program(evaluation: Evaluation) -> CasePart:
    """The case while no mistake is on."""
    return case("The right program", "", "", NOTHING, plain(evaluation))


def known(key: str, finding: Finding, evaluation: Evaluation) -> CasePart:
    """The case of a mistake that is on."""
    mistake = MISTAKES[key]
    failed = finding.check is not None and not finding.check.ok
    tone = "failed" if failed else "ok" if finding.runs else "caution"
    paragraphs = [mistake.why] + ([mistake.seen, mistake.silent] if failed else [])
    if mistake.order == "kept" and finding.runs:
        rate = f"{evaluation.learning_rate:g}"
        paragraphs.insert(
            0, f"All numbers here are those of the second step, after one update with η = {rate}."
        )
    return case(mistake.title, tone, verdict(key, finding), paragraphs, code_of(key, evaluation))


def riddle(key: str, finding: Finding, evaluation: Evaluation, seed: int, guess: str) -> CasePart:
    """The case of a mistake that is to be found: the pattern, and what is said of a guess."""
    assert finding.check is not None
    hint = "Look at which gradients are wrong, by how much, and whether a whole row, column or layer is off alike."
    said = [answer_words(evaluation, seed, guess)] if guess else [hint]
    if MISTAKES[key].order == "kept":
        said.append(f"All numbers here are those after one update with η = {evaluation.learning_rate:g}.")
    return case(
        "Guess the bug",
        "failed",
        pattern(finding.check, finding.at),
        said,
        plain(evaluation),
    )


def solution(key: str, finding: Finding, evaluation: Evaluation, seed: int, guess: str) -> CasePart:
    """The case of a riddle that is solved, or given up."""
    assert finding.check is not None
    words = answer_words(evaluation, seed, guess) if guess else told(evaluation, seed)
    shown = pattern(finding.check, finding.at)
    return case("Guess the bug", "ok" if guess else "caution", words, [shown], code_of(key, evaluation))


def case(
    title: str, tone: str, said: str, paragraphs: list[str] | tuple[str, ...], lines: list[TwoLines]
) -> CasePart:
    """The part of the stage."""
    return {
        "kind": "case",
        "module": CASE.module,
        "title": title,
        "tone": tone,
        "verdict": said,
        "paragraphs": paragraphs,
        "label": "The backward pass as a program",
        "lines": lines,
    }


def plain(evaluation: Evaluation) -> list[TwoLines]:
    return listing(evaluation.network, evaluation.loss, evaluation.n_samples, {})
