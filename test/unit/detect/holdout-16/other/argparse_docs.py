"""Generates docs/cli.md from the parsers of the training, tuning and export commands."""
import argparse
import importlib
import pathlib
import textwrap

COMMANDS = ["acme.cli.train", "acme.cli.finetune", "acme.cli.export", "acme.cli.evaluate"]


def table(parser):
    rows = ["| option | default | meaning |", "|---|---|---|"]
    for a in parser._actions:
        if isinstance(a, argparse._HelpAction):
            continue
        name = ", ".join(f"`{o}`" for o in a.option_strings) or f"`{a.dest}`"
        default = "" if a.default in (None, argparse.SUPPRESS) else f"`{a.default}`"
        rows.append(f"| {name} | {default} | {(a.help or '').replace('|', chr(92) + '|')} |")
    return "\n".join(rows)


def main():
    parts = ["# Command line\n"]
    for mod in COMMANDS:
        m = importlib.import_module(mod)
        p = m.build_parser()
        name = mod.rsplit(".", 1)[1]
        parts.append(f"## acme {name}\n\n{textwrap.dedent(m.__doc__ or '').strip()}\n\n{table(p)}\n")
        parts.append(f"```\nacme {name} {' '.join(getattr(m, 'EXAMPLE', '--help').split())}\n```\n")
    pathlib.Path("docs/cli.md").write_text("\n".join(parts))


if __name__ == "__main__":
    main()
