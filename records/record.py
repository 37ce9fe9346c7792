"""What the typed records of profiles and courses have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass that is pickled as its values: the standard way takes half as long again."""
    frozen: Any = dataclass(frozen=True, slots=True)(cls)
    frozen.__reduce__ = _as_values
    return frozen  # type: ignore[no-any-return]


def _as_values(self: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    return type(self), tuple([getattr(self, name) for name in self.__match_args__])
