"""Runs a command in a terminal of its own, as an editor does, and tells what came out of it.

usage: terminal.py RESULT [--session] [--keys SECONDS TEXT] [--kill-meter SECONDS RUNS] [--hang-up SECONDS] [--once FILE] -- COMMAND ...

RESULT gets {"output": hex, "status": exit code or -signal}. With --session the command leads the terminal's session,
as a task of VS Code does; without, a parent leads it, as a shell does. SECONDS count from the start, or
from when FILE is there.
"""

import errno, glob, json, os, pty, select, signal, sys, time

result, *rest = sys.argv[1:]
at = rest.index("--")
options, command = rest[:at], rest[at + 1 :]
leads = "--session" in options


def option(name, count):
    if name not in options:
        return None
    index = options.index(name)
    return options[index + 1 : index + 1 + count]


keys = option("--keys", 2)
kill = option("--kill-meter", 2)
hang_up = option("--hang-up", 1)
once = option("--once", 1)

pid, terminal = pty.fork()
if pid == 0:
    if leads:
        os.execvp(command[0], command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execvp(command[0], command)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)

began = None if once else time.monotonic()


def is_due(seconds):
    return began is not None and time.monotonic() - began > float(seconds)


output = b""
while True:
    if began is None and os.path.exists(once[0]):
        began = time.monotonic()
    if hang_up and is_due(hang_up[0]):
        os.close(terminal)
        break
    ready, _, _ = select.select([terminal], [], [], 0.05)
    if ready:
        try:
            piece = os.read(terminal, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            break
        if not piece:
            break
        output += piece
    if keys and is_due(keys[0]):
        os.write(terminal, keys[1].encode().decode("unicode_escape").encode())
        keys = None
    if kill and is_due(kill[0]):
        journal = glob.glob(kill[1] + "/*/journal.ndjson")[0]
        with open(journal) as lines:
            os.kill(json.loads(lines.readline())["meterPid"], signal.SIGKILL)
        kill = None

_, status = os.waitpid(pid, 0)
with open(result, "w") as file:
    json.dump({"output": output.hex(), "status": os.waitstatus_to_exitcode(status)}, file)
