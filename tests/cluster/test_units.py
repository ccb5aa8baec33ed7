"""The units of docs/operations.md, read by systemd itself, which `scripts/servers.sh` sees to."""

import subprocess

from bot.cluster.processes import program
from bot.paths import ROOT


def test_systemd_has_nothing_against_the_units(tmp_path):
    for unit in (ROOT / "deploy" / "systemd").glob("vakroute-*"):
        text = unit.read_text().replace("/opt/vakroute/.venv/bin/python", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    units = [str(path) for path in tmp_path.iterdir()]
    done = subprocess.run(
        [program("systemd-analyze"), "verify", *units], capture_output=True, text=True
    )
    about_ours = [line for line in done.stderr.splitlines() if "vakroute" in line]
    assert about_ours == []
