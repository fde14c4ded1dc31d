"""
One module for each kind of kernel. A family says

    name       of its file, without .csv
    shape      columns that say what is measured
    texts      those that are words, with what each may be
    usual      values of columns that a file of shapes may leave out
    fields     columns beside the shape that are not measured
    results    columns that are
    shapes()   those measured when the user gives none
    conditions what those asked for come to for a shape
    software   whose kernels run
    prepare    operands and calls, on the GPU
"""

from measure.families.attention import Decode, Encoder, Prefill
from measure.families.collectives import AllReduce, Collectives
from measure.families.elementwise import Elementwise
from measure.families.energy import Energy
from measure.families.gemm import Gemm
from measure.families.moe import Moe

FAMILIES = (
    Gemm(),
    Prefill(),
    Decode(),
    Encoder(),
    Elementwise(),
    Moe(),
    AllReduce(),
    Collectives(),
    Energy(),
)
