"""``make bench``: how long things take, each as a ratio to its yardstick in the same run.

A yardstick is the least anybody could do for the same outcome with the same library, so that a
ratio means the same on a slow and on a fast machine. A ratio that has a goal is held to it: the
command ends with 1 if one is missed.

``python -m tests.benchmarks registers`` measures one part alone.
"""

import sys

from tests.benchmarks.timing import Board

PARTS = ("main_job", "commands", "registers")


def main(names: list[str]) -> int:
    """Measure all parts, or those named."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"There is no part {unknown[0]}; the parts are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    board = Board()
    for name in names or PARTS:
        # Loaded one by one: the register needs its settings before Django has any.
        part = __import__(f"tests.benchmarks.{name}", fromlist=["measure"])
        part.measure(board)
    for missed in board.missed:
        print(f"missed: {missed}", file=sys.stderr)
    return 1 if board.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
