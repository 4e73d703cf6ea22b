"""Units made by several processes."""

from __future__ import annotations

import multiprocessing
import pickle
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait

from unstuck.errors import UnstuckError
from unstuck.output import OutputFile
from unstuck.site.unit import Unit

# Below this many units, starting workers costs more than they save.
PARALLEL_FROM = 200
_BATCH = 20

Batch = list[tuple[int, list[OutputFile]]]


def make_units(units: Sequence[Unit], jobs: int) -> Iterator[tuple[Unit, list[OutputFile]]]:
    """The files of units, in any order.

    Workers are forks of this process: they have the units with all that these refer to, and send back files alone.
    Where processes cannot be forked safely, the files are made here.
    """
    if jobs <= 1 or len(units) < PARALLEL_FROM or not sys.platform.startswith("linux"):
        for unit in units:
            yield unit, list(unit.make())
        return
    context = multiprocessing.get_context("fork")
    pipes: list[Connection] = []
    workers = []
    try:
        for number in range(jobs):
            receiver, sender = context.Pipe(duplex=False)
            worker = context.Process(target=_work, args=(units, range(number, len(units), jobs), sender), daemon=True)
            worker.start()
            sender.close()
            pipes.append(receiver)
            workers.append(worker)
        done = 0
        while pipes:
            for ready in wait(pipes):
                assert isinstance(ready, Connection)  # noqa: S101
                try:
                    batch: Batch | Exception = pickle.loads(ready.recv_bytes())  # noqa: S301  (our own fork sent it)
                except EOFError:
                    pipes.remove(ready)
                    continue
                if isinstance(batch, Exception):
                    raise batch
                for place, files in batch:
                    done += 1
                    yield units[place], files
        if done < len(units):
            raise UnstuckError("a worker died while making pages; try --jobs 1")
    finally:
        for worker in workers:
            worker.kill()
            worker.join()


def _work(units: Sequence[Unit], places: range, sender: Connection) -> None:
    batch: Batch = []
    try:
        for place in places:
            batch.append((place, list(units[place].make())))
            if len(batch) >= _BATCH:
                sender.send_bytes(pickle.dumps(batch, protocol=5))
                batch = []
        sender.send_bytes(pickle.dumps(batch, protocol=5))
    except Exception as error:  # noqa: BLE001  (whatever it is, it is raised where the units are asked for)
        sender.send_bytes(pickle.dumps(error if isinstance(error, UnstuckError) else RuntimeError(repr(error))))
    sender.close()
