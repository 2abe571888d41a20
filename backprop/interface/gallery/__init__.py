"""The examples page: worked examples that others have published, their printed numbers beside the computed ones."""
