"""The same work on many items, in one process or several."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

import pytest

from tei_edition.workers import map_in_order


def square(number: int) -> int:
    return number * number


def slow_at_first(number: int) -> int:
    time.sleep(0.05 if number < 3 else 0)
    return number


def process_of(number: int) -> int:
    return os.getpid()


def fail_at_seventy(number: int) -> int:
    if number == 70:
        raise PermissionError(13, "not for you", "seventy.xml")
    return number


def test_results_come_in_the_order_of_the_items(start: str) -> None:
    assert [*map_in_order(slow_at_first, range(100), jobs=3)] == [*range(100)]


def test_several_processes_work(start: str) -> None:
    found = {*map_in_order(process_of, range(200), jobs=2)}
    assert found and os.getpid() not in found


def test_an_exception_comes_as_it_was(start: str) -> None:
    done = []
    with pytest.raises(PermissionError) as caught:
        for number in map_in_order(fail_at_seventy, range(200), jobs=2):
            done.append(number)
    assert caught.value.filename == "seventy.xml"
    assert done == [*range(64)]  # whole chunks


def test_who_stops_asking_leaves_no_process_behind(start: str) -> None:
    found = map_in_order(square, range(1000), jobs=2)
    assert next(found) == 0
    found.close()  # type: ignore[attr-defined]  # it is a generator


def test_few_items_and_one_job_need_no_process() -> None:
    assert {*map_in_order(process_of, range(200), jobs=1)} == {os.getpid()}
    assert {*map_in_order(process_of, range(20))} == {os.getpid()}


def test_the_first_item_can_be_done_in_this_process(start: str) -> None:
    first, *others = map_in_order(process_of, range(200), jobs=2, first_here=True)
    assert first == os.getpid()
    assert len(others) == 199 and os.getpid() not in others


def test_no_job_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="give 1 or more"):
        [*map_in_order(square, range(3), jobs=0)]


def test_no_items_give_nothing() -> None:
    assert [*map_in_order(square, [], jobs=4)] == []


def test_another_executor_is_used_and_left_open() -> None:
    with ThreadPoolExecutor(2) as threads:
        assert [*map_in_order(square, range(50), executor=threads)] == [n * n for n in range(50)]
        assert threads.submit(square, 3).result() == 9


class Counting(Executor):
    """Does the work at once; knows how much was handed to it before it was asked for."""

    def __init__(self) -> None:
        self.submitted = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.submitted += 1
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def test_results_do_not_pile_up() -> None:
    executor = Counting()
    items: Sequence[int] = range(10_000)
    next(map_in_order(square, items, executor=executor))
    assert executor.submitted < 20


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_command(sent: signal.Signals) -> None:
    program = (
        "import os, time\n"
        "from tei_edition.workers import map_in_order\n"
        "def work(number):\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(0.02)\n"
        "list(map_in_order(work, range(1000), jobs=2))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as command:
        assert command.stdout is not None
        seen: set[str] = set()
        while len(seen := {*seen, command.stdout.readline()}) < 2:
            pass
        if sent is signal.SIGINT:
            os.killpg(command.pid, sent)  # as a terminal does
        else:
            command.kill()
        # The output ends when the last process that holds it has ended.
        command.communicate(timeout=30)
