"""Examples: worked examples that others have published, each with its printed numbers beside the computed ones."""

from backprop.interface import session
from backprop.interface.gallery import gallery

gallery.show()
session.finish()
