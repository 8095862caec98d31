"""How an engine is run by peers.py: in a process of its own, so that its threads, memory and start are its own.

    ENGINE memory ROWS.csv COUNT             nanoseconds a row in memory, one thread, and the checksum
    ENGINE files ROWS.csv RESULT.csv THREADS  nanoseconds for the whole file, start of the process not counted
"""
import json
import time

from policy import Checksum

PASSES = 9


def median(work, passes=PASSES):
    """Nanoseconds; one pass before is not counted."""
    times = []
    for _ in range(passes + 1):
        start = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - start)
    return sorted(times[1:])[passes // 2]


def serve(arguments, memory, files=None):
    """Does what the command line asks for with an engine's two functions.

    memory(path, count) gives a function to time and one that gives net, VAT and flags of all rows;
    files(path, result, threads) prices a file into another.
    """
    if arguments[0] == "memory":
        path, count = arguments[1], int(arguments[2])
        run, results = memory(path, count)
        nanoseconds = median(run) if count > 1 else run()
        checksum = Checksum()
        for net, vat, flags in results():
            checksum.add(net, vat, flags)
        print(json.dumps({"nanoseconds": nanoseconds, "checksum": checksum.sum}))
    else:
        start = time.perf_counter_ns()
        files(arguments[1], arguments[2], int(arguments[3]))
        print(json.dumps({"nanoseconds": time.perf_counter_ns() - start}))
