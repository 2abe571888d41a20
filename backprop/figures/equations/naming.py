"""How the cells of a matrix are named: by a rule that is a line long, however many cells there are."""

from dataclasses import dataclass
from functools import lru_cache

Names = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of a matrix of `rows` × `columns` cells, all of which begin with `stem`.

    A table has two indices, W1[2,1]. A list, which has `ends`, has one: a row for each end, a1[2]@3. A `turned` one is
    drawn with its columns as rows. A single number has neither: C.
    """

    stem: str
    rows: int
    columns: int
    ends: tuple[str, ...] = ()
    turned: bool = False
    single: bool = False

    @property
    def cells(self) -> int:
        """How many cells the matrix has."""
        return self.rows * self.columns

    @property
    def names(self) -> Names:
        """The name of each cell, row by row as they are drawn."""
        if self.single:
            return ((self.stem,),)
        rows, columns = (self.columns, self.rows) if self.turned else (self.rows, self.columns)
        across = range(1, columns + 1)
        if self.ends:
            names = tuple(tuple(f"{self.stem}[{j}]{end}" for j in across) for end in self.ends)
        else:
            names = tuple(tuple(f"{self.stem}[{i},{j}]" for j in across) for i in range(1, rows + 1))
        return tuple(zip(*names, strict=True)) if self.turned else names

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """Row and column of each name."""
        return _places(self)

    def rule(self) -> dict[str, object]:
        """The same for figure_view.js, which writes the names of a large matrix itself."""
        return {
            "names": self.stem,
            "rows": self.rows,
            "columns": self.columns,
            "ends": self.ends,
            "turned": self.turned,
        }


@lru_cache(maxsize=256)
def _places(naming: Naming) -> dict[str, tuple[int, int]]:
    return {name: (i, j) for i, row in enumerate(naming.names) for j, name in enumerate(row)}
