import os

REQUIRED = ("BASE_URL", "JWT_SECRET", "SMTP_URL", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
NUMBERS = {
    "ACCESS_TOKEN_SECONDS": 900,
    "REFRESH_TOKEN_SECONDS": 30 * 24 * 3600,
    "MAIL_TOKEN_SECONDS": 3600,
    "LOCKOUT_ATTEMPTS": 5,
    "LOCKOUT_SECONDS": 900,
    "ARGON2_PASSES": 2,
    "OIDC_KEYS_SECONDS": 30,
}


def settings_from_environment() -> dict[str, str | int]:
    """The settings of the README; without one that has no default the server does not start."""
    missing = [name for name in REQUIRED if not os.environ.get(name)]
    if missing:
        raise RuntimeError(f"not set in the environment: {', '.join(missing)}")
    settings: dict[str, str | int] = {name: os.environ[name] for name in REQUIRED}
    for name, default in NUMBERS.items():
        settings[name] = int(os.environ.get(name) or default)
    settings["ADMIN_EMAIL"] = os.environ.get("ADMIN_EMAIL", "").lower()
    return settings
