"""Operations as the matrix products they are."""
