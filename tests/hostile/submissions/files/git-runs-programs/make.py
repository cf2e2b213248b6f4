from pathlib import Path

run = "echo GIT-RAN-IT >&2; touch git-ran-it"
hooks = Path(".git/hooks")
hooks.mkdir(parents=True)
Path(".git/HEAD").write_text("ref: refs/heads/main\n")
Path(".git/config").write_text(f"""
[core]
    fsmonitor = "{run}"
    hooksPath = .git/hooks
    pager = "{run}"
    sshCommand = "{run}"
[alias]
    status = "!{run}"
[filter "run"]
    clean = "{run}"
    smudge = "{run}"
    required
""")
Path(".gitattributes").write_text("* filter=run diff=run\n")
for name in ("pre-commit", "post-checkout", "post-index-change"):
    (hooks / name).write_text(f"#!/bin/sh\n{run}\n")
    (hooks / name).chmod(0o755)
Path("inner").mkdir()
Path("inner/.git").write_text("gitdir: ../.git\n")
