"""Stands in for a training: prints as people print, counts the signals it gets, and writes what it did to a file.

usage: training.py FILE SECONDS EXIT_CODE
"""

import json, os, signal, sys, time

path, seconds, code = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
received = []
for name in ("SIGINT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGHUP", "SIGQUIT"):
    signal.signal(getattr(signal, name), lambda number, frame: received.append(signal.Signals(number).name))

terminal = sys.stdout.isatty()
if "--quiet" not in sys.argv:
    print("stdin", sys.stdin.isatty(), "stdout", terminal, "stderr", sys.stderr.isatty(), "ä€", flush=True)
with open(path + ".part", "w") as started:
    started.write(str(os.getpid()))
os.rename(path + ".part", path + ".started")

steps = 10
for step in range(steps):
    end = time.monotonic() + seconds / steps
    while time.monotonic() < end:
        time.sleep(max(0, end - time.monotonic()))
    if "--quiet" not in sys.argv:
        print(f"\rstep {step + 1}/{steps} loss {1 / (step + 1):.4f}", end="", flush=True)
if "--quiet" not in sys.argv:
    print(flush=True)

with open(path, "w") as file:
    json.dump({"received": received, "environment": sorted(os.environ)}, file)
    file.write("\n")
sys.exit(code)
