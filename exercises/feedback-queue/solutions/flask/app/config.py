import os

TEXTS = {
    "REDIS_URL": None,
    "SMTP_URL": None,
    "BASE_URL": "http://localhost:3000",
    "MAIL_FROM": "feedback@example.com",
}
COUNTS = {"RATE_LIMIT": 5, "MAIL_ATTEMPTS": 5}
SECONDS = {
    "RATE_WINDOW_SECONDS": 60,
    "MAIL_TIMEOUT_SECONDS": 10,
    "RETRY_SECONDS": 10,
    "JOB_LEASE_SECONDS": 60,
}


def settings_from_environment() -> dict[str, str | int | float]:
    """The settings of the README; without one that has no default nothing starts."""
    settings: dict[str, str | int | float] = {}
    for name, default in TEXTS.items():
        value = os.environ.get(name) or default
        if value is None:
            raise RuntimeError(f"{name} is not set in the environment")
        settings[name] = value
    settings |= {name: int(os.environ.get(name) or default) for name, default in COUNTS.items()}
    settings |= {name: float(os.environ.get(name) or default) for name, default in SECONDS.items()}
    return settings
