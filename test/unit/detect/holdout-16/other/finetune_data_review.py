"""Terminal tool to accept or reject generated training samples one at a time."""
import argparse
import curses
import json
import os
import textwrap


class Review:
    def __init__(self, src, out):
        self.rows = [json.loads(l) for l in open(src, encoding="utf8")]
        self.out = out
        self.done = {}
        if os.path.exists(out):
            for l in open(out, encoding="utf8"):
                d = json.loads(l)
                self.done[d["id"]] = d
        self.i = next((k for k, r in enumerate(self.rows) if r["id"] not in self.done), 0)

    def save(self, verdict, note=""):
        r = dict(self.rows[self.i], verdict=verdict, note=note)
        self.done[r["id"]] = r
        with open(self.out, "w", encoding="utf8") as f:
            for d in self.done.values():
                f.write(json.dumps(d, ensure_ascii=False) + "\n")
        self.i = min(self.i + 1, len(self.rows) - 1)

    def draw(self, s):
        s.erase()
        h, w = s.getmaxyx()
        r = self.rows[self.i]
        v = self.done.get(r["id"], {}).get("verdict", "-")
        s.addstr(0, 0, f" {self.i + 1}/{len(self.rows)}  [{v}]  a accept  r reject  e edit note  j/k move  q quit"[: w - 1], curses.A_REVERSE)
        y = 2
        for m in r["messages"]:
            s.addstr(y, 0, m["role"].upper()[: w - 1], curses.A_BOLD)
            y += 1
            for line in textwrap.wrap(m["content"], w - 4, replace_whitespace=False) or [""]:
                if y >= h - 2:
                    break
                s.addstr(y, 2, line[: w - 4])
                y += 1
            y += 1
        ok = sum(d["verdict"] == "accept" for d in self.done.values())
        s.addstr(h - 1, 0, f" accepted {ok}, rejected {len(self.done) - ok}; enough for training at 2000 "[: w - 1])
        s.refresh()

    def run(self, s):
        curses.curs_set(0)
        while True:
            self.draw(s)
            k = s.getkey()
            if k == "q":
                return
            if k == "a":
                self.save("accept")
            elif k == "r":
                self.save("reject")
            elif k == "e":
                curses.echo()
                s.addstr(s.getmaxyx()[0] - 1, 0, "note: " + " " * 60)
                note = s.getstr(s.getmaxyx()[0] - 1, 6, 60).decode()
                curses.noecho()
                self.save("reject", note)
            elif k == "j":
                self.i = min(self.i + 1, len(self.rows) - 1)
            elif k == "k":
                self.i = max(self.i - 1, 0)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("src")
    ap.add_argument("--out", default="train_reviewed.jsonl")
    a = ap.parse_args()
    curses.wrapper(Review(a.src, a.out).run)
