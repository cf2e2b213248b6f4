import resource

kept = []


def open_all() -> None:
    for _ in range(resource.getrlimit(resource.RLIMIT_NOFILE)[0]):
        try:
            kept.append(open("/dev/null"))
        except OSError:
            return
