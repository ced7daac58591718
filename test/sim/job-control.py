"""Types into a shell with job control, and waits for what comes of it.

usage: job-control.py COMMAND KEYS EXPECTED [KEYS EXPECTED ...]

Starts bash in a terminal, types COMMAND, and then each KEYS (escapes as in Python) once the EXPECTED before it, a regular
expression, was printed anew (that of COMMAND is a step with a number). Prints what the terminal showed as JSON: one text
for each wait.
"""

import json, os, pty, re, select, sys, time

command, *steps = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(PS1="ready> ", LC_ALL="C")
    os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])


def wait_for(expected, seconds=40):
    """What is printed until the text was."""
    output, end = b"", time.monotonic() + seconds
    while re.search(expected.encode(), output, re.DOTALL) is None and time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        if ready:
            try:
                output += os.read(terminal, 65536)
            except OSError:
                break
    return output.decode(errors="replace")


shown = [wait_for("ready> ")]
os.write(terminal, command.encode() + b"\n")
shown.append(wait_for(r"step [2-9]"))
for keys, expected in zip(steps[::2], steps[1::2]):
    os.write(terminal, keys.encode().decode("unicode_escape").encode())
    shown.append(wait_for(expected))
print(json.dumps(shown))
os.close(terminal)
