"""More than twenty thousand requests that nobody honest sends, at the assistant on this machine.

    python -m bench.hostile [--requests 22000]

Generated from the channel's OpenAPI description by schemathesis, from texts and JSON by hypothesis, guessed
session tokens, and broken HTTP over sockets. Ends with an error when one request got a response of 500 or
above, no answer within 15 seconds, or something of another's conversation. Loopback only.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bot.paths import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from hostile import PROXIES, Siege
from running import RunningBot

RESULT = ROOT / "bench" / "results" / "hostile.md"


def main() -> int:
    """Attack, print the table and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=22_000)
    count = parser.parse_args().requests
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        running = RunningBot(Path(folder), PROXIES)
        try:
            siege = Siege(running.start().base)
            for name, share in (
                ("generated_from_the_contract", 0.3),
                ("odd_bodies", 0.4),
                ("others_tokens", 0.1),
                ("broken_http", 0.2),
            ):
                before, began = siege.sent, time.monotonic()
                getattr(siege, name)(round(count * share))
                seconds = time.monotonic() - began
                rows.append(
                    f"| {name.replace('_', ' ')} | {siege.sent - before:,} | {seconds:.0f} |"
                )
                print(rows[-1], flush=True)
            well = siege.still_well()
        finally:
            running.stop()
    table = "\n".join(
        ["| requests | count | seconds |", "|---|---:|---:|", *rows, "",
         f"{siege.sent:,} in all: {dict(siege.counts.most_common())}; slowest {siege.slowest:.2f} s;",
         f"{len(siege.failures)} failures; the other conversation went on: {'yes' if well else 'no'}."]
    )  # fmt: skip
    print(table)
    for failure in siege.failures[:20]:
        print("FAILURE:", failure)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(table + "\n", encoding="utf-8")
    return 1 if siege.failures or not well else 0


if __name__ == "__main__":
    sys.exit(main())
