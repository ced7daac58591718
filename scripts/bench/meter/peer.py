"""Measures GPU energy with one of the other tools, as its own documentation says to use it, and prints what it told.

usage: peer.py TOOL FROM TO

TOOL is codecarbon, zeus, carbontracker or poll. It measures from FROM to TO, in seconds of CLOCK_MONOTONIC; what it loads, it
loads before. Prints {"joules", "from", "to"}: what it told, and between which moments it measured by its own account, so
that it is not charged for the seconds that some take to start and to stop.
Nothing leaves this machine: sockets of the internet can't be opened.
"""

import json
import logging
import os
import socket
import sys
import time
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)


class LocalSocket(socket.socket):
    def connect(self, address):
        if self.family != socket.AF_UNIX:
            raise OSError("no network in a benchmark")
        super().connect(address)

    connect_ex = connect


socket.socket = LocalSocket


def codecarbon():
    from codecarbon import OfflineEmissionsTracker

    tracker = OfflineEmissionsTracker(
        country_iso_code="FRA", save_to_file=False, log_level="critical", allow_multiple_runs=True
    )

    # What it does for seconds at its start, where it has put that off so far.
    getattr(tracker, "_ensure_hardware_ready", lambda: None)()
    window = []
    measure = tracker._do_measurements

    def measure_and_note():
        window[1:] = [time.monotonic()]
        measure()

    tracker._do_measurements = measure_and_note

    def start():
        window.append(time.monotonic())
        tracker.start()

    def stop():
        tracker.stop()
        return lambda: tracker._total_gpu_energy.kWh * 3.6e6

    return start, stop, lambda: window


def zeus():
    from zeus.monitor import ZeusMonitor

    monitor = ZeusMonitor(cpu_indices=[])

    def stop():
        energy = monitor.end_window("run", sync_execution=False)
        return lambda: sum(energy.gpu_energy.values())

    return lambda: monitor.begin_window("run", sync_execution=False), stop


def carbontracker():
    from carbontracker.tracker import CarbonTracker

    tracker = CarbonTracker(epochs=1, epochs_before_pred=0, components="gpu", verbose=0)
    thread = tracker.tracker

    def stop():
        # The end of the only epoch ends the tracker, which then reports.
        tracker.epoch_end()
        return lambda: float(sum(sum(part.energy_usage(thread.epoch_times)) for part in thread.components) * 3.6e6)

    return tracker.epoch_start, stop


def poll():
    """What a shell loop around `nvidia-smi --query-gpu=power.draw -l 1` does: mean power times time."""
    import threading

    import pynvml

    pynvml.nvmlInit()
    handles = [pynvml.nvmlDeviceGetHandleByIndex(index) for index in range(pynvml.nvmlDeviceGetCount())]
    ended = threading.Event()
    readings = []
    began = 0.0

    def read():
        while True:
            readings.append(sum(pynvml.nvmlDeviceGetPowerUsage(handle) for handle in handles) / 1000)
            if ended.wait(1):
                return

    thread = threading.Thread(target=read)

    def start():
        nonlocal began
        began = time.monotonic()
        thread.start()

    def stop():
        seconds = time.monotonic() - began
        ended.set()
        thread.join()
        return lambda: sum(readings) / len(readings) * seconds

    return start, stop


def main():
    tool, begin, end = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    start, stop, *account = globals()[tool]()
    late = time.monotonic() - begin
    if late > 0:
        sys.exit(f"{tool} was loaded {late:.1f} s too late")
    time.sleep(begin - time.monotonic())
    start()
    began = time.monotonic()
    time.sleep(max(0, end - time.monotonic()))
    ended = time.monotonic()
    energy = stop()
    window = account[0]() if account else [began, ended]
    print(json.dumps({"joules": energy(), "from": window[0], "to": window[1]}))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
