"""Action links: Markdown links whose address, such as #select:W1[2,1], is something that actions.js does.

To add one, write it with `action` and give its kind a row in the table of stage/actions.js.
"""

from collections.abc import Mapping
from urllib.parse import quote

from backprop.interface.parts import ACTIONS, ActionsPart
from backprop.lessons.formulas.derivations import Derivation


def action(text: str, kind: str, argument: str, hint: str = "") -> str:
    """A link; `text` is Markdown, `hint` is plain and shows when the link is pointed at."""
    title = f' "{hint}"' if hint else ""
    return f"[{text}](#{kind}:{quote(argument, safe='')}{title})"


def choice(kind: str, titles: Mapping[str, str], chosen: str) -> str:
    """Links beside one another of which one holds; it is bold, which actions.js takes for pressed."""
    return " ".join(
        action(f"**{title}**" if each == chosen else title, kind, each) for each, title in titles.items()
    )


def reactions(derivation: Derivation | None) -> ActionsPart:
    """What the links need to know in the browser: what is explained, how to say it aloud, and what to copy."""
    if derivation is None:
        return {"kind": "actions", "module": ACTIONS.module, "name": "", "spoken": "", "copy": {}}
    return {
        "kind": "actions",
        "module": ACTIONS.module,
        "name": str(derivation.quantity),
        "spoken": f"{derivation.words}: {derivation.result}",
        "copy": {"latex": derivation.latex(), "text": derivation.text()},
    }
