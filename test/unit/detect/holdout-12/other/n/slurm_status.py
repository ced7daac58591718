import subprocess, time
while True:
    out = subprocess.run(["squeue", "-u", "me", "-h", "-o", "%j %T"], capture_output=True, text=True).stdout
    for line in out.splitlines():
        if line.startswith("train"):
            print(line)
    time.sleep(60)
