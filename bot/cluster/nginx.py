"""nginx with the templates of `deploy/`, as a process of our own."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

from bot.cluster.processes import Process, listens, program
from bot.paths import ROOT

TEMPLATES = ("nginx.conf.template", "nginx-inside.conf.template")

_MAIN = """\
daemon off;
pid {folder}/nginx.pid;
error_log stderr crit;  # lower levels write visitors' addresses
worker_processes 1;
events {{ worker_connections 2048; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{included}
}}
"""


class Nginx(Process):
    """nginx in front of servers on this machine."""

    def __init__(self, folder: Path, port: int, values: Mapping[str, str]) -> None:
        """Write its configuration; nothing is started yet.

        Args:
            folder: where the configuration, the log and waiting bodies go.
            port: of 127.0.0.1, to see whether it is there.
            values: for the variables of the templates.
        """
        folder.mkdir(parents=True, exist_ok=True)
        included = "".join(
            Template((ROOT / "deploy" / name).read_text(encoding="utf-8")).safe_substitute(values)
            for name in TEMPLATES
        )
        main = folder / "nginx.conf"
        main.write_text(_MAIN.format(folder=folder, included=included), encoding="utf-8")
        command = [program("nginx"), "-c", str(main), "-p", str(folder), "-e", "stderr"]
        super().__init__("nginx", command, folder=folder, answers=lambda: listens(port))


def servers(ports: Sequence[int]) -> str:
    """The lines of an `upstream` block for servers on this machine."""
    return " ".join(f"server 127.0.0.1:{port} max_fails=0;" for port in ports)
