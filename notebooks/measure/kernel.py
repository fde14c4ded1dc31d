"""What a family makes of a shape on a GPU."""

from dataclasses import dataclass, field
from typing import Callable, Dict, List

from measure.conditions import Conditions


@dataclass
class Kernel:
    """
    calls: each runs the kernel once, on its own copy of the weights.
    conditions: under which it is measured; those asked for, or what they come to for this kernel.
    fields: columns of the row that are neither of the shape nor measured.
    """

    calls: List[Callable[[], object]]
    conditions: Conditions
    fields: Dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Software:
    """Whose kernel it is, as the reader names it."""

    backend: str
    version: str
