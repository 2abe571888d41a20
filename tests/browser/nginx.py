"""A real nginx before the app, as lecturers' servers have it: Debian's."""

import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import debian
from server import free_port

SETTINGS = """
pid {folder}/pid;
error_log {folder}/log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location {path}/ {{
      proxy_pass http://127.0.0.1:{app}{rest};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
    }}
  }}
}}
"""


class Nginx:
    """One nginx that passes what comes below a path on to an app: with the path, or with the path `cut` off."""

    def __init__(self, folder: Path, path: str, app: int, *, cut: bool) -> None:
        self.port, self.folder = free_port(), folder
        self.url = f"http://127.0.0.1:{self.port}{path}"
        settings = SETTINGS.format(folder=folder, port=self.port, path=path, app=app, rest="/" if cut else "")
        (folder / "nginx.conf").write_text(settings)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Nginx":
        program = debian.program("nginx-light")
        assert program, "The tests behind a proxy need nginx: make nginx"
        command = [program, "-p", self.folder, "-c", self.folder / "nginx.conf", "-e", self.folder / "log"]
        self.process = subprocess.Popen([*command, "-g", "daemon off; master_process off;"])
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5):
                    return self
            except urllib.error.URLError:
                time.sleep(0.05)
        raise RuntimeError(f"nginx did not start:\n{(self.folder / 'log').read_text()}")

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait()
